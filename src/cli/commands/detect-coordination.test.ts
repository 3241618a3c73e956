// The command as a user runs it: files in, files out, exit codes, both forms of output.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { z } from 'zod';
import { writePostStream } from '../../generate/posts/write.ts';

const program = join(import.meta.dirname, '..', '..', '..', 'bin', 'pollwarden.mjs');
const folder = mkdtempSync(join(tmpdir(), 'pollwarden-detect-'));
const stream = writePostStream(folder, { seed: 3, posts: 2000, days: 14 });
const posts = join(folder, 'posts.jsonl');
const declared = join(folder, 'declared.json');

type Run = { readonly code: number | null; readonly stdout: string; readonly stderr: string };
function detect(args: readonly string[], input?: string | Buffer): Run {
  const run = spawnSync(process.execPath, [program, 'detect', 'coordination', ...args], { input, cwd: folder });
  return { code: run.status, stdout: run.stdout.toString(), stderr: run.stderr.toString() };
}

/** Independent accounts, each with few shares at random hours: nothing to find. */
function quietTable(): string {
  let at = 7;
  const next = (n: number): number => (at = (at * 48271) % 2147483647) % n;
  const rows = Array.from(
    { length: 300 },
    (_, i) => `o${next(40)},a${next(120)},p${i},${1_700_000_000 + next(900_000)}`,
  );
  return `object_id,account_id,content_id,timestamp_share\n${rows.join('\n')}\n`;
}
const quiet = join(folder, 'quiet.csv');
writeFileSync(quiet, quietTable());

const share = z.string().min(1);
const edge = z.strictObject({
  accountA: share,
  accountB: share,
  weight: z.int().min(1),
  windowSeconds: z.number().positive(),
  nullModel: z.enum(['habits', 'audience', 'jitter']),
  pValue: z.number().min(0).max(1),
  qValue: z.number().min(0).max(1),
  medianLagSeconds: z.number().min(0),
  firstSeen: z.number(),
  lastSeen: z.number(),
  layers: z.array(z.string()).min(1),
});
const group = z.object({
  id: share,
  members: z.array(z.object({ account: share, shares: z.int(), sharesInGroup: z.int(), firsts: z.int() })).min(2),
  objects: z.array(z.object({ layer: share, object: share, posts: z.array(z.object({ post: share })).min(2) })).min(1),
  edges: z.array(edge).min(1),
  qValue: z.number().min(0).max(1),
  observed: z.number(),
  expected: z.number(),
  nulls: z.array(z.object({ name: share, expected: z.number(), pValue: z.number() })).min(1),
  declared: z.string().optional(),
  counterEvidence: z.array(share).min(1),
  technique: z.object({ id: z.string().regex(/^T\d{4}(\.\d{3})?$/), name: share }),
});
const machine = z.object({
  format: z.literal('pollwarden-coordination/1'),
  exitCode: z.int(),
  headline: share,
  status: z.enum(['groups found', 'insufficient evidence']),
  claim: share,
  calibrated: z.boolean(),
  edges: z.array(edge),
  groups: z.array(group),
  rejected: z.object({ count: z.int(), rows: z.array(z.object({ file: share, line: z.int(), code: share })) }),
  files: z.array(z.object({ kind: share, path: share, rows: z.int() })),
});

