// Exports from a ledger, through the command: each format holds the counts that were imported.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { totalCounts } from '../../results/formats/counted.ts';
import { readEmlNl } from '../../results/formats/eml-nl/read.ts';
import { writeEml510 } from '../../results/formats/eml-nl/write-510.ts';
import { withheldOf } from '../../results/privacy/withheld.ts';
import { dutch, dutchUnits } from '../../results/formats/testing/dutch.ts';

const folder = mkdtempSync(join(tmpdir(), 'pollwarden-export-'));
after(() => rmSync(folder, { recursive: true, force: true }));

type Answer = { readonly code: number; readonly out: string; readonly messages: string };

function run(...args: string[]): Promise<Answer> {
  const main = `import { main } from ${JSON.stringify(new URL('../main.ts', import.meta.url).href)};
    process.exitCode = await main(process.argv.slice(1));`;
  const node = ['--input-type=module', '--eval', main, '--', ...args, '--data', join(folder, 'data')];
  return new Promise((resolve) => {
    const child = execFile(process.execPath, node, (_, out, messages) => {
      resolve({ code: child.exitCode ?? -1, out, messages });
    });
  });
}

const [units] = fc.sample(dutchUnits, { seed: 21, numRuns: 1 });
const exported = (...args: string[]): Promise<Answer> =>
  run('election', 'export', '--election', dutch.election, ...args);

before(async () => {
  const definition = join(folder, 'definition.json');
  const count = join(folder, 'count.eml.xml');
  writeFileSync(definition, JSON.stringify(dutch));
  const stamp = { createdAt: '2026-03-18T22:00:00Z', issuer: 'Voorbeeld' };
  writeFileSync(count, writeEml510(dutch, [{ contest: 'geen', units }], stamp) ?? '');
  const drafted = await run('election', 'import', definition, '--pack', 'pollwarden', '--election', dutch.election);
  assert.equal(drafted.code, 0, drafted.messages);
  const early = await exported('--format', 'eml-510');
  assert.equal(early.code, 2, 'nothing is counted yet');
  assert.match(early.messages, /there is nothing yet for eml-510/);
  const names = ['--pack', 'eml-nl', '--channel', 'official', '--election', dutch.election];
  const read = await run('returns', 'import', count, ...names);
  assert.equal(read.code, 0, read.messages);
});

test('EML 510 and 520 on standard output, and into a file with its hash', async () => {
  const { code, out, messages } = await exported('--format', 'eml-510');
  assert.equal(code, 0, messages);
  const { body } = readEmlNl(Buffer.from(out), 'out');
  assert.ok(body.kind === '510b');
  assert.deepEqual(
    body.contests[0].units.map(({ id, votes }) => [id, votes.counted]),
    units.map(({ unit, counts }) => [unit, counts.votes_for_candidates]),
  );
  const file = join(folder, 'result.eml.xml');
  const told = await exported('--format', 'eml-520', '--out', file, '--json');
  const { sha256, status } = JSON.parse(told.out) as { sha256: string; status: string };
  assert.equal(sha256, createHash('sha256').update(readFileSync(file)).digest('hex'));
  assert.equal(status, units.length === dutch.units.length ? 'unofficial-complete' : 'unofficial-partial');
  assert.equal(readEmlNl(readFileSync(file), 'result').body.kind, '520');
});

test('CSV, totals and JSON say the same sums', async () => {
  const total = totalCounts(units);
  const { contests } = JSON.parse((await exported('--format', 'json')).out) as {
    contests: { totals: Record<string, number>; counted: number }[];
  };
  assert.deepEqual(contests[0].totals, total);
  assert.equal(contests[0].counted, units.length);
  const csv = (await exported('--format', 'csv')).out.trimEnd().split('\r\n');
  assert.equal(csv.length, 1 + units.reduce((sum, { counts }) => sum + Object.keys(counts).length, 0));
  const totals = (await exported('--format', 'csv-totals')).out;
  assert.ok(totals.includes(`,figure,,votes_for_candidates,,,,${total.votes_for_candidates}\r\n`));
  assert.match(totals, /,seats,,1,Lijst & Leven,,,\d+\r\n/);
});

test('a file says how many of its units tell of few voters; totals do not', async () => {
  const few = withheldOf(dutch, [{ contest: dutch.contests[0].id, units }]).length;
  const file = join(folder, 'units.csv');
  const told = await exported('--format', 'csv', '--out', file, '--json');
  assert.equal((JSON.parse(told.out) as { readonly notForPublication: number }).notForPublication, few);
  assert.equal(told.messages.includes('not for publication'), few > 0);
  assert.equal((await exported('--format', 'csv-totals')).messages, '');
});

test('wrong calls are told, and a format that is none names those that are', async () => {
  assert.match((await exported('--format', 'pdf')).messages, /eml-510/);
  assert.match((await exported('--format', 'csv', '--json')).messages, /--json needs --out/);
  const answer = await run('election', 'export', '--election', 'none', '--format', 'csv');
  assert.equal(answer.code, 2);
  assert.match(answer.messages, /NOT_FOUND/);
});
