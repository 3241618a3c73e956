// A log in files: the same tree as one in memory at every size, one place for an entry however often it comes, no fork by
// two writers, nothing acknowledged lost when killed.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { seededRandom } from '../../kernel/random.ts';
import { checkpointOfText } from '../checkpoint.ts';
import { treeHasher } from '../hash.ts';
import { hexOf, parseNote } from '../note.ts';
import { memoryTiles } from '../testing/memory-tiles.ts';
import { hashOfRange } from '../tiles.ts';
import { appendEntries } from './append.ts';
import { nodeCrypto } from './crypto.ts';
import { integrate } from './integrate.ts';
import { folderTiles } from './read.ts';
import { extentOf, type LogState, openState } from './state.ts';
import { verifyLog } from './verify.ts';

const root = mkdtempSync(join(tmpdir(), 'pollwarden-tlog-'));
after(() => rmSync(root, { recursive: true }));
const hasher = treeHasher(nodeCrypto.sha256);
const entry = (i: number): Uint8Array => Buffer.from(`entry ${i} ${'x'.repeat(i % 40)}`);

function newLog(name: string): { readonly state: LogState; readonly folder: string } {
  const folder = join(root, name, 'public');
  mkdirSync(folder, { recursive: true });
  return { state: openState(join(root, name, 'state.sqlite'), 'log.example/test', hasher.empty), folder };
}

test('in batches of any size, the tree is the one in memory, and the whole log holds', async () => {
  const { state, folder } = newLog('sizes');
  const random = seededRandom(5);
  const total = 70_000;
  const memory = memoryTiles(hasher, total, (i) => hasher.leaf(entry(i)));
  for (let size = 0; size < total; ) {
    const more = Math.min(total - size, size < 1000 ? 1 + random.below(90) : 1 + random.below(20_000));
    appendEntries(
      state,
      hasher,
      Array.from({ length: more }, (_, i) => entry(size + i)),
    );
    size += more;
    const head = await integrate(state, hasher, folder);
    assert.ok(head.ok);
    assert.equal(head.value.size, size);
    const expected = await hashOfRange(hasher, { from: 0, to: size }, size, memory);
    assert.ok(expected.ok);
    assert.equal(hexOf(head.value.root), hexOf(expected.value), `${size} entries`);
    if (size < 1000 || size === total) {
      const seen: number[] = [];
      const whole = await verifyLog(hasher, head.value, {
        read: folderTiles(folder),
        entry: (bytes, place) => (seen.push(place), Buffer.compare(bytes, entry(place)) === 0 ? undefined : 'another'),
      });
      assert.deepEqual(whole, { ok: true, value: null });
      assert.equal(seen.length, size);
    }
  }
  assert.equal(state.db.prepare('SELECT count(*) AS n FROM waiting').get()?.n, 0);
  state.close();
});

test('the same entry again has the place it had; one that is too long takes nothing', () => {
  const { state } = newLog('again');
  const places = (bytes: readonly Uint8Array[]) => appendEntries(state, hasher, bytes);
  assert.deepEqual(places([entry(1), entry(2), entry(1)]), [
    { place: 0, known: false },
    { place: 1, known: false },
    { place: 0, known: true },
  ]);
  assert.throws(() => places([entry(3), new Uint8Array(65_536)]), RangeError);
  assert.equal(extentOf(state).size, 2);
  assert.deepEqual(places([new Uint8Array(65_535)]), [{ place: 2, known: false }]);
  state.close();
});

type Run = { readonly acknowledged: ReadonlyMap<string, number>; readonly done: boolean };

async function child(name: string, prefix: string, count: number, killAfter = Infinity): Promise<Run> {
  const program = join(import.meta.dirname, '..', 'testing', 'log-child.ts');
  const running = spawn(process.execPath, [program, join(root, name), prefix, String(count)]);
  let [output, errors] = ['', ''];
  running.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  running.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
    if (output.split('\n').length > killAfter) running.kill('SIGKILL');
  });
  await new Promise((resolve) => running.on('close', resolve));
  assert.equal(errors, '');
  const lines = output.split('\n').slice(0, -1);
  const acknowledged = new Map(
    lines.flatMap((line): [string, number][] => {
      const [place, ...words] = line.split(' ');
      return /^\d+$/.test(place) ? [[words.join(' '), Number(place)]] : [];
    }),
  );
  return { acknowledged, done: lines.at(-1) === 'done' };
}

/** Every entry of the checkpoint that readers find, by its text. */
async function publishedOf(name: string): Promise<ReadonlyMap<string, number>> {
  const folder = join(root, name, 'public');
  const note = parseNote(readFileSync(join(folder, 'checkpoint')));
  assert.ok(note.ok);
  const checkpoint = checkpointOfText(note.value.text);
  assert.ok(checkpoint.ok);
  const places = new Map<string, number>();
  const whole = await verifyLog(hasher, checkpoint.value, {
    read: folderTiles(folder),
    entry: (bytes, place) => {
      const text = Buffer.from(bytes).toString();
      if (places.has(text)) return 'twice';
      places.set(text, place);
      return undefined;
    },
  });
  assert.deepEqual(whole, { ok: true, value: null });
  return places;
}

test('forty kills: nothing acknowledged is lost or moved, and what is published always holds', async () => {
  const random = seededRandom(9);
  const acknowledged = new Map<string, number>();
  mkdirSync(join(root, 'kills', 'public'), { recursive: true });
  for (let kills = 0; ; kills++) {
    const run = await child('kills', 'night', 2100, kills < 40 ? 1 + random.below(60) : Infinity);
    for (const [text, place] of run.acknowledged) {
      assert.equal(acknowledged.get(text) ?? place, place, `${text} moved`);
      acknowledged.set(text, place);
    }
    const state = openState(join(root, 'kills', 'state.sqlite'), 'log.example/kill', hasher.empty);
    const { size } = extentOf(state);
    state.close();
    assert.ok([...acknowledged.values()].every((place) => place < size));
    const published = readdirSync(join(root, 'kills', 'public')).includes('checkpoint')
      ? await publishedOf('kills')
      : new Map<string, number>();
    for (const [text, place] of published) assert.equal(acknowledged.get(text) ?? place, place);
    if (run.done) break;
    assert.ok(kills <= 40);
  }
  assert.equal((await publishedOf('kills')).size, 2100);
});

test('three writers at once: one log, every entry once', async () => {
  mkdirSync(join(root, 'three', 'public'), { recursive: true });
  const runs = await Promise.all(['a', 'b', 'c'].map((prefix) => child('three', prefix, 420)));
  const all = new Map(runs.flatMap(({ acknowledged }) => [...acknowledged]));
  assert.ok(runs.every(({ done }) => done));
  assert.deepEqual(
    [...all.values()].toSorted((a, b) => a - b),
    Array.from({ length: 1260 }, (_, i) => i),
  );
  for (const [text, place] of await publishedOf('three')) assert.equal(all.get(text), place);
});

test('a tile that somebody changed stops the log before it signs', async () => {
  const { state, folder } = newLog('changed');
  appendEntries(
    state,
    hasher,
    Array.from({ length: 10 }, (_, i) => entry(i)),
  );
  assert.ok((await integrate(state, hasher, folder)).ok);
  const tile = join(folder, 'tile/0/000.p/10');
  const bytes = readFileSync(tile);
  bytes[40] ^= 1;
  writeFileSync(tile, bytes);
  appendEntries(state, hasher, [entry(10)]);
  const head = await integrate(state, hasher, folder);
  assert.equal(!head.ok && head.fault.code, 'TILE_DAMAGED');
  state.close();
});
