// A results operator reads a real day with the commands of the README, and gets the published figures of the benchmark.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { sharedData } from '../src/kernel/testing/shared-data.ts';

const launcher = fileURLToPath(new URL('../bin/pollwarden.mjs', import.meta.url));
const data = mkdtempSync(join(tmpdir(), 'pollwarden-bulgaria-'));
after(() => rmSync(data, { recursive: true }));

type Answer = {
  readonly code: number | null;
  readonly json: Readonly<Record<string, unknown>>;
  readonly stderr: string;
};

function run(...args: readonly string[]): Answer {
  const { status, stdout, stderr } = spawnSync(process.execPath, [launcher, ...args, '--data', data, '--json'], {
    encoding: 'utf8',
    maxBuffer: 64 * 1_048_576,
  });
  return { code: status, json: stdout.startsWith('{') ? (JSON.parse(stdout) as Answer['json']) : {}, stderr };
}

const names = ['sections', 'voters_vs_ballots', 'paper_sum', 'machine_sum', 'paper_accounting', 'turnout_over_100'];
const warnings = ['voters_vs_ballots_by_15', 'invalid_3_percent', 'under_50_voters'];

type Benchmark = {
  readonly protocol_checks: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly two_channels: Readonly<Record<string, Readonly<Record<string, number>>>>;
};

for (const day of ['20210711', '20240609']) {
  test(`${day}: imported, checked, reconciled; every figure of the benchmark under its name`, (context) => {
    const folder = sharedData('results/bulgaria');
    if (folder === undefined) return context.skip('the set results/bulgaria is missing');
    const files = join(folder, day);
    const benchmark = JSON.parse(readFileSync(join(folder, 'benchmark.json'), 'utf8')) as Benchmark;
    const election = `bg-${day}`;
    const imported = run('election', 'import', files, '--pack', 'bulgaria', '--election', election);
    assert.equal(imported.code, 0, imported.stderr);
    assert.equal(
      run('returns', 'import', files, '--pack', 'bulgaria', '--channel', 'official', '--election', election).code,
      0,
    );
    const backup = run('returns', 'import', files, '--pack', 'bulgaria', '--channel', 'backup', '--election', election);
    const twice = run(
      'returns',
      'import',
      files,
      '--pack',
      'bulgaria',
      '--channel',
      'official',
      '--election',
      election,
    );
    assert.equal(twice.json.added, 0, 'the same files add nothing');
    const checked = run('returns', 'check', '--election', election);
    const expected = benchmark.protocol_checks[day];
    for (const name of [...names, ...warnings]) assert.equal(checked.json[name], expected[name], name);
    assert.equal(checked.code, 1, 'something needs attention');
    if (day === '20240609') {
      assert.equal(backup.code, 2);
      assert.match(backup.stderr, /FILE_NOT_FOUND.*50_votes_machine_from_machine_data\.csv/);
      return;
    }
    assert.equal(backup.code, 0, backup.stderr);
    const channels = benchmark.two_channels[day];
    for (const [name, value] of Object.entries(channels))
      assert.equal((checked.json.two_channels as Readonly<Record<string, number>>)[name], value, name);
    const { json, code } = run('returns', 'reconcile', '--election', election);
    assert.deepEqual(
      {
        onBoth: json.onBoth,
        onOneOnly: json.onOneOnly,
        inConflict: json.inConflict,
        votesDiffering: json.votesDiffering,
      },
      { onBoth: 9580, onOneOnly: 94, inConflict: 6, votesDiffering: 415 },
    );
    assert.equal(code, 1, 'six units are in conflict');
  });
}

test('a row that cannot be read is named with its file and line, and the rest is counted', (context) => {
  const folder = sharedData('results/bulgaria');
  if (folder === undefined) return context.skip('the set results/bulgaria is missing');
  const copy = join(data, 'day', '20210711');
  cpSync(join(folder, '20210711'), copy, { recursive: true });
  const protocols = join(copy, '41_protocols.csv');
  const lines = readFileSync(protocols, 'utf8').split('\n');
  lines[3] = lines[3].replace(/;(\d+);/, ';-$1;');
  lines[5] = 'no such section;1;2';
  writeFileSync(protocols, lines.join('\n'));
  run('election', 'import', copy, '--pack', 'bulgaria', '--election', 'damaged');
  const { code, json, stderr } = run(
    'returns',
    'import',
    copy,
    '--pack',
    'bulgaria',
    '--channel',
    'official',
    '--election',
    'damaged',
  );
  assert.equal(code, 1);
  assert.equal(json.rejected, 2);
  assert.match(stderr, /41_protocols\.csv:4: ROW_MALFORMED: distributed_ballots is "-\d+", no whole number/);
  assert.match(stderr, /41_protocols\.csv:6: ROW_MALFORMED: has 3 cells/);
});

test('without the law that the pack cites, counts that would disclose a vote are listed and refused', (context) => {
  const folder = sharedData('results/bulgaria');
  if (folder === undefined) return context.skip('the set results/bulgaria is missing');
  const files = join(folder, '20210711');
  const imported = run(
    'election',
    'import',
    files,
    '--pack',
    'bulgaria',
    '--election',
    'small',
    '--minimum-voters',
    '50',
  );
  assert.equal(imported.code, 0, imported.stderr);
  const merged = imported.json.merged as readonly { readonly from: readonly string[] }[];
  assert.ok(merged.length > 100 && merged.every(({ from }) => from.length >= 2), 'small units are merged, and listed');
  const { code, stderr } = run(
    'returns',
    'import',
    files,
    '--pack',
    'bulgaria',
    '--channel',
    'official',
    '--election',
    'small',
  );
  assert.equal(code, 2);
  assert.match(stderr, /PRIVACY_REFUSED.*minimum 50 voters/);
  assert.match(stderr, /^discloses: /m);
});
