// bulletin verify, bulletin check and results rebuild as a citizen runs them: on folders, with words, with the paper's QR codes.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { zipSync } from 'fflate';
import { type Files, testBulletin } from '../../bulletin/testing/test-bulletin.ts';
import { openTestLog, type TestLog } from '../../bulletin/testing/test-log.ts';
import { fingerprintWords } from '../../bulletin/words/words.ts';
import { canonicalJson } from '../../kernel/canonical-json.ts';
import { temporaryFolder } from '../../ledger/testing/temporary-ledger.ts';
import { toCompact } from '../../results/codes/compact.ts';
import { toParts } from '../../results/codes/parts.ts';
import { publicCode } from '../../results/codes/public-code.ts';
import { nodeCrypto } from '../../tlog/files/crypto.ts';

const main = join(import.meta.dirname, '..', '..', '..', 'bin', 'pollwarden.mjs');

function pollwarden(...args: readonly string[]): {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
} {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], {
    encoding: 'utf8',
    timeout: 60_000,
  });
  return { status, stdout, stderr };
}

function written(t: TestContext, files: Files): string {
  const folder = temporaryFolder(t);
  for (const [path, bytes] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
  return folder;
}

const wordsOf = ({ entries }: TestLog): string =>
  fingerprintWords(nodeCrypto.sha256(entries[0]))
    .map(({ word }) => word)
    .join(' ');

/** All released but the last, which is named and never opened. */
function night() {
  const log = openTestLog({ units: 8 });
  const returns = log.definition.units.map(({ id }) => log.returnOf(id));
  for (const signed of returns) log.commit(signed);
  for (const signed of returns.slice(0, -1)) log.release(signed);
  const last = returns.at(-1) ?? assert.fail();
  const { unit, counts } = last.return;
  log.record({ of: { kind: 'unit', id: unit }, units: [unit], return: log.hashOf(last), counts });
  return { log, returns };
}

test('bulletin verify: with the words, without, with other words, with a damaged copy beside a good one', async (t) => {
  const { log } = night();
  const files = await testBulletin(log);
  const folder = written(t, files);
  const words = wordsOf(log);
  const good = pollwarden('bulletin', 'verify', folder, '--words', words, '--json');
  assert.equal(good.status, 0, good.stdout + good.stderr);
  const { verdict, bulletin, totalHolds, faults } = JSON.parse(good.stdout) as Record<string, unknown>;
  assert.deepEqual([verdict, bulletin, totalHolds, faults], ['holds', 1, true, []]);
  const without = pollwarden('bulletin', 'verify', folder);
  assert.equal(without.status, 0);
  assert.match(without.stdout, /This copy cannot prove itself/);
  const other = pollwarden('bulletin', 'verify', folder, '--words', 'zoo '.repeat(16));
  assert.equal(other.status, 1);
  assert.match(other.stdout, /Nothing here can be believed:\n.*WORDS_DIFFER/);
  const worse = written(t, files);
  rmSync(join(worse, 'log'), { recursive: true });
  rmSync(join(worse, 'log-js'), { recursive: true });
  const both = pollwarden('bulletin', 'verify', worse, folder, '--words', words);
  assert.equal(both.status, 1);
  assert.match(both.stdout, /FILE_MISSING/);
  assert.match(both.stdout, /The total follows from the log, to the byte/);
  assert.match(both.stdout, /7 of 8 are verified; without the others/);
  assert.equal(pollwarden('bulletin', 'verify', folder, '--words', 'one two').status, 2);
  assert.equal(pollwarden('bulletin', 'verify', join(folder, 'nothing')).status, 2);
});

test('bulletin verify --earlier: what is no checkpoint is refused; one that another key signed under the same origin is told', async (t) => {
  const { log } = night();
  const folder = written(t, await testBulletin(log));
  const earlier = join(folder, 'earlier');
  const verify = () => pollwarden('bulletin', 'verify', folder, '--earlier', earlier);
  writeFileSync(earlier, 'nothing of the kind\n');
  const none = verify();
  assert.deepEqual([none.status, /no checkpoint/.test(none.stderr)], [2, true], none.stdout + none.stderr);
  const own = readFileSync(join(folder, 'log/checkpoint'), 'utf8');
  writeFileSync(earlier, own);
  assert.equal(verify().status, 0);
  writeFileSync(earlier, own.replace(/^(\S+\n)\d+\n/, '$13\n'));
  const forged = verify();
  assert.equal(forged.status, 1);
  assert.match(
    forged.stdout,
    /CHECKPOINT_REFUSED\): .*earlier · the checkpoint that you kept is not signed by this log/,
  );
});

