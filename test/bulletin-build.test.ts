// Results night: an operator builds the public bulletin before the instant and after it, with the commands; a reader finds
// it whole, in the folder and in the zip.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { unzipSync } from 'fflate';
import { generated, night, openNight, prepareNight } from '../src/bulletin/log/testing/log-night.ts';
import { readBulletin } from '../src/bulletin/site/testing/read-bulletin.ts';
import { readMachineClock } from '../src/kernel/machine-clock.ts';

const folder = mkdtempSync(join(tmpdir(), 'pollwarden-bulletin-'));
const [space, out] = [join(folder, 'data'), join(folder, 'public')];
const program = join(import.meta.dirname, '..', 'bin', 'pollwarden.mjs');
const election = generated(20);

function pollwarden(...args: readonly string[]) {
  const ran = spawnSync(process.execPath, [program, ...args, '--data', space], { encoding: 'utf8', timeout: 60_000 });
  return { code: ran.status, stdout: ran.stdout, stderr: ran.stderr };
}

type Answer = {
  readonly gate: string | null;
  readonly added: Readonly<Record<string, number>>;
  readonly bulletin: { readonly number: number; readonly differing: unknown };
  readonly attention: readonly string[];
};

const build = (...more: readonly string[]) => {
  const { code, stdout, stderr } = pollwarden(
    'bulletin',
    'build',
    '--election',
    night,
    '--out',
    out,
    '--json',
    ...more,
  );
  assert.ok(stdout.startsWith('{'), stderr);
  return { code, ...(JSON.parse(stdout) as Answer) };
};

before(async () => {
  mkdirSync(space);
  await prepareNight(space, election);
  const open = openNight(space, election, { ...readMachineClock(Date.now) });
  for (const unit of open.units.slice(0, 15)) open.arrive(unit, 'official', 3);
  open.close();
});
after(() => rmSync(folder, { recursive: true, force: true }));

test('before the instant is known to have passed, only which units have reported is public', async () => {
  const built = build();
  assert.equal(built.code, 0);
  assert.equal(built.gate, 'clock');
  assert.deepEqual(built.added, { definitions: 0, policies: 0, commitments: 15, records: 0, returns: 0 });
  assert.equal(built.bulletin.number, 1);
  const read = await readBulletin(out);
  assert.ok(read?.manifest.files.every(({ role }) => !['returns', 'csv', 'eml', 'cdf'].includes(role)));
  assert.match(readFileSync(join(out, 'index.html'), 'utf8'), /15 of 20 units have reported/);
});

test('after two persons have vouched for the clock the figures flow, and the bulletin shows and zips them', async () => {
  for (const by of ['A. Chair', 'B. Deputy'])
    assert.equal(pollwarden('release', 'clock', '--election', night, '--by', by).code, 0);
  assert.equal(pollwarden('release', 'flow', '--election', night).code, 0);
  const zip = join(folder, 'bulletin.zip');
  const papers = join(folder, 'papers.csv');
  const [unit] = election.definition.units;
  writeFileSync(papers, `unit,paper\n${unit.id},none\n`);
  const mirror = 'https://mirror.example/night/';
  const built = build('--zip', zip, '--papers', papers, '--mirror', mirror, '--eml-id', 'GR2026_Lowmere');
  assert.equal(built.code, 0, JSON.stringify(built.attention));
  assert.equal(built.added.records, 15);
  const read = await readBulletin(out);
  assert.equal(read?.pointer.number, 2);
  assert.deepEqual(read?.pointer.mirrors, [mirror]);
  const area = read?.manifest.files.find(({ role, of }) => role === 'area' && of === unit.area);
  const { units } = JSON.parse(readFileSync(join(out, area?.path ?? ''), 'utf8')) as {
    readonly units: readonly { readonly unit: string; readonly paper: string }[];
  };
  assert.equal(units.find((one) => one.unit === unit.id)?.paper, 'none');
  assert.equal(read?.manifest.files.filter(({ role }) => role === 'eml').length, 2);
  const schemaFree = readFileSync(
    join(out, read?.manifest.files.find(({ role }) => role === 'eml')?.path ?? ''),
    'utf8',
  );
  assert.match(schemaFree, /^<\?xml/);

  const unpacked = join(folder, 'unpacked');
  for (const [path, bytes] of Object.entries(unzipSync(readFileSync(zip)))) {
    mkdirSync(dirname(join(unpacked, path)), { recursive: true });
    writeFileSync(join(unpacked, path), bytes);
  }
  assert.deepEqual(await readBulletin(unpacked), read);
});

