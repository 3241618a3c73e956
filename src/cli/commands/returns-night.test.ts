// A whole night from the command line: a generated election is imported over two channels, conflicts are listed, shown and
// decided, papers printed and their codes verified, two persons certify and reopen.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

const folder = mkdtempSync(join(tmpdir(), 'pollwarden-night-cli-'));
after(() => rmSync(folder, { recursive: true, force: true }));

type Answer = { readonly code: number; readonly out: string; readonly messages: string };

function run(...args: readonly string[]): Promise<Answer> {
  const main = `import { main } from ${JSON.stringify(new URL('../main.ts', import.meta.url).href)};
    process.exitCode = await main(process.argv.slice(1));`;
  const node = ['--input-type=module', '--eval', main, '--', ...args];
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      node,
      { env: { ...process.env, POLLWARDEN_DATA: join(folder, 'data') } },
      (_, out, messages) => resolve({ code: child.exitCode ?? -1, out, messages }),
    );
  });
}

const named = (...args: readonly string[]): Promise<Answer> => run(...args, '--election', 'lowmere');
type Json = Readonly<Record<string, unknown>>;
const json = async (...args: readonly string[]): Promise<Json> =>
  JSON.parse((await named(...args, '--json')).out) as Json;
type Unit = {
  readonly unit: string;
  readonly contest: string;
  readonly holding: string;
  readonly kind: string;
  readonly heads: string;
};
const unitsOf = async (...args: readonly string[]): Promise<readonly Unit[]> =>
  (await json('returns', 'list', ...args, '--limit', '500')).items as readonly Unit[];

before(async () => {
  const night = join(folder, 'night');
  const made = await run('generate', 'returns', '--seed', '9', '--units', '120', '--out', night);
  assert.equal(made.code, 0, made.messages);
  const imported = await named('election', 'import', night, '--pack', 'pollwarden');
  assert.equal(imported.code, 0, imported.messages);
  for (const by of ['A. Chair', 'B. Deputy']) assert.equal((await named('election', 'fix', '--by', by)).code, 0);
  for (const channel of ['official', 'backup'])
    assert.equal((await named('returns', 'import', night, '--pack', 'pollwarden', '--channel', channel)).code, 0);
  assert.equal((await named('returns', 'reconcile')).code, 1, 'units are in conflict');
});

test('units by their filters, as people and machines read them', async () => {
  const all = await unitsOf();
  const conflicting = await unitsOf('--state', 'conflicting', '--sort=-votes');
  assert.equal(all.length, 120);
  assert.ok(conflicting.length > 0 && conflicting.length < all.length);
  const { areas } = JSON.parse((await named('election', 'show', '--definition')).out) as {
    readonly areas: readonly { readonly id: string; readonly name: string }[];
  };
  const own = await unitsOf('--area', areas[1].name);
  assert.ok(own.length > 0 && own.length < 120);
  assert.deepEqual(await unitsOf(`area:"${areas[1].id}"`), own);
  assert.equal(
    (await unitsOf('--late')).every(({ heads }) => heads === ''),
    true,
  );
  const text = await named('returns', 'list', '--state', 'conflicting', '--limit', '1');
  assert.match(text.out, /^1 of \d+ that match, of 120 units\n {2}unit/);
  const wrong = await named('returns', 'list', '--state', 'odd');
  assert.equal(wrong.code, 2);
});

