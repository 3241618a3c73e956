// kill -9 at any moment: a real process is killed hundreds of times, then the rows are compared one by one.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { seededRandom } from '../kernel/random.ts';
import { shareKind } from './kinds.ts';
import { collectRows, describeRows, sampleRows } from './testing/sample-rows.ts';
import { openLakeWriter } from './writer.ts';

const kills = 300;
const lanes = 2;
const mostMilliseconds = 75_000;

type Heard = { opened: boolean; acknowledged: number; tried: number };

/** Starts the child at row `first` and kills it `delay` ms after its first word, or after its start. */
async function killOnce(data: string, seed: number, first: number, delay: number, early: boolean): Promise<Heard> {
  const heard: Heard = { opened: false, acknowledged: first, tried: first };
  const child = spawn(process.execPath, [
    join(import.meta.dirname, 'testing', 'kill-child.ts'),
    data,
    `${seed}`,
    `${first}`,
  ]);
  let output = '';
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  await new Promise<void>((resolve, reject) => {
    const arm = (): unknown => setTimeout(() => child.kill('SIGKILL'), delay);
    if (early) arm();
    child.stdout.on('data', (chunk: Buffer) => {
      if (output === '' && !early) arm();
      output += chunk.toString();
    });
    child.on('error', reject);
    child.on('close', (_, signal) => {
      if (signal === 'SIGKILL') resolve();
      else reject(new Error(`the child ended by itself: ${errors}`));
    });
  });
  for (const line of output.split('\n')) {
    if (line === 'open') heard.opened = true;
    if (line.startsWith('ack ')) heard.acknowledged = Number(line.slice(4));
    if (line.startsWith('try ')) heard.tried = Number(line.slice(4));
  }
  return heard;
}

async function runLane(lane: number, deadline: number): Promise<{ readonly kills: number; readonly rows: number }> {
  const data = mkdtempSync(join(tmpdir(), 'pollwarden-kill-'));
  const random = seededRandom(20261124, lane);
  try {
    let [acknowledged, tried, done] = [0, 0, 0];
    for (; done < kills / lanes && Date.now() < deadline; done++) {
      const early = random.next() < 0.2;
      const delay = early ? random.next() * 250 : random.next() * 120;
      const heard = await killOnce(data, random.below(2 ** 31), acknowledged, delay, early);
      acknowledged = heard.acknowledged;
      tried = Math.max(tried, heard.tried);
    }
    await compare(data, acknowledged, tried);
    return { kills: done, rows: acknowledged };
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}

async function compare(data: string, acknowledged: number, tried: number): Promise<void> {
  const before = await collectRows(data);
  const sent = describeRows(sampleRows(0, tried));
  assert.equal(new Set(before).size, before.length, 'no row is doubled');
  const there = new Set(before);
  const missing = describeRows(sampleRows(0, acknowledged)).filter((row) => !there.has(row));
  assert.deepEqual(missing, [], 'nothing acknowledged is lost');
  const all = new Set(sent);
  assert.deepEqual(
    before.filter((row) => !all.has(row)),
    [],
    'nothing is there that was not sent',
  );
  const writer = await openLakeWriter(data);
  const { added } = await writer.append(shareKind, sampleRows(0, tried));
  assert.equal(added, tried - before.length, 'the lake knows its rows');
  await writer.compact();
  await writer.close();
  assert.deepEqual(await collectRows(data), sent);
}

test(`killed up to ${kills} times in the midst of ingest, flush, compaction and recovery`, async (t) => {
  const deadline = Date.now() + mostMilliseconds;
  const results = await Promise.all(Array.from({ length: lanes }, async (_, lane) => runLane(lane, deadline)));
  const done = results.reduce((sum, result) => sum + result.kills, 0);
  t.diagnostic(`${done} kills, ${results.map(({ rows }) => rows).join(' and ')} rows acknowledged`);
  assert.ok(done >= 100, `only ${done} kills within ${mostMilliseconds} ms`);
  assert.ok(results.every(({ rows }) => rows > 100));
});
