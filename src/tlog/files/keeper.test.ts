// The keeper of a log: killed at any moment, on a full disk, twice at once, put back from a backup, with files that others changed.
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { PollwardenError } from '../../kernel/errors.ts';
import { seededRandom } from '../../kernel/random.ts';
import { extendsHead } from '../extends.ts';
import { checkpointOfText } from '../checkpoint.ts';
import type { TreeHead } from '../merkle.ts';
import { type OpenedCheckpoint, openCheckpoint } from '../open.ts';
import { startWitness, type TestWitness, witnessPair } from '../testing/witness-server.ts';
import { appendEntries } from './append.ts';
import { nodeCrypto } from './crypto.ts';
import { type Keeper, makeLog, openKeeper, setPolicy } from './keeper.ts';
import { postToWitness } from './post.ts';
import { folderTiles } from './read.ts';
import { logRound } from './round.ts';
import { extentOf, openState } from './state.ts';
import { verifyLog } from './verify.ts';

const root = mkdtempSync(join(tmpdir(), 'pollwarden-tlog-keeper-'));
const witnesses: TestWitness[] = [];
before(async () => {
  for (const name of ['a', 'b']) witnesses.push(await startWitness(witnessPair(name)));
});
after(async () => {
  await Promise.all(witnesses.map(async ({ close }) => await close()));
  rmSync(root, { recursive: true });
});

function newLog(name: string, witnessed = true): string {
  const folder = join(root, name);
  makeLog(folder, `log.example/${name}`);
  if (witnessed) setPolicy(folder, `${witnesses.map(({ line }) => line).join('')}group both all a b\nquorum both\n`);
  return folder;
}

async function kept<T>(folder: string, work: (keeper: Keeper) => Promise<T> | T): Promise<T> {
  const keeper = openKeeper(folder);
  try {
    return await work(keeper);
  } finally {
    keeper.close();
  }
}

const add = (keeper: Keeper, texts: readonly string[]): readonly number[] =>
  appendEntries(
    keeper.state,
    keeper.hasher,
    texts.map((text) => Buffer.from(text)),
  ).map(({ place }) => place);
const round = async (keeper: Keeper) => await logRound(keeper, postToWitness(10_000));

/** The checkpoint that readers find, opened under the policy with its quorum, and every entry by its text. */
async function published(
  folder: string,
): Promise<{ readonly opened: OpenedCheckpoint; readonly places: ReadonlyMap<string, number> }> {
  return await kept(folder, async ({ policy, hasher, publicFolder }) => {
    const opened = await openCheckpoint(readFileSync(join(publicFolder, 'checkpoint')), policy, nodeCrypto);
    assert.ok(opened.ok, JSON.stringify(opened));
    const places = new Map<string, number>();
    const whole = await verifyLog(hasher, opened.value.checkpoint, {
      read: folderTiles(publicFolder),
      entry: (bytes, place) => {
        const text = Buffer.from(bytes).toString();
        if (places.has(text)) return 'twice';
        places.set(text, place);
        return undefined;
      },
    });
    assert.deepEqual(whole, { ok: true, value: null });
    return { opened: opened.value, places };
  });
}

type Run = { readonly acknowledged: ReadonlyMap<string, number>; readonly published: number; readonly done: boolean };

/** Kills after so many lines, a little later still. */
async function child(
  folder: string,
  prefix: string,
  count: number,
  kill?: { readonly lines: number; readonly ms: number },
): Promise<Run> {
  const program = join(import.meta.dirname, '..', 'testing', 'keeper-child.ts');
  const running = spawn(process.execPath, [program, folder, prefix, String(count)]);
  let [output, errors] = ['', ''];
  running.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  running.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
    if (kill !== undefined && output.split('\n').length > kill.lines)
      void sleep(kill.ms).then(() => running.kill('SIGKILL'));
  });
  await new Promise((resolve) => running.on('close', resolve));
  assert.equal(errors, '');
  const lines = output
    .split('\n')
    .slice(0, -1)
    .map((line) => line.split(' '));
  const acknowledged = new Map(
    lines.flatMap(([place, ...words]): [string, number][] =>
      /^\d+$/.test(place) ? [[words.join(' '), Number(place)]] : [],
    ),
  );
  const sizes = lines.filter(([word]) => word === 'published').map(([, size]) => Number(size));
  return { acknowledged, published: Math.max(0, ...sizes), done: lines.at(-1)?.[0] === 'done' };
}