test('bulletin verify: what is covered, names of what is voted for; a changed checkpoint file; nothing there, a zip', async (t) => {
  const { log } = night();
  const files = await testBulletin(log);
  const folder = written(t, files);
  const [{ name, options }] = log.definition.contests;
  const { stdout } = pollwarden('bulletin', 'verify', folder);
  assert.match(stdout, /Front pages \(index\.html .*\) are not covered: read the figures below/);
  assert.ok(stdout.includes(`${name}: 8 of 8 units`) && stdout.includes(`votes: ${options[0].name}: `), stdout);
  const checkpoint = Buffer.from(files.get('log/checkpoint') ?? []);
  checkpoint[checkpoint.length - 5] ^= 1;
  writeFileSync(join(folder, 'log/checkpoint'), checkpoint);
  const changed = pollwarden('bulletin', 'verify', folder);
  assert.equal(changed.status, 1);
  assert.match(changed.stdout, /FILE_DAMAGED\): log\/checkpoint/);
  const empty = temporaryFolder(t);
  for (const args of [
    ['bulletin', 'verify', empty],
    ['bulletin', 'verify', 'http://127.0.0.1:1'],
    ['bulletin', 'check', empty, '--unit', 'd1-001'],
    ['results', 'rebuild', '--from', empty],
  ]) {
    const found = pollwarden(...args);
    assert.deepEqual([found.status, found.stdout], [2, ''], found.stdout);
    assert.match(found.stderr, /There is no bulletin that can be read/);
  }
  const zip = join(empty, 'public.zip');
  writeFileSync(zip, zipSync(Object.fromEntries(files)));
  const packed = pollwarden('bulletin', 'verify', zip);
  assert.equal(packed.status, 2);
  assert.match(packed.stderr, /unpack it first/);
  const nowhere = pollwarden('tlog', 'verify', join(empty, 'nothing'));
  assert.equal(nowhere.status, 2);
  assert.match(nowhere.stderr, /There is no such file/);
});

test('bulletin check: codes that were not read rightly, and a unit that is not released, are told as such', async (t) => {
  const log = openTestLog({ units: 4 });
  const [first, ...others] = log.definition.units.map(({ id }) => log.returnOf(id));
  for (const signed of [first, ...others]) log.commit(signed);
  for (const signed of others) log.release(signed);
  const folder = written(t, await testBulletin(log));
  const paper = join(folder, 'paper.txt');
  const parts = toParts(toCompact(first, log.definition)).join('\n');
  for (const [text, why] of [
    [parts.replace(/.:/, 'X:'), /line 1 misread/],
    ['', /there is no line in it/],
  ] as const) {
    writeFileSync(paper, text);
    const { status, stdout, stderr } = pollwarden('bulletin', 'check', folder, '--qr', paper);
    assert.deepEqual([status, stdout], [2, '']);
    assert.match(stderr, why);
  }
  const { stdout } = pollwarden('bulletin', 'check', folder, '--unit', first.return.unit);
  assert.match(stdout, /figures are not released yet/);
  assert.doesNotMatch(stdout, /Compare each figure/);
});

