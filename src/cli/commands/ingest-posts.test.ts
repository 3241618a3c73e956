// pollwarden ingest posts and the lake commands, as a user runs them.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { openLake } from '../../lake/lake.ts';
import { examplePurpose, examplePurposeAt, type Purpose } from '../../ingest/purpose.ts';
import { collectRows } from '../../lake/testing/sample-rows.ts';

const folder = mkdtempSync(join(tmpdir(), 'pollwarden-ingest-'));
after(() => {
  rmSync(folder, { recursive: true, force: true });
});

const purpose = join(folder, 'purpose.json');
const nextYear = `${new Date().getUTCFullYear() + 1}-12-31`;
const filled: Purpose = {
  controller: { name: 'Election office of the city', contact: 'dpo@city.example' },
  purpose: 'Find coordinated behaviour around the vote and describe it to the election office',
  legalBasis: { ...examplePurpose.legalBasis, law: 'Section 12 of the Election Act' },
  scope: { objects: ['paper.example'], topics: ['how and where to vote'] },
  endDate: nextYear,
  retentionDays: 200,
};
writeFileSync(purpose, JSON.stringify(filled));

type Answer = { readonly code: number; readonly out: string; readonly messages: string };

async function run(args: readonly string[], input = ''): Promise<Answer> {
  const main = `import { main } from ${JSON.stringify(new URL('../main.ts', import.meta.url).href)};
    process.exitCode = await main(process.argv.slice(1));`;
  return await new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--input-type=module', '--eval', main, '--', ...args]);
    let [out, messages] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (messages += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? -1, out, messages }));
    child.stdin.end(input);
  });
}

const header = 'object_id,account_id,content_id,timestamp_share\n';
const rows = (from: number, to: number): string =>
  Array.from(
    { length: to - from },
    (_, i) => `o${(from + i) % 7},a${(from + i) % 5},c${from + i},${1717934400 + (from + i) * 500}\n`,
  ).join('');

async function ingest(data: string, files: readonly string[], ...more: readonly string[]): Promise<Answer> {
  return await run(['ingest', 'posts', ...files, '--purpose', purpose, '--data', data, ...more]);
}

test('what is written is its owner’s alone, and a platform that is not known by name is a pseudonym', async () => {
  const data = join(folder, 'modes');
  const file = join(folder, 'modes.csv');
  writeFileSync(file, 'account,time,post,object,platform\na,1717934400,p,o,zqperson\nb,never,q,o,x\n');
  assert.equal((await ingest(data, [file])).code, 1);
  const names = readdirSync(data, { recursive: true, encoding: 'utf8' }).map((name) => join(data, name));
  assert.ok(names.some((name) => name.endsWith('.sealed')) && names.some((name) => name.endsWith('.parquet')));
  for (const name of [data, ...names]) assert.equal(statSync(name).mode & 0o077, 0, name);
  const lake = await openLake(data);
  for await (const { platform } of lake.readShares()) assert.match(platform[0], /^val_[a-z2-7]{26}$/);
  lake.close();
});

test('same file, grown file, renamed file, overlapping exports, folder and stdin: each row once', async () => {
  const data = join(folder, 'once');
  const [a, grown, renamed, overlap] = ['a.csv', 'grown.csv', 'renamed.csv.gz', 'overlap.csv'].map((n) =>
    join(folder, n),
  );
  writeFileSync(a, header + rows(0, 200));
  const first = await ingest(data, [a]);
  assert.equal(first.code, 0, first.messages);
  assert.match(first.out, /200 posts read from 1 source/);
  assert.match(first.out, /200 rows added/);
  assert.match(first.out, new RegExp(`until ${nextYear}, rows are kept for 180 days after .* 200 days of the purpose`));
  assert.match(first.messages, /CooRTweet.*times in seconds/);
  assert.match((await ingest(data, [a])).out, /0 rows added[^]*200 were there already/);
  writeFileSync(grown, header + rows(0, 300));
  assert.match((await ingest(data, [grown])).out, /100 rows added[^]*200 were there already/);
  writeFileSync(renamed, gzipSync(header + rows(0, 300)));
  assert.match((await ingest(data, [renamed])).out, /0 rows added/);
  writeFileSync(overlap, header + rows(250, 400));
  const folderOfTwo = join(folder, 'two');
  mkdirSync(folderOfTwo);
  copyFileSync(overlap, join(folderOfTwo, 'x.csv'));
  copyFileSync(grown, join(folderOfTwo, 'y.csv'));
  assert.match((await ingest(data, [folderOfTwo])).out, /450 posts read from 2 sources[^]*100 rows added/);
  const piped = await run(
    ['ingest', 'posts', '-', '--purpose', purpose, '--data', data, '--json'],
    header + rows(390, 410),
  );
  assert.equal(piped.code, 0, piped.messages);
  const summary = JSON.parse(piped.out) as Record<string, unknown>;
  assert.deepEqual([summary.rowsAdded, summary.rowsKnown, summary.rejected], [10, 10, 0]);
  assert.equal(summary.purposeEnds, nextYear);
  assert.equal((await collectRows(data)).length, 410);
  const status = await run(['lake', 'status', '--data', data]);
  assert.match(status.out, /share +410 +3 +2024-06-09 +2024-06-11/);
  const compacted = await run(['lake', 'compact', '--data', data, '--json']);
  assert.equal((JSON.parse(compacted.out) as { segmentsAfter: number }).segmentsAfter, 3);
  assert.equal((await collectRows(data)).length, 410);
});

