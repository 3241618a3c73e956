// kill -9 while returns arrive, the release flows and the log is brought up to it and published: nothing acknowledged is
// lost, nothing is there twice, no published state is taken back, and an older state of log or ledger refuses to go on.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cpSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { seededRandom } from '../../kernel/random.ts';
import { verifyAudit } from '../../ledger/audit/verify.ts';
import { temporaryFolder } from '../../ledger/testing/temporary-ledger.ts';
import { releaseRecords } from '../../results/store/release-records.ts';
import { first, newClock, passes } from '../../results/store/testing/release-night.ts';
import { takeStep, releaseState } from '../../results/store/release-steps.ts';
import { toBase64 } from '../../tlog/base64.ts';
import { nodeCrypto } from '../../tlog/files/crypto.ts';
import { treeHasher } from '../../tlog/hash.ts';
import { memoryTiles } from '../../tlog/testing/memory-tiles.ts';
import { hashOfRange } from '../../tlog/tiles.ts';
import { keptReturn, sealed } from './kept-return.ts';
import { generated, type LogNight, night, openNight, prepareNight, publicFolder, resume } from './testing/log-night.ts';
import { type PublicLog, readPublic } from './testing/read-public.ts';

const child = join(import.meta.dirname, 'testing', 'sync-child.ts');
const election = generated(120);

/** Words of a child that was killed `delay` ms after its first. */
async function killed(space: string, seed: number, delay: number): Promise<readonly string[]> {
  const running = spawn(process.execPath, [child, space, String(seed)]);
  let [output, errors] = ['', ''];
  running.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  return await new Promise((resolve, reject) => {
    running.stdout.on('data', (chunk: Buffer) => {
      if (output === '') setTimeout(() => running.kill('SIGKILL'), delay);
      output += chunk.toString();
    });
    running.on('error', reject);
    running.on('close', (_code, signal) => {
      assert.equal(errors, '');
      assert.equal(signal, 'SIGKILL');
      resolve(output.split('\n').slice(1, -1));
    });
  });
}

const hasher = treeHasher(nodeCrypto.sha256);

/** Each state that was ever published is the beginning of what stands there now. */
async function checkRoots({ bytes }: PublicLog, published: ReadonlyMap<number, string>): Promise<void> {
  const tiles = memoryTiles(hasher, bytes.length, (i) => hasher.leaf(bytes[i]));
  for (const [size, root] of published) {
    const reached = await hashOfRange(hasher, { from: 0, to: size }, bytes.length, tiles);
    assert.ok(reached.ok && toBase64(reached.value) === root, `${size} entries`);
  }
}

function checkWhole({ ledger }: LogNight, { entries }: PublicLog, arrived: ReadonlySet<string>): void {
  const commitments = entries.flatMap((entry) => (entry.kind === 'commitment' ? [entry.commitment] : []));
  assert.equal(new Set(commitments).size, commitments.length, 'no commitment twice');
  for (const hash of arrived) {
    const kept = keptReturn(ledger, hash);
    assert.ok(kept !== undefined && commitments.includes(sealed(kept).commitment), hash);
  }
  const records = entries.flatMap((entry) => (entry.kind === 'record' ? [entry.record] : []));
  assert.deepEqual(
    records,
    releaseRecords(ledger, night).map(({ record }) => record),
  );
}

async function prepared(t: TestContext): Promise<string> {
  const space = temporaryFolder(t);
  await prepareNight(space, election);
  // The embargo passes under the clock that two persons confirmed.
  const one = openNight(space, election);
  passes(one.clock, 3_600_000);
  one.flow();
  one.close();
  return space;
}

