// A transparency log of a million entries of 600 bytes: how many are durable in a second, beside a plain file with the same
// fsync; and how long a check of the whole takes, by the command as it is. Arguments: append or verify.
import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { appendEntries } from '../../src/tlog/files/append.ts';
import { type Keeper, makeLog, openKeeper } from '../../src/tlog/files/keeper.ts';
import { postToWitness } from '../../src/tlog/files/post.ts';
import { logRound } from '../../src/tlog/files/round.ts';
import { measure } from './measure.ts';

const total = 1_000_000;
const batch = 1000;
const entryBytes = 600;
const root = join(import.meta.dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'pollwarden-tlog-bench-'));
const log = join(folder, 'log');

const batchAt = (from: number): readonly Uint8Array[] =>
  Array.from({ length: batch }, (_, i) => {
    const entry = Buffer.alloc(entryBytes, 'x');
    entry.write(`{"number":${from + i},"nonce":"`);
    randomBytes(32).copy(entry, 40);
    return entry;
  });

const seconds = (since: number): number => (performance.now() - since) / 1000;

/** Seconds in appendEntries alone: making the entries is not the log's work. */
function fill(keeper: Keeper): number {
  let spent = 0;
  for (let from = 0; from < total; from += batch) {
    const entries = batchAt(from);
    const before = performance.now();
    appendEntries(keeper.state, keeper.hasher, entries);
    spent += seconds(before);
  }
  return spent;
}

/** The same batches behind one another in a file, one write and one fsync each. */
function plainFile(): number {
  const descriptor = openSync(join(folder, 'plain'), 'w');
  let spent = 0;
  for (let from = 0; from < total; from += batch) {
    const bytes = Buffer.concat(batchAt(from));
    const before = performance.now();
    writeSync(descriptor, bytes);
    fsyncSync(descriptor);
    spent += seconds(before);
  }
  closeSync(descriptor);
  return spent;
}

/** Entries that come one by one, each durable before the next, in a second. */
function oneByOne(keeper: Keeper): number {
  const before = performance.now();
  let count = 0;
  for (; seconds(before) < 3; count++)
    appendEntries(keeper.state, keeper.hasher, [Buffer.from(`one ${count} ${randomBytes(300).toString('hex')}`)]);
  return count / seconds(before);
}

async function publish(keeper: Keeper): Promise<number> {
  const before = performance.now();
  const round = await logRound(keeper, postToWitness(1000));
  if (!round.ok || !round.value.published) throw new Error('not published');
  return seconds(before);
}

async function verified() {
  const run = await measure(['node', join(root, 'bin', 'pollwarden.mjs'), 'tlog', 'verify', log, '--json'], root);
  const { holds, size } = JSON.parse(run.stdout) as { readonly holds: boolean; readonly size: number };
  if (!holds || size !== total) throw new Error(run.stdout);
  return { seconds: run.wallSeconds, cpuSeconds: run.cpuSeconds, peakBytes: run.peakBytes };
}

try {
  makeLog(log, 'log.example/bench');
  const keeper = openKeeper(log);
  const filled = fill(keeper);
  if (process.argv[2] === 'append') {
    const rates = {
      perSecond: total / filled,
      plainPerSecond: total / plainFile(),
      oneByOnePerSecond: oneByOne(keeper),
    };
    process.stdout.write(`${JSON.stringify(rates)}\n`);
  } else {
    const tiledSeconds = await publish(keeper);
    process.stdout.write(`${JSON.stringify({ ...(await verified()), tiledSeconds })}\n`);
  }
  keeper.close();
} finally {
  rmSync(folder, { recursive: true });
}