test('rejected rows give exit code 1, where to look, and can be looked at', async () => {
  const data = join(folder, 'rejects');
  const file = join(folder, 'bad.csv');
  writeFileSync(file, `${header}o1,a1,c1,1717934400\no1,a2,c2,never\no1,,c3,1717934401\n`);
  const answer = await ingest(data, [file]);
  assert.equal(answer.code, 1);
  const [, look] = /pollwarden (lake rejected --run run-[0-9a-f]+) /.exec(answer.out) ?? [];
  assert.match(answer.out, /2 rejected: /);
  const seen = await run([...look.split(' '), '--data', data]);
  assert.equal(seen.code, 0);
  assert.match(seen.out, /bad\.csv:3: TIME_INVALID[^]*never[^]*bad\.csv:4: VALUE_MISSING[^]*2 of 2 rejected rows/);
  const other = await run(['lake', 'rejected', '--run', 'nope', '--data', data]);
  assert.equal(other.code, 2);
  assert.match(other.messages, /no rejected rows are kept of run "nope"; these have: run-[0-9a-f]+ of \d{4}-/);
  const one = await run(['lake', 'rejected', '--limit', '1', '--json', '--data', data]);
  assert.equal((JSON.parse(one.out) as { line: number }).line, 3);
  const erased = await run(['lake', 'erase', '--account', 'a2', '--yes', '--json', '--data', data]);
  assert.equal((JSON.parse(erased.out) as { rejectedRemoved: number }).rejectedRemoved, 1);
});

test('without a purpose, with a wrong one or an ended one, nothing is read and nothing is written', async () => {
  const data = join(folder, 'nothing');
  const file = join(folder, 'c.csv');
  writeFileSync(file, header + rows(0, 5));
  const none = await run(['ingest', 'posts', file, '--data', data]);
  assert.equal(none.code, 2);
  assert.match(none.messages, /PURPOSE_MISSING/);
  const wrong = join(folder, 'wrong.json');
  for (const [text, code] of [
    ['{"controller":1}', /wrong\.json: PURPOSE_INVALID/],
    [JSON.stringify({ ...filled, scope: { objects: ['@alice'], topics: [] } }), /names an account/],
    [JSON.stringify({ ...filled, endDate: '2020-01-01' }), /wrong\.json: PURPOSE_ENDED.*2020-01-01/],
  ] as const) {
    writeFileSync(wrong, text);
    const answer = await run(['ingest', 'posts', file, '--purpose', wrong, '--data', data]);
    assert.equal(answer.code, 2);
    assert.match(answer.messages, code);
  }
  assert.match((await run(['ingest', 'posts', file, '--purpose', join(folder, 'no.json')])).messages, /FILE_NOT_FOUND/);
  assert.ok(!existsSync(data));
});

test('an unreadable file is exit code 2 by name, and what came before it is kept', async () => {
  const data = join(folder, 'unreadable');
  const good = join(folder, 'good.csv');
  writeFileSync(good, header + rows(0, 50));
  const torn = join(folder, 'torn.csv.gz');
  writeFileSync(torn, gzipSync(header + rows(50, 5000)).subarray(0, 9000));
  const answer = await ingest(data, [good, torn]);
  assert.equal(answer.code, 2);
  assert.match(answer.messages, /torn\.csv\.gz[^]*COMPRESSION_BROKEN/);
  assert.ok((await collectRows(data)).length >= 50);
  const status = await run(['lake', 'status', '--data', data]);
  assert.match(status.out, /run-[0-9a-f]+ +\S+ +[1-9][0-9,]* +0 +0 +\S+ +interrupted\n/);
  assert.match(status.out, /kept 180 days/);
});