test('a conflict is shown with its figures and decided with a ground; a finding opens and closes', async () => {
  const [{ unit }] = await unitsOf('--state', 'conflicting', '--sort=-votes');
  const shown = await named('returns', 'show', unit);
  assert.equal(shown.code, 1);
  assert.match(shown.out, /conflicting, on official and backup/);
  assert.match(shown.out, /differs\n/);
  const detail = await json('returns', 'show', unit);
  const finding = String(detail.finding);
  assert.match(finding, /^fnd_/);
  const { hash } = (detail.arrivals as readonly { readonly hash: string; readonly channel: string }[]).find(
    ({ channel }) => channel === 'backup',
  ) ?? { hash: '' };
  const decide = (start: string, ...more: readonly string[]): Promise<Answer> =>
    named('returns', 'decide', unit, '--return', start, '--by', 'A. Chair', ...more);
  assert.equal((await decide(hash.slice(0, 10))).code, 2, 'no ground');
  assert.equal((await decide('ffffffffff', '--ground', 'paper')).code, 2);
  const decided = await decide(hash.slice(0, 10), '--ground', 'The paper says so');
  assert.deepEqual(
    [decided.code, decided.out],
    [0, `Unit ${unit} is corrected: the return ${hash.slice(0, 12)} holds.\n`],
  );
  const settled = await json('returns', 'show', unit);
  assert.deepEqual([settled.state, settled.holding], ['corrected', hash]);
  const closed = await run('findings', 'show', finding, '--json');
  assert.match(closed.out, /"standing":"lapsed"/);
  assert.match(closed.out, /Settled: the unit is corrected \(A\. Chair\): The paper says so/);
});

test('the paper of a return, its code, a code that was misread, and one of no return', async () => {
  const [{ unit, holding }] = await unitsOf('--state', 'confirmed');
  const out = join(folder, 'paper.html');
  const printed = await json('returns', 'paper', unit, '--out', out);
  assert.equal(printed.hash, holding);
  const code = String(printed.publicCode);
  const html = readFileSync(out, 'utf8');
  assert.ok(html.includes(code) && html.includes('<svg') && !/<script/i.test(html));
  const [first] = (await json('returns', 'code', unit)).codes as readonly { readonly code: string }[];
  assert.equal(first.code, code);
  const verified = await named('returns', 'code', '--verify', code.toLowerCase().replaceAll('-', ' '));
  assert.deepEqual(
    [verified.code, verified.out.includes(`Unit ${unit} in`), verified.out.includes('holds')],
    [0, true, true],
  );
  const digit = code.at(-1) === '7' ? '8' : '7';
  const misread = await named('returns', 'code', '--verify', `${code.slice(0, -1)}${digit}`);
  assert.deepEqual([misread.code, /misread/.test(misread.out)], [1, true]);
  const again = await json('returns', 'paper', '--return', code, '--out', out);
  assert.equal(again.hash, holding);
  assert.deepEqual(readFileSync(out, 'utf8'), html);
  assert.equal((await named('returns', 'paper', '--return', '0000', '--out', out)).code, 2);
});

test('two persons certify a contest that has nothing open but what they name, and reopen it', async () => {
  const certify = (by: string, ...more: readonly string[]): Promise<Answer> =>
    named('returns', 'certify', '--by', by, ...more);
  const open = (await unitsOf('--state', 'conflicting,awaited')).map(({ unit }) => unit);
  const reason = ['--reason', 'The night is over'];
  assert.equal((await certify('A. Chair')).code, 2, 'a reason is needed');
  assert.match((await certify('A. Chair', ...reason)).messages, /CONFLICT.*not named/s);
  const proposed = await certify('A. Chair', ...reason, '--except', open.join(','));
  assert.equal(proposed.code, 0, proposed.messages);
  assert.match((await certify('a. chair')).messages, /SECOND_PERSON/);
  assert.match((await certify('B. Deputy', '--digest', '0'.repeat(64))).messages, /CONFLICT/);
  const done = JSON.parse((await certify('B. Deputy', '--json')).out) as Json;
  assert.equal(done.state, 'done');
  assert.equal((await unitsOf('--state', 'certified')).length > 100, true);
  await certify('A. Chair', '--reopen', '--reason', 'A court says so');
  assert.equal((await certify('B. Deputy')).code, 2, 'what waits is to reopen');
  assert.equal((await certify('B. Deputy', '--reopen')).code, 0);
  assert.equal((await unitsOf('--state', 'certified')).length, 0);
});