test('thirty kills while entries come, witnesses sign and checkpoints are published', async () => {
  const folder = newLog('storm');
  const random = seededRandom(17);
  const acknowledged = new Map<string, number>();
  let earlier: TreeHead | undefined;
  let told = 0;
  for (let kills = 0; ; kills++) {
    const kill = kills < 30 ? { lines: 1 + random.below(90), ms: random.below(25) } : undefined;
    const run = await child(folder, 'night', 1400, kill);
    told = Math.max(told, run.published);
    for (const [text, place] of run.acknowledged) {
      assert.equal(acknowledged.get(text) ?? place, place, `${text} moved`);
      acknowledged.set(text, place);
    }
    assert.ok(
      await kept(folder, ({ state }) => [...acknowledged.values()].every((place) => place < extentOf(state).size)),
    );
    if (existsSync(join(folder, 'public', 'checkpoint'))) {
      const { opened, places } = await published(folder);
      assert.equal(opened.witnesses.length, 2);
      assert.ok(opened.checkpoint.size >= told, `${opened.checkpoint.size} are published, ${told} were told`);
      for (const [text, place] of places) assert.equal(acknowledged.get(text) ?? place, place);
      if (earlier !== undefined) {
        const head = opened.checkpoint;
        const read = folderTiles(join(folder, 'public'));
        const still = await kept(folder, async ({ hasher }) => await extendsHead(hasher, earlier ?? head, head, read));
        assert.deepEqual(still, { ok: true, value: null });
      }
      earlier = opened.checkpoint;
    } else assert.equal(told, 0);
    if (run.done) break;
    assert.ok(kills <= 30);
  }
  assert.equal((await published(folder)).places.size, 1400);
  assert.deepEqual(readdirSync(join(folder, 'public')).toSorted(), ['checkpoint', 'tile']);
});

test('two keepers of one log at once: one history, every entry once, both published', async () => {
  const folder = newLog('two');
  const runs = await Promise.all(['x', 'y'].map(async (prefix) => await child(folder, prefix, 210)));
  assert.ok(runs.every(({ done }) => done));
  await kept(folder, round);
  const { places } = await published(folder);
  assert.equal(places.size, 420);
  for (const { acknowledged } of runs) for (const [text, place] of acknowledged) assert.equal(places.get(text), place);
});

test('a log is made once; what a killed init left is no log, and what a log left without its key is none either', async () => {
  const folder = newLog('once');
  assert.throws(() => makeLog(folder, 'log.example/once'), { code: 'CONFLICT' });
  await kept(folder, async (keeper) => (add(keeper, ['one']), await round(keeper)));
  const half = join(root, 'half');
  mkdirSync(half);
  writeFileSync(join(half, 'state.sqlite'), '');
  assert.throws(() => openKeeper(half), { code: 'NOT_FOUND' });
  makeLog(half, 'log.example/half');
  assert.equal(await kept(half, ({ state }) => extentOf(state).size), 0);
  // Two that were begun at once under two names: the key that is there counts.
  const raced = openState(join(half, 'state.sqlite'), 'x', new Uint8Array(32));
  raced.db.exec("UPDATE log SET origin = 'log.example/other'");
  raced.close();
  assert.equal(await kept(half, ({ state }) => extentOf(state).origin), 'log.example/half');
  await kept(half, (keeper) => add(keeper, ['waits for its tile']));
  rmSync(join(half, 'key.json'));
  assert.throws(() => makeLog(half, 'log.example/half'), { code: 'CONFLICT' });
  rmSync(join(folder, 'key.json'));
  assert.throws(() => makeLog(folder, 'log.example/once'), { code: 'CONFLICT' });
  for (const name of ['log.example/a b', 'log+x', '', 'ä'.repeat(128)])
    assert.throws(() => makeLog(join(root, 'named'), name), { code: 'USAGE' }, name);
});