test('a copy that somebody changed at headquarters is told, and the signed figures stand', async () => {
  const open = openNight(space, election, { ...readMachineClock(Date.now) });
  const [unit] = open.units;
  const row = open.ledger.db.prepare('SELECT hash, bytes FROM returns WHERE unit = ?').get(unit) as {
    readonly hash: string;
    readonly bytes: Uint8Array;
  };
  const text = Buffer.from(row.bytes).toString('utf8');
  const changed = text.replace(/"votes\/all\/1":(\d+)/, (_, votes: string) => `"votes/all/1":${Number(votes) + 100}`);
  assert.notEqual(changed, text);
  open.ledger.db.prepare('UPDATE returns SET bytes = ? WHERE hash = ?').run(Buffer.from(changed), row.hash);
  open.close();
  const earlier = await readBulletin(out);
  const built = build();
  assert.equal(built.code, 1);
  assert.deepEqual(built.bulletin.differing, [{ contest: 'assembly', unit }]);
  assert.match(built.attention.join('\n'), /the signed figures stand/);
  const total = (site: Awaited<ReturnType<typeof readBulletin>>): string | undefined =>
    site?.manifest.files.find(({ role }) => role === 'total')?.sha256;
  assert.equal(total(await readBulletin(out)), total(earlier));
});

test('what cannot be is refused before anything is done', () => {
  assert.equal(pollwarden('bulletin', 'build', '--election', night, '--mirror', 'ftp://x/').code, 2);
  assert.equal(pollwarden('bulletin', 'build', '--election', night, '--language', 'english').code, 2);
  assert.equal(pollwarden('bulletin', 'build', '--election', 'nothing').code, 2);
  const papers = join(folder, 'wrong.csv');
  writeFileSync(papers, 'unit,paper\nd1-001,perhaps\n');
  const { code, stderr } = pollwarden('bulletin', 'build', '--election', night, '--out', out, '--papers', papers);
  assert.equal(code, 2);
  assert.match(stderr, /wrong\.csv:2/);
});

test('under attack, a notice that was signed beforehand is shown in any copy, and withdrawn', async () => {
  const file = join(folder, 'notice.txt');
  const text = 'This address is under attack. <b>Use</b> the copies.';
  const until = '2036-01-01T00:00:00Z';
  const made = pollwarden(
    ...['bulletin', 'notice-prepare', '--election', night, '--text', text, '--translation', 'fr=Attaque en cours.'],
    ...[
      '--channel',
      'https://mirror.example/night/',
      '--channel',
      'the radio',
      '--until',
      until,
      '--by',
      'A. Chair',
      '--out',
      file,
    ],
  );
  assert.equal(made.code, 0, made.stderr);
  const shown = pollwarden('bulletin', 'notice-show', file, '--site', out, '--json');
  assert.equal(shown.code, 0, shown.stderr);
  assert.equal((JSON.parse(shown.stdout) as { readonly texts: { readonly fr: string } }).texts.fr, 'Attaque en cours.');

  // Ledger and log are not at hand: a copy elsewhere is enough.
  const copy = join(folder, 'copy');
  cpSync(out, copy, { recursive: true });
  const published = spawnSync(process.execPath, [program, 'bulletin', 'notice-publish', file, '--out', copy], {
    encoding: 'utf8',
  });
  assert.equal(published.status, 0, published.stderr);
  assert.equal((await readBulletin(copy))?.pointer.notice, readFileSync(file, 'utf8'));
  const front = readFileSync(join(copy, 'index.html'), 'utf8');
  assert.match(front, /This address is under attack\. &lt;b&gt;Use/);
  assert.ok(gunzipSync(readFileSync(join(copy, 'index.html.gz'))).toString('utf8') === front);
  assert.equal(pollwarden('bulletin', 'notice-withdraw', '--out', copy).code, 0);
  assert.equal((await readBulletin(copy))?.pointer.notice, null);
  assert.equal(readFileSync(join(copy, 'index.html'), 'utf8'), readFileSync(join(out, 'index.html'), 'utf8'));
  assert.equal(pollwarden('bulletin', 'notice-withdraw', '--out', copy).code, 1);

  // The next bulletin carries it on.
  assert.equal(pollwarden('bulletin', 'notice-publish', file, '--out', out).code, 0);
  build();
  assert.equal((await readBulletin(out))?.pointer.notice, readFileSync(file, 'utf8'));
  assert.match(readFileSync(join(out, 'index.html'), 'utf8'), /This address is under attack/);

  const forged = join(folder, 'forged.txt');
  writeFileSync(forged, readFileSync(file, 'utf8').replace('the radio', 'the redio'));
  const refused = pollwarden('bulletin', 'notice-publish', forged, '--out', out);
  assert.equal(refused.code, 2);
  assert.match(refused.stderr, /SIGNATURE_INVALID/);
  assert.equal(pollwarden('bulletin', 'notice-publish', join(out, 'log', 'checkpoint'), '--out', out).code, 2);
});
