// Plausibility from the command line: an operator looks at a night offline, and calibrates it on a past one.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { ElectionAssessment } from '../src/results/store/plausibility.ts';

const launcher = fileURLToPath(new URL('../bin/pollwarden.mjs', import.meta.url));
const data = mkdtempSync(join(tmpdir(), 'pollwarden-plausibility-'));
after(() => rmSync(data, { recursive: true }));

function run(...args: readonly string[]): { readonly code: number | null; readonly out: string; readonly err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [launcher, ...args], {
    encoding: 'utf8',
    maxBuffer: 64 * 1_048_576,
    cwd: data,
  });
  return { code: status, out: stdout, err: stderr };
}
const results = (...args: readonly string[]) => run('results', ...args, '--data', data);

function night(election: string, seed: number, faults: string): void {
  const folder = join(data, election);
  const generate = ['--out', folder, '--seed', String(seed), '--units', '500', '--areas', '8', '--candidates', '6'];
  assert.equal(run('generate', 'returns', ...generate, '--election', election, '--entry-faults', faults).code, 0);
  const pack = ['--pack', 'pollwarden', '--election', election, '--data', data];
  assert.equal(run('election', 'import', join(folder, 'definition.json'), ...pack).code, 0);
  const official = join(folder, 'official.returns.jsonl');
  assert.equal(run('returns', 'import', official, ...pack, '--channel', 'official').code, 0);
}

before(() => {
  night('tonight', 3, '0.05');
  night('past', 4, '0');
});

test('before a calibration the reason comes first, and it says that nothing is calibrated', () => {
  const { code, out } = results('plausibility', '--election', 'tonight');
  assert.equal(code, 1);
  assert.match(out, /pack general, not calibrated/);
  assert.match(out, /listShare +\d+ +[\d,]+ +not calibrated/);
  assert.match(out, /Next: Look at the paper/);
  assert.doesNotMatch(out, /fraud|manipul|suspicio/i);
});

test('generated faults before signing are among what is shown, for machines and as CSV', () => {
  const { code, out } = results('plausibility', '--election', 'tonight', '--json', '--csv', 'hits.csv');
  assert.equal(code, 1);
  const [{ hits, counted }] = (JSON.parse(out) as ElectionAssessment).contests;
  const truth = JSON.parse(readFileSync(join(data, 'tonight', 'truth.json'), 'utf8')) as {
    readonly faults: readonly { readonly unit: string; readonly fault: string }[];
  };
  const named = ['noVotes', 'unexplainedDifference', 'listShare', 'invalidShare'];
  const faulty = truth.faults.filter(({ fault }) => named.includes(fault));
  const shown = new Set(hits.map(({ unit }) => unit));
  assert.ok(faulty.length >= 5);
  for (const { unit, fault } of faulty) assert.ok(shown.has(unit), `${fault} in ${unit}`);
  assert.ok(shown.size < counted * 0.15);
  const rows = readFileSync(join(data, 'hits.csv'), 'utf8').trim().split('\r\n');
  assert.match(rows[0], /^contest,unit,name,area,reason,expected,ordinary,/);
  assert.equal(
    rows.length - 1,
    hits.reduce((sum, one) => sum + one.hits.length, 0),
  );
});

test('a past election calibrates it; it never calibrates itself', () => {
  const itself = results('calibrate', '--election', 'tonight', '--on', 'tonight', '--by', 'A. Chair');
  assert.equal(itself.code, 2);
  assert.match(itself.err, /INPUT_INVALID.*cannot calibrate itself/);
  const made = results('calibrate', '--election', 'tonight', '--on', 'past', '--by', 'A. Chair');
  assert.equal(made.code, 0, made.err);
  assert.match(made.out, /Half of the areas tried on the other half/);
  const { out } = results('plausibility', '--election', 'tonight');
  assert.match(out, /calibrated on Election of the Assembly of Lowmere \(generated\) of 2026-06-07/);
  assert.match(out, /Of [\d,]+ such comparisons, (about|fewer than) [\d.]+ would lie as far out at the rates of/);
  assert.match(run('audit', 'list', '--data', data).out, /plausibility\.calibrated/);
});

test('wrong uses end with 2 and say what is meant', () => {
  assert.match(results('plausibility').err, /needs --election ID/);
  assert.match(results('plausibility', '--election', 'none').err, /NOT_FOUND.*tonight/);
  assert.match(results('plausibility', '--election', 'tonight', '--pack', 'x').err, /PACK_INVALID.*bulgaria/);
  assert.equal(results('calibrate', '--election', 'tonight', '--by', 'A').code, 2);
});

test('no word of it is a verdict: sources of the core, texts of the console, the document for operators', () => {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const files = globSync(
    [
      'src/results/plausibility/**/*.ts',
      'src/results/store/plausibility*.ts',
      'src/server/features/plausibility/*.ts',
      'web/console/src/messages/en/plausibility.ts',
      'web/console/src/pages/plausibility/*.tsx',
      'docs/plausibility.md',
    ],
    { cwd: root },
  ).filter((file) => !file.endsWith('.test.ts'));
  assert.ok(files.length > 30);
  for (const file of files)
    assert.doesNotMatch(
      readFileSync(join(root, file), 'utf8'),
      /fraud|manipulat|suspicio|rigged|falsif|benford/i,
      file,
    );
});
