// kill -9 and a full disk while the release flows, is held, resumed and corrected: what was acknowledged is there, the chain
// has no gap and nothing twice, a hold is obeyed, files hold whole records in order, and the newest records of all units are
// those of a fresh look. Real processes, real files.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { seededRandom } from '../../kernel/random.ts';
import { verifyAudit } from '../../ledger/audit/verify.ts';
import { type Ledger, openLedger } from '../../ledger/ledger.ts';
import { temporaryFolder } from '../../ledger/testing/temporary-ledger.ts';
import { firstPrevious, type ReleaseRecord } from '../release/record.ts';
import { digestOf } from './elections.ts';
import { planRelease } from './release-plan.ts';
import { currentPolicy } from './release-policies.ts';
import { countsOfReturn, unitsNow } from './release-ready.ts';
import { releaseRecords } from './release-records.ts';
import { flowNow } from './release-run.ts';
import { releaseLog, releaseState, takeStep } from './release-steps.ts';
import {
  embargoAt,
  first,
  newClock,
  openNight,
  passes,
  readingOf,
  resumeRelease,
  startRelease,
} from './testing/release-night.ts';

const child = join(import.meta.dirname, 'testing', 'release-child.ts');

function prepare(folder: string): void {
  const clock = newClock();
  const ledger = openLedger(folder, () => clock.wall);
  openNight(ledger, 50);
  startRelease(ledger, clock);
  passes(clock, 3_600_000);
  flowNow(ledger, 'small', () => readingOf(clock), { folder: join(folder, 'box') });
  ledger.close();
}

/** Words of a child that was killed `delay` ms after its first. */
async function killed(folder: string, seed: number, delay: number): Promise<readonly string[]> {
  const running = spawn(process.execPath, [child, folder, join(folder, 'box'), String(seed)]);
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

function checkChain(ledger: Ledger): readonly ReleaseRecord[] {
  let previous = firstPrevious;
  const records = releaseRecords(ledger, 'small').map(({ record, sha256 }, i) => {
    assert.equal(record.number, i + 1);
    assert.equal(record.previous, previous);
    previous = sha256;
    return record;
  });
  const firsts = records.filter(({ kind }) => kind === 'first').flatMap(({ units }) => units);
  assert.equal(new Set(firsts).size, firsts.length, 'no unit leaves for the first time twice');
  return records;
}

/** The files, one after another, are the records from the first on, each whole. */
function checkFiles(folder: string, records: readonly ReleaseRecord[]): void {
  const names = existsSync(join(folder, 'box'))
    ? readdirSync(join(folder, 'box')).filter((name) => name.endsWith('.jsonl'))
    : [];
  const lines = names.toSorted().flatMap((name) =>
    readFileSync(join(folder, 'box', name), 'utf8')
      .split('\n')
      .slice(0, -1),
  );
  assert.ok(lines.length <= records.length);
  for (const [i, line] of lines.entries()) assert.deepEqual(JSON.parse(line), JSON.parse(JSON.stringify(records[i])));
  const next = records[lines.length];
  if (next !== undefined)
    assert.equal(next.previous, lines.length === 0 ? firstPrevious : digestOf(Buffer.from(lines.at(-1) ?? '')));
}

/** Figures of each unit's newest record are those of the returns that the ledger has for it. */
function checkFresh(ledger: Ledger, records: readonly ReleaseRecord[]): void {
  for (const unit of unitsNow(ledger, 'small')) {
    const newest = records.findLast(({ units }) => units.includes(unit.unit));
    assert.equal(unit.record, newest?.number);
    if (newest === undefined || unit.released === undefined || newest.units.length > 1) continue;
    assert.deepEqual(newest.counts, countsOfReturn(ledger, unit.released));
  }
}

/** Between a hold that was acknowledged and the resumption nothing flows. */
function checkHolds(words: readonly string[]): void {
  let held: number | undefined;
  for (const word of words) {
    const [what, number] = word.split(' ');
    if (what === 'held') held = Number(number);
    if (what === 'resumed') held = undefined;
    if (what === 'record') assert.equal(held, undefined, `${word} after a hold`);
  }
}

const check = async (ledger: Ledger, folder: string): Promise<readonly ReleaseRecord[]> => {
  const records = checkChain(ledger);
  checkFiles(folder, records);
  checkFresh(ledger, records);
  assert.equal((await verifyAudit(ledger)).intact, true);
  return records;
};

test('25 kills while records flow, are held and corrected', async (t) => {
  const folder = temporaryFolder(t);
  prepare(folder);
  const random = seededRandom(5);
  let [most, holds] = [0, 0];
  for (let round = 1; round <= 25; round++) {
    const words = await killed(folder, round, 40 + random.below(160));
    checkHolds(words);
    const ledger = openLedger(folder, () => embargoAt);
    const records = await check(ledger, folder);
    for (const word of words) most = Math.max(most, Number(/^record (\d+)$/.exec(word)?.[1] ?? 0));
    holds += words.filter((word) => word.startsWith('held')).length;
    assert.ok(records.length >= most, `${most} records were acknowledged, and ${records.length} are there`);
    const lastHold = words.findLastIndex((word) => word.startsWith('held'));
    if (lastHold >= 0 && !words.slice(lastHold).includes('resumed') && releaseState(ledger, 'small') === 'held')
      assert.equal(records.length, Number(words[lastHold].split(' ')[1]));
    ledger.close();
  }
  const ledger = openLedger(folder, () => embargoAt);
  assert.ok(most > 20 && holds > 2, `${most} records, ${holds} holds`);
  // In the end all that may flow does, once, and then nothing is left.
  const clock = { wall: embargoAt, monotonic: 0, boot: 'end' };
  if (releaseState(ledger, 'small') === 'resumeProposed') takeStep(ledger, 'small', 'refuse', first, {});
  if (releaseState(ledger, 'small') === 'held') resumeRelease(ledger, clock);
  flowNow(ledger, 'small', () => readingOf(clock), { folder: join(folder, 'box') });
  const records = await check(ledger, folder);
  const policy = currentPolicy(ledger, 'small');
  assert.deepEqual(policy && planRelease(ledger, 'small', policy.policy).flowing, []);
  assert.ok(records.some(({ kind }) => kind === 'correction') && releaseLog(ledger, 'small').length > 5);
  ledger.close();
});

test('a full disk ends it with its code; what was acknowledged is there and nothing by half', async (t) => {
  const folder = temporaryFolder(t);
  prepare(folder);
  mkdirSync(join(folder, 'box'), { recursive: true });
  const limited = `trap '' XFSZ; ulimit -f 4000; exec "$@"`;
  const output = execFileSync('sh', ['-c', limited, 'sh', process.execPath, child, folder, join(folder, 'box'), '3'], {
    timeout: 120_000,
    maxBuffer: 64 * 1024 * 1024,
  }).toString();
  const words = output.split('\n').slice(1, -1);
  assert.ok(['DISK_FULL', 'LEDGER_FAILED'].includes(words.at(-1) ?? ''), words.at(-1));
  checkHolds(words);
  const ledger = openLedger(folder, () => embargoAt);
  const records = await check(ledger, folder);
  const most = Math.max(0, ...words.map((word) => Number(/^record (\d+)$/.exec(word)?.[1] ?? 0)));
  assert.ok(most > 10 && records.length >= most, `${most} acknowledged, ${records.length} there`);
  ledger.close();
});