test('a state from an old backup signs nothing less than what was published, and nothing else', async () => {
  const folder = newLog('backup');
  await kept(folder, async (keeper) => (add(keeper, ['one', 'two']), await round(keeper)));
  const old = join(root, 'old.sqlite');
  cpSync(join(folder, 'state.sqlite'), old);
  await kept(folder, async (keeper) => (add(keeper, ['three', 'four']), await round(keeper)));
  const shown = readFileSync(join(folder, 'public', 'checkpoint'), 'utf8');
  cpSync(old, join(folder, 'state.sqlite'));
  const back = await kept(folder, round);
  assert.equal(!back.ok && back.fault.code, 'ROLLED_BACK');
  const forked = await kept(folder, async (keeper) => (add(keeper, ['five', 'six', 'seven']), await round(keeper)));
  assert.equal(!forked.ok && forked.fault.code, 'ROLLED_BACK');
  assert.equal(readFileSync(join(folder, 'public', 'checkpoint'), 'utf8'), shown);
  const { hasher, publicFolder } = await kept(folder, (keeper) => keeper);
  const head = checkpointOfText(shown.slice(0, shown.indexOf('\n\n') + 1));
  assert.ok(head.ok);
  assert.ok((await verifyLog(hasher, head.value, { read: folderTiles(publicFolder) })).ok, 'no tile is another');
  // Without what was published nothing here knows better, but the tiles are gone too.
  rmSync(join(folder, 'public'), { recursive: true });
  const alone = await kept(folder, round);
  assert.equal(!alone.ok && alone.fault.code, 'TILE_DAMAGED');
  rmSync(join(folder, 'state.sqlite'));
  assert.throws(() => openKeeper(folder), { code: 'CONFLICT' });
});

test('a whole folder from an old backup: witnesses say that it was rolled back', async () => {
  const folder = newLog('whole');
  await kept(folder, async (keeper) => (add(keeper, ['one', 'two']), await round(keeper)));
  const old = join(root, 'whole-old');
  cpSync(folder, old, { recursive: true });
  await kept(folder, async (keeper) => (add(keeper, ['three', 'four']), await round(keeper)));
  const behind = await kept(old, async (keeper) => (add(keeper, ['five']), await round(keeper)));
  assert.ok(behind.ok);
  assert.deepEqual(
    behind.value.witnesses.map((one) => (one.result === 'ahead' ? one.size : one.result)),
    [4, 4],
  );
  const forked = await kept(old, async (keeper) => (add(keeper, ['six', 'seven']), await round(keeper)));
  assert.ok(forked.ok && !forked.value.published);
  assert.deepEqual(
    forked.value.witnesses.map(({ result }) => result),
    ['inconsistent', 'inconsistent'],
  );
  assert.match(readFileSync(join(old, 'public', 'checkpoint'), 'utf8'), /^log\.example\/whole\n2\n/);
});

test('a damaged state, key or policy is named', async () => {
  const folder = newLog('damaged');
  const spoil = async (name: string, text: string, code: string): Promise<void> => {
    const sound = readFileSync(join(folder, name));
    writeFileSync(join(folder, name), text);
    assert.throws(() => openKeeper(folder), { code }, name);
    writeFileSync(join(folder, name), sound);
    await kept(folder, () => undefined);
  };
  await spoil('key.json', '{"origin":"x"}', 'INPUT_INVALID');
  await spoil('policy', 'quorum some\n', 'INPUT_INVALID');
  await spoil('state.sqlite', 'no database, but long enough to be looked at as one '.repeat(100), 'LOG_DAMAGED');
});

test('on a full disk nothing acknowledged is lost, and with room it goes on', async (t) => {
  const disk = join(root, 'disk');
  mkdirSync(disk);
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', disk]).status !== 0)
    return t.skip('mounting a small disk needs root');
  try {
    const folder = join(disk, 'log');
    makeLog(folder, 'log.example/disk');
    const acknowledged = new Map<string, number>();
    const fill = async (most: number): Promise<void> =>
      await kept(folder, async (keeper) => {
        for (let i = 0; i < most; i += 50) {
          const texts = Array.from({ length: 50 }, (_, k) => `${i + k} ${'x'.repeat(600)}`);
          add(keeper, texts).forEach((place, k) => acknowledged.set(texts[k], place));
          if (i % 500 !== 0) continue;
          const made = await round(keeper);
          assert.ok(made.ok, JSON.stringify(made));
        }
      });
    await assert.rejects(fill(100_000), (error) => error instanceof PollwardenError && error.code === 'DISK_FULL');
    const full = new Map(acknowledged);
    assert.ok(full.size > 500, `${full.size} entries`);
    const { places } = await published(folder);
    for (const [text, place] of places) assert.equal(full.get(text) ?? place, place);
    execFileSync('mount', ['-o', 'remount,size=64m', disk]);
    await fill(5000);
    for (const [text, place] of full) assert.equal(acknowledged.get(text), place);
    await kept(folder, round);
    const whole = await published(folder);
    assert.ok(whole.places.size >= acknowledged.size && acknowledged.size === 5000);
    for (const [text, place] of acknowledged) assert.equal(whole.places.get(text), place);
  } finally {
    execFileSync('umount', ['-l', disk]);
  }
});
