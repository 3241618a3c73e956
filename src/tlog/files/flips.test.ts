// Any flipped byte of any file of a log, its checkpoint among them: refused with the file's name, or a line of a signature that
// nobody asked for, and then what was stated is the same.
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { seededRandom } from '../../kernel/random.ts';
import type { Checked } from '../fault.ts';
import { type OpenedCheckpoint, openCheckpoint } from '../open.ts';
import type { Policy } from '../policy.ts';
import { startWitness, type TestWitness, witnessPair } from '../testing/witness-server.ts';
import { appendEntries } from './append.ts';
import { nodeCrypto } from './crypto.ts';
import { makeLog, openKeeper, setPolicy } from './keeper.ts';
import { postToWitness } from './post.ts';
import { tilesFrom } from './read.ts';
import { logRound } from './round.ts';
import { verifyLog } from './verify.ts';
import { treeHasher } from '../hash.ts';

const root = mkdtempSync(join(tmpdir(), 'pollwarden-tlog-flips-'));
const witnesses: TestWitness[] = [];
after(async () => {
  await Promise.all(witnesses.map(async ({ close }) => await close()));
  rmSync(root, { recursive: true });
});

/** Public files by their path, as a reader has them. */
type Log = { readonly policy: Policy; readonly files: Map<string, Buffer> };

/** Two of three witnesses are enough, and all three signed. */
async function made(name: string, size: number, entry: (i: number) => string): Promise<Log> {
  if (witnesses.length === 0) for (const one of ['a', 'b', 'c']) witnesses.push(await startWitness(witnessPair(one)));
  const place = join(root, name);
  makeLog(place, `log.example/${name}`);
  setPolicy(place, `${witnesses.map(({ line }) => line).join('')}group two 2 a b c\nquorum two\n`);
  const keeper = openKeeper(place);
  appendEntries(
    keeper.state,
    keeper.hasher,
    Array.from({ length: size }, (_, i) => Buffer.from(entry(i))),
  );
  const round = await logRound(keeper, postToWitness(10_000));
  assert.ok(round.ok && round.value.published);
  keeper.close();
  // As a reader has it, who knows the log by its first key.
  const policy = { ...keeper.policy, logs: [{ key: keeper.key }] };
  const names = readdirSync(keeper.publicFolder, { recursive: true, encoding: 'utf8' })
    .filter((file) => statSync(join(keeper.publicFolder, file)).isFile())
    .toSorted();
  return { policy, files: new Map(names.map((file) => [file, readFileSync(join(keeper.publicFolder, file))])) };
}

const opened = async ({ policy, files }: Log): Promise<Checked<OpenedCheckpoint>> =>
  await openCheckpoint(files.get('checkpoint') ?? Buffer.alloc(0), policy, nodeCrypto);

async function check(log: Log): Promise<Checked<OpenedCheckpoint>> {
  const found = await opened(log);
  if (!found.ok) return found;
  const read = tilesFrom((path) => log.files.get(path));
  const whole = await verifyLog(treeHasher(nodeCrypto.sha256), found.value.checkpoint, { read });
  return whole.ok ? found : whole;
}

type Seen = { refused: number; ignored: number };

async function flip(
  log: Log,
  file: string,
  at: number,
  bit: number,
  good: OpenedCheckpoint,
  seen: Seen,
): Promise<void> {
  const bytes = log.files.get(file) ?? Buffer.alloc(0);
  const flipped = Buffer.from(bytes);
  flipped[at] ^= 1 << bit;
  log.files.set(file, flipped);
  // Of a checkpoint that states the same the tiles are known to hold.
  const found = file === 'checkpoint' ? await opened(log) : await check(log);
  log.files.set(file, bytes);
  const where = `${file}, byte ${at}, bit ${bit}`;
  if (found.ok) {
    assert.equal(file, 'checkpoint', where);
    assert.deepEqual([found.value.text, found.value.checkpoint], [good.text, good.checkpoint], where);
    assert.ok(found.value.witnesses.length >= 2, where);
    seen.ignored++;
    return;
  }
  if (file !== 'checkpoint') assert.ok(found.fault.detail.includes(file), `${where}: ${JSON.stringify(found.fault)}`);
  seen.refused++;
}

test('every byte of every file of a log of 257 entries', async () => {
  const log = await made('small', 257, (i) => `${i % 7}${i}`);
  const good = await check(log);
  assert.ok(good.ok);
  const seen = { refused: 0, ignored: 0 };
  for (const [file, { length }] of [...log.files]) {
    for (let at = 0; at < length; at++) await flip(log, file, at, at % 8, good.value, seen);
  }
  // The line of the second key, which this reader does not know, is most of a checkpoint.
  assert.ok(seen.refused > 9000 && seen.ignored > 2000, JSON.stringify(seen));
  assert.deepEqual(await check(log), good);
});

test('random bytes of a log of 66,000 entries', async () => {
  const log = await made('large', 66_000, (i) => `entry ${i} ${'x'.repeat(i % 50)}`);
  const good = await check(log);
  assert.ok(good.ok);
  const random = seededRandom(23);
  const seen = { refused: 0, ignored: 0 };
  const tiles = [...log.files.keys()].filter((file) => file !== 'checkpoint');
  for (let i = 0; i < 60; i++) {
    const file =
      i < 6
        ? (tiles.filter((name) => /^tile\/[12]\//.test(name))[i % 4] ?? tiles[0])
        : tiles[random.below(tiles.length)];
    await flip(log, file, random.below(log.files.get(file)?.length ?? 0), random.below(8), good.value, seen);
  }
  assert.deepEqual(seen, { refused: 60, ignored: 0 });
});