test('25 kills while returns arrive, flow and go into the log', async (t) => {
  const space = await prepared(t);
  const random = seededRandom(8);
  const published = new Map<number, string>();
  const arrived = new Set<string>();
  let [synced, records] = [0, 0];
  for (let round = 1; round <= 25; round++) {
    for (const word of await killed(space, round, 30 + random.below(250))) {
      const [what, a, b] = word.split(' ');
      if (what === 'arrived') arrived.add(a);
      if (what === 'synced') [synced, records] = [Math.max(synced, Number(a)), Math.max(records, Number(b))];
      if (what === 'published') published.set(Number(a), b);
    }
    if (!existsSync(join(publicFolder(space), 'checkpoint'))) continue;
    const there = await readPublic(publicFolder(space));
    assert.ok(there.entries.length >= Math.max(0, ...published.keys()));
    await checkRoots(there, published);
  }
  assert.ok(arrived.size > 20 && records > 10 && published.size > 5, `${arrived.size}, ${records}, ${published.size}`);
  const one = openNight(space, election, { ...newClock(), wall: Date.parse('2026-06-09T00:00:00Z'), boot: 'end' });
  t.after(() => one.close());
  if (releaseState(one.ledger, night) === 'resumeProposed') takeStep(one.ledger, night, 'refuse', first, {});
  if (releaseState(one.ledger, night) === 'held') resume(one.ledger, one.reading());
  one.flow();
  await one.sync();
  assert.equal((await one.publish()).published, true);
  const there = await readPublic(publicFolder(space));
  assert.ok(there.entries.length >= synced);
  await checkRoots(there, published);
  checkWhole(one, there, arrived);
  assert.equal((await verifyAudit(one.ledger)).intact, true);
});

const logFolder = (space: string): string => join(space, 'tlog', night);

async function someHours(one: LogNight, from: number): Promise<void> {
  for (const unit of one.units.slice(from, from + 5)) one.arrive(unit, 'official', 1);
  one.flow();
  await one.sync();
  assert.equal((await one.publish()).published, true);
}

test('an older state of the log refuses to go on, with what was published beside it or with none of it', async (t) => {
  const space = await prepared(t);
  const one = openNight(space, election, { wall: Date.parse('2026-06-08T00:00:00Z'), monotonic: 1, boot: 'two' });
  t.after(() => one.close());
  await someHours(one, 0);
  const old = join(space, 'old');
  cpSync(logFolder(space), old, { recursive: true });
  await someHours(one, 5);
  const newest = join(space, 'newest');
  cpSync(logFolder(space), newest, { recursive: true });
  const put = (from: string): void => {
    rmSync(logFolder(space), { recursive: true });
    cpSync(from, logFolder(space), { recursive: true });
  };
  const checkpoint = readFileSync(join(newest, 'public', 'checkpoint'));
  put(old);
  await assert.rejects(one.sync(), { code: 'LOG_BEHIND' }, 'all of it older: the ledger knows');
  rmSync(join(logFolder(space), 'public'), { recursive: true });
  cpSync(join(newest, 'public'), join(logFolder(space), 'public'), { recursive: true });
  await assert.rejects(one.sync(), { code: 'LOG_BEHIND' }, 'its state alone older');
  assert.deepEqual(readFileSync(join(logFolder(space), 'public', 'checkpoint')), checkpoint);
  rmSync(logFolder(space), { recursive: true });
  await assert.rejects(one.sync(), { code: 'LOG_BEHIND' }, 'nothing of it left');
  cpSync(newest, logFolder(space), { recursive: true });
  await someHours(one, 10);
});

test('an older ledger does not go on where the log has records that it does not know', async (t) => {
  const space = await prepared(t);
  const clock = { wall: Date.parse('2026-06-08T00:00:00Z'), monotonic: 1, boot: 'two' };
  const one = openNight(space, election, clock);
  await someHours(one, 0);
  one.close();
  const old = join(space, 'old');
  cpSync(join(space, 'ledger'), old, { recursive: true });
  const later = openNight(space, election, clock);
  await someHours(later, 5);
  later.close();
  rmSync(join(space, 'ledger'), { recursive: true });
  cpSync(old, join(space, 'ledger'), { recursive: true });
  const restored = openNight(space, election, clock);
  t.after(() => restored.close());
  await assert.rejects(restored.sync(), { code: 'CONFLICT' });
  takeStep(restored.ledger, night, 'hold', first, {});
  await assert.rejects(restored.sync(), { code: 'CONFLICT' }, 'held, as after a restore');
});