test('a planted group is found, summed up, and written in every format', () => {
  const outputs = { edges: 'e.csv', groups: 'g.json', graph: 'n.graphml', report: 'out/r.html' };
  const flags = Object.entries(outputs).flatMap(([kind, path]) => [`--${kind}`, path]);
  const { code, stdout, stderr } = detect([posts, '--declared', declared, ...flags]);
  assert.equal(code, 1, stderr);
  assert.match(stdout, /^Evidence of coordination: \d+ groups?, \d+ accounts\n/);
  assert.match(stdout, /\d+ edges, at most [\d.]+ expected under this null/);
  assert.match(stdout, /How sure {2}(NOT CALIBRATED|calibrated)/);
  assert.match(stdout, /declared: /);
  assert.match(stdout, /report {2}out\/r\.html/);
  const lines = readFileSync(join(folder, 'e.csv'), 'utf8').trimEnd().split('\n');
  assert.equal(
    lines[0],
    'account_a,account_b,weight,window_seconds,null,p_value,q_value,median_lag_seconds,first_seen,last_seen,layers',
  );
  assert.ok(lines.length > 10);
  for (const line of lines.slice(1)) {
    const cells = line.split(',');
    assert.ok(cells[0] < cells[1] && cells[4] === 'habits' && Number(cells[6]) <= 1, line);
    assert.match(cells[8], /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  }
  const groups = JSON.parse(readFileSync(join(folder, 'g.json'), 'utf8')) as z.infer<typeof machine>;
  const members = new Set(
    groups.groups.filter((g) => g.declared === undefined).flatMap((g) => g.members.map((m) => m.account)),
  );
  const planted = new Set(stream.truth.groups.flatMap((g) => g.members));
  assert.ok([...members].filter((account) => planted.has(account)).length >= members.size * 0.9);
  assert.ok(readFileSync(join(folder, 'n.graphml'), 'utf8').includes(`<data key="account">${[...members][0]}`));
  assert.ok(readFileSync(join(folder, 'out', 'r.html'), 'utf8').includes('Evidence of coordination'));
  assert.ok(!readdirSync(folder).some((name) => name.endsWith('.part')));
});

test('--json gives one document of the promised shape, and nothing else on stdout', () => {
  const { code, stdout } = detect([posts, '--json', '--edges', 'j.parquet', '--groups', 'j.csv', '--seed', '2']);
  const document = machine.parse(JSON.parse(stdout));
  assert.equal(document.exitCode, code);
  assert.ok(document.groups.length > 0 && document.edges.length > 0);
  assert.deepEqual(
    document.files.map(({ kind }) => kind),
    ['edges', 'groups'],
  );
  assert.equal(readFileSync(join(folder, 'j.parquet')).subarray(0, 4).toString(), 'PAR1');
  const rows = readFileSync(join(folder, 'j.csv'), 'utf8').trimEnd().split('\n');
  assert.equal(
    rows.length - 1,
    document.groups.reduce((sum, g) => sum + g.members.length, 0),
  );
});

test('the same seed gives the same bytes, in every file', () => {
  const write = (name: string): readonly Buffer[] => {
    const files = [`${name}.csv`, `${name}.json`, `${name}.graphml`, `${name}.html`];
    mkdirSync(join(folder, name), { recursive: true });
    const flags = ['--edges', '--groups', '--graph', '--report'].flatMap((flag, i) => [
      flag,
      join(folder, name, files[i].replace(name, 'same')),
    ]);
    assert.equal(detect([posts, ...flags]).code, 1);
    return readdirSync(join(folder, name)).map((file) => readFileSync(join(folder, name, file)));
  };
  const normal = (bytes: readonly Buffer[], name: string): readonly string[] =>
    bytes.map((file) => file.toString().replaceAll(join(folder, name), ''));
  assert.deepEqual(normal(write('first'), 'first'), normal(write('second'), 'second'));
});

test('nothing found: insufficient evidence, a header alone, exit 0', () => {
  const { code, stdout } = detect([quiet, '--edges', 'none.csv', '--groups', 'none.json', '--report', 'none.html']);
  assert.equal(code, 0);
  assert.match(stdout, /^Insufficient evidence of coordination\n/);
  assert.equal(readFileSync(join(folder, 'none.csv'), 'utf8').trimEnd().split('\n').length, 1);
  assert.match(readFileSync(join(folder, 'none.html'), 'utf8'), /What would be needed/);
});

test('rejected rows are counted, shown with their place, kept on request, and exit 1', () => {
  const file = join(folder, 'broken.csv');
  writeFileSync(file, quietTable().replace(/,\d+\n(?=.*\n$)/, ',soon\n'));
  const { code, stdout } = detect([file, '--rejected', 'bad.jsonl']);
  assert.equal(code, 1);
  assert.match(stdout, /Rejected: 1 row\n {2}.*broken\.csv:\d+: TIME_INVALID/);
  const kept = JSON.parse(readFileSync(join(folder, 'bad.jsonl'), 'utf8')) as { readonly raw: string };
  assert.match(kept.raw, /soon/);
});

test('a table on stdin, compressed, gives what the file gives', () => {
  const fromFile = JSON.parse(detect([quiet, '--json']).stdout) as { readonly input: unknown };
  const { code, stdout } = detect(['-', '--json'], gzipSync(quietTable()));
  assert.equal(code, 0);
  assert.deepEqual((JSON.parse(stdout) as { readonly input: unknown }).input, fromFile.input);
});

test('layers that are not asked for are not used', () => {
  const { stdout } = detect([posts, '--json', '--layers', 'text,url']);
  const { input } = JSON.parse(stdout) as {
    readonly input: { readonly layers: readonly { readonly layer: string }[] };
  };
  assert.deepEqual(input.layers.map(({ layer }) => layer).sort(), ['text', 'url']);
});

test('what cannot be read or written is a named error, exit 2', () => {
  const failures: readonly (readonly [readonly string[], RegExp])[] = [
    [['missing.csv'], /missing\.csv: FILE_NOT_FOUND/],
    [[posts, '--edges', join(quiet, 'e.csv')], /FILE_UNWRITABLE/],
    [[posts, '--fdr', '7'], /USAGE: .*--fdr/],
    [[posts, '--declared', quiet], /quiet\.csv: DECLARED_INVALID/],
    [[posts, '--format', 'nonsense'], /USAGE: .*nonsense/],
  ];
  for (const [args, pattern] of failures) {
    const { code, stdout, stderr } = detect(args);
    assert.equal(code, 2, stderr);
    assert.match(stderr, pattern);
    assert.equal(stdout, '');
  }
});

test('an empty lake is nothing read, and says how to fill it', () => {
  const { code, stdout, stderr } = detect(['--data', join(folder, 'lake')]);
  assert.equal(code, 0, stderr);
  assert.match(stderr, /pollwarden ingest posts/);
  assert.match(stdout, /^Nothing was read/);
});

test('comparable modes write the columns of the other tools', () => {
  const table = join(folder, 'pairs.csv');
  writeFileSync(
    table,
    'object_id,account_id,content_id,timestamp_share\no1,a,p1,0\no1,b,p2,5\no2,a,p3,100\no2,b,p4,103\n',
  );
  const words = '--compat coortweet --window 10 --min-participation 2 --edges ce.csv --pairs cp.csv';
  const { code, stdout, stderr } = detect([table, ...words.split(' ')]);
  assert.equal(code, 1, stderr);
  assert.match(stdout, /4 rows, 2 accounts, 2 objects: 2 pairs, 1 edges/);
  assert.match(readFileSync(join(folder, 'ce.csv'), 'utf8'), /^from,to,weight,/);
  const messages = 'message_id,user_id,username,repost_id,reply_id,message,timestamp,urls';
  writeFileSync(
    join(folder, 'cnt.csv'),
    `${messages}\nm1,u1,n1,,,hello,10,https://a.example\nm2,u2,n2,,,other,12,https://a.example\n`,
  );
  const cnt = detect([
    'cnt.csv',
    ...'--compat cnt --network co_link --window 60 --min-weight 1 --edges n.csv'.split(' '),
  ]);
  assert.equal(cnt.code, 1, cnt.stderr);
  assert.match(readFileSync(join(folder, 'n.csv'), 'utf8'), /^user_1,user_2,weight\n/);
});

test('help shows examples', () => {
  const { code, stdout } = detect(['--help']);
  assert.equal(code, 0);
  assert.match(stdout, /Examples:\n {2}pollwarden detect coordination posts\.csv --report report\.html/);
});

test('what a file names its columns reaches the terminal as text', () => {
  const file = join(folder, 'escape.csv');
  writeFileSync(file, 'a\u001b]0;x\u0007\u202eb,c\n1,2\n');
  const { code, stderr } = detect([file]);
  assert.equal(code, 2);
  assert.match(stderr, /the columns are a\\u\{1B\}\]0;x\\u\{7\}\\u\{202E\}b, c/);
  // oxlint-disable-next-line no-control-regex
  assert.doesNotMatch(stderr, /[\u0000-\u0009\u000b-\u001f\u202e]/);
});