test('the example purpose can be filled in; an empty lake says how to begin; erasing asks', async () => {
  const example = await run(['ingest', 'posts', '--example-purpose']);
  assert.deepEqual(JSON.parse(example.out), examplePurposeAt(Date.now()));
  const unfilled = join(folder, 'unfilled.json');
  writeFileSync(unfilled, example.out);
  const refused = await run(['ingest', 'posts', unfilled, '--purpose', unfilled, '--data', join(folder, 'unfilled')]);
  assert.equal(refused.code, 2);
  assert.match(refused.messages, /PURPOSE_INVALID[^]*controller\.name: still holds the text of the example/);
  const data = join(folder, 'empty');
  assert.match((await run(['lake', 'status', '--data', data])).out, /is empty[^]*pollwarden ingest posts/);
  const asked = await run(['lake', 'erase', '--account', 'a', '--data', data]);
  assert.equal(asked.code, 2);
  assert.match(asked.messages, /--yes/);
  assert.equal((await run(['lake', 'erase', '--before', '2026-02-30', '--yes', '--data', data])).code, 2);
  for (const words of ['erase --account a --yes', 'erase --before 2026-03-01 --yes', 'expire', 'compact', 'rejected']) {
    const answer = await run(['lake', ...words.split(' '), '--data', data]);
    assert.equal(answer.code, 2, words);
    assert.match(answer.messages, /empty: LAKE_MISSING: There is no lake here/, words);
  }
  assert.ok(!existsSync(data), 'no command made the folder');
});

test('erasing: what is not there, a platform that is not there, and the record without the account', async () => {
  const data = join(folder, 'erasing');
  const file = join(folder, 'e.csv');
  writeFileSync(
    file,
    'account,time,post,object,platform\nzqanna,1717934400,p,o,x\nb,1717934500,q,o,x\nc,1717934600,r,o,zqnet\n',
  );
  assert.equal((await ingest(data, [file])).code, 0);
  const lake = async (...words: readonly string[]): Promise<Answer> => await run(['lake', ...words, '--data', data]);
  const nothing = await lake('erase', '--account', 'nobody', '--yes');
  assert.deepEqual([nothing.code, nothing.out], [0, 'Nothing was found to erase.\n']);
  const nowhere = await lake('erase', '--account', 'zqanna', '--platform', 'nonsense', '--yes');
  assert.equal(nowhere.code, 2);
  assert.match(nowhere.messages, /USAGE.*no platform "nonsense" is in the lake; there is: x\)/);
  assert.match(
    (await lake('erase', '--account', 'c', '--platform', 'zqnet', '--yes')).out,
    /Erased:\n {2}1 row, in 1 segm/,
  );
  const erased = await lake('erase', '--account', 'zqanna', '--platform', 'X', '--yes');
  assert.match(erased.out, /1 row, in 1 segment that was rewritten[^]*all rows of 1 post of[^]*Not reached:/);
  assert.match((await lake('expire')).out, /Nothing is due/);
  const status = await lake('status');
  assert.match(status.out, /Erasures and expiries:\n[^]*erase +account +\S+ +0 +0 +done\n/);
  assert.match(status.out, /erase +account of one platform +\S+ +1 +0 +done/);
  assert.ok(!/zqanna|zqnet/.test(readFileSync(join(data, 'lake', 'deletions.jsonl'), 'utf8')));
  const { deletions } = JSON.parse((await lake('status', '--json')).out) as { deletions: readonly unknown[] };
  assert.equal(deletions.length, 3);
});

test('the first steps in docs/lake.md work as they stand', { skip: process.platform === 'win32' }, async () => {
  const page = readFileSync(new URL('../../../docs/lake.md', import.meta.url), 'utf8');
  const steps = /```sh\n([^]*?)```/.exec(page)?.[1] ?? '';
  const work = join(folder, 'first steps');
  mkdirSync(work);
  const main = `import(${JSON.stringify(new URL('../main.ts', import.meta.url).href)}).then(async ({ main }) => {
    process.exitCode = await main(process.argv.slice(2));
  });`;
  const program = join(work, 'program.mjs');
  writeFileSync(program, main);
  const script = `set -e\npollwarden() { "$NODE" "$PROGRAM" "$@"; }\n${steps}`;
  const child = spawn('sh', ['-c', script], {
    cwd: work,
    env: { PATH: process.env.PATH, NODE: process.execPath, PROGRAM: program },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const code = await new Promise((resolve) => child.on('close', resolve));
  assert.ok(code === 0 || code === 1, `${String(code)}: ${said}`);
  assert.match(said, /40,000 posts read from 1 source[^]*Lake in [^]*finished/);
});

test('another key than the lake was made with is refused', async () => {
  const data = join(folder, 'key');
  const file = join(folder, 'k.csv');
  writeFileSync(file, header + rows(0, 5));
  assert.equal((await ingest(data, [file])).code, 0);
  const key = join(data, 'keys', 'pseudonym.key');
  const before = readFileSync(key, 'utf8');
  writeFileSync(
    key,
    before.replace(/^./, (c) => (c === '0' ? '1' : '0')),
  );
  const answer = await ingest(data, [file]);
  assert.equal(answer.code, 2);
  assert.match(answer.messages, /not the key that the lake was made with/);
  rmSync(key);
  assert.equal((await ingest(data, [file])).code, 2);
  writeFileSync(key, before);
  assert.match((await ingest(data, [file])).out, /0 rows added/);
});