test('bulletin check: by unit, by code, by the paper’s QR codes; a code alone never says that it is right', async (t) => {
  const { log, returns } = night();
  const folder = written(t, await testBulletin(log));
  const [signed, other] = returns;
  const { unit } = signed.return;
  const byUnit = pollwarden('bulletin', 'check', folder, '--unit', unit);
  assert.equal(byUnit.status, 0, byUnit.stdout + byUnit.stderr);
  assert.match(byUnit.stdout, /signed by 2 holders/);
  const byCode = pollwarden('bulletin', 'check', folder, '--code', publicCode(log.hashOf(signed)));
  assert.match(byCode.stdout, /\(d1-001\)/);
  assert.match(byCode.stdout, /the code alone proves nothing/);
  assert.doesNotMatch(byCode.stdout, /very return|correct/);
  const paper = join(folder, 'paper.txt');
  writeFileSync(paper, toParts(toCompact(signed, log.definition)).join('\n'));
  const byQr = pollwarden('bulletin', 'check', folder, '--qr', paper);
  assert.equal(byQr.status, 0, byQr.stdout);
  assert.match(byQr.stdout, /the very return that is in the log and counts/);
  // A paper of the same unit with another figure, signed as it has to be.
  const changed = log.returnOf(unit, { counts: { ...signed.return.counts, cast: 1 } });
  writeFileSync(paper, toParts(toCompact(changed, log.definition)).join('\n'));
  const differs = pollwarden('bulletin', 'check', folder, '--qr', paper);
  assert.equal(differs.status, 1);
  assert.match(differs.stdout, /another return than the one that counts/);
  assert.match(differs.stdout, /Ballots in the box +\d+ +1 +differs/);
  // A paper that nobody signed rightly.
  writeFileSync(paper, toParts(toCompact({ ...signed, signatures: other.signatures }, log.definition)).join('\n'));
  const forged = pollwarden('bulletin', 'check', folder, '--qr', paper);
  assert.equal(forged.status, 1);
  assert.match(forged.stdout, /A code of the paper: /);
  assert.equal(pollwarden('bulletin', 'check', folder, '--unit', 'nowhere').status, 1);
  assert.equal(pollwarden('bulletin', 'check', folder, '--code', 'AAAAAAAAAAAAAAAAA').status, 2);
});

test('results rebuild: the same total from the log alone, more with what the centres kept, and lost entries brought back', async (t) => {
  const { log, returns } = night();
  const files = await testBulletin(log);
  const whole = written(t, files);
  const out = join(whole, 'rebuilt.json');
  const first = pollwarden('results', 'rebuild', '--from', whole, '--words', wordsOf(log), '--out', out);
  assert.equal(first.status, 0, first.stdout + first.stderr);
  const [total] = [...files].find(([path]) => /^data\/total-.*\.json$/.test(path)) ?? assert.fail();
  assert.deepEqual(readFileSync(out), Buffer.from(files.get(total) ?? []));
  // The log by itself, without the bulletin around it.
  assert.equal(pollwarden('results', 'rebuild', '--from', join(whole, 'log')).status, 0);
  // A return that headquarters named and never opened.
  const kept = join(whole, 'kept.jsonl');
  writeFileSync(kept, returns.map((signed) => `${canonicalJson(signed)}\n`).join(''));
  const more = pollwarden('results', 'rebuild', '--from', whole, '--returns', kept, '--json');
  const found = JSON.parse(more.stdout) as {
    same: boolean;
    offered: unknown;
    total: { contests: { byStanding: unknown }[] };
  };
  assert.deepEqual(found.offered, { opened: 1, known: 7, uncommitted: 0, refused: 0 });
  assert.deepEqual(found.total.contests[0].byStanding, { signed: 8 });
  assert.equal(found.same, false);
  // A copy whose return entries are damaged in their signatures: nothing but the centres has them.
  const damaged = new Map(files);
  const path = [...files.keys()].find((one) => one.startsWith('log/tile/entries/000')) ?? assert.fail();
  const bytes = Buffer.from(files.get(path) ?? []);
  for (let at = bytes.indexOf('"signature":"'); at >= 0; at = bytes.indexOf('"signature":"', at + 1))
    bytes[at + 30] ^= 1;
  damaged.set(path, bytes);
  for (const one of [...damaged.keys()].filter((name) => name.startsWith('log-js/'))) damaged.delete(one);
  const poor = written(t, damaged);
  const alone = JSON.parse(pollwarden('results', 'rebuild', '--from', poor, '--json').stdout) as {
    same: boolean;
    lost: unknown[];
  };
  assert.deepEqual([alone.same, alone.lost.length], [false, 7]);
  writeFileSync(
    kept,
    returns
      .slice(0, -1)
      .map((signed) => `${canonicalJson(signed)}\n`)
      .join(''),
  );
  const back = pollwarden('results', 'rebuild', '--from', poor, '--returns', kept, '--out', out, '--json');
  assert.equal((JSON.parse(back.stdout) as { same: boolean }).same, true, back.stdout);
  assert.deepEqual(readFileSync(out), Buffer.from(files.get(total) ?? []));
});
