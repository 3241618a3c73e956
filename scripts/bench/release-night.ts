// The night of a whole country, from the tally to the log: 13,005 returns on two channels, signed by generated centres, flow,
// are handed out, and go into the election's log, which is published. Each step by the clock, on one thread.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateElection } from '../../src/generate/returns/election.ts';
import { nightOf, ordinaryNight } from '../../src/generate/returns/write.ts';
import { openLedger } from '../../src/ledger/ledger.ts';
import type { By } from '../../src/results/store/by.ts';
import { decideVersion, proposeFix, saveDraft } from '../../src/results/store/elections.ts';
import { releaseFolder } from '../../src/results/store/release-files.ts';
import { flowNow } from '../../src/results/store/release-run.ts';
import { draftPolicy, takeStep } from '../../src/results/store/release-steps.ts';
import { storeArrivals } from '../../src/results/store/returns.ts';
import { reconcileElection } from '../../src/results/store/unit-states.ts';
import { openElectionLog } from '../../src/bulletin/log/election-log.ts';
import { fixOpening } from '../../src/bulletin/log/opening.ts';
import { publishLog } from '../../src/bulletin/log/publish-log.ts';
import { syncLog } from '../../src/bulletin/log/sync.ts';
import { measure } from './measure.ts';

const root = join(import.meta.dirname, '..', '..');
const units = Number(process.argv[2] ?? 13_005);
const person = (name: string): By => ({ actor: { kind: 'operator' }, name });
const [chair, deputy] = [person('A. Chair'), person('B. Deputy')];
const closes = Date.parse('2026-06-07T18:00:00Z');
const folder = mkdtempSync(join(tmpdir(), 'pollwarden-release-'));
const clock = { wall: Date.parse('2026-05-20T10:00:00Z'), monotonic: 0, boot: 'bench' };
const now = (): number => clock.wall + Math.trunc(performance.now());
const reading = (): typeof clock => ({ ...clock, wall: now(), monotonic: clock.monotonic + performance.now() });
const ledger = openLedger(folder, now);
const seconds: Record<string, number> = {};

async function timed<T>(name: string, work: () => T | Promise<T>): Promise<T> {
  const [before, cpuBefore] = [performance.now(), process.cpuUsage()];
  const result = await work();
  const { user, system } = process.cpuUsage(cpuBefore);
  seconds[name] = Number(((performance.now() - before) / 1000).toFixed(2));
  process.stderr.write(`${name}: ${seconds[name]} s, CPU ${((user + system) / 1e6).toFixed(2)} s\n`);
  return result;
}

try {
  const generated = generateElection({
    seed: 21,
    election: 'night',
    day: '2026-06-07',
    units,
    areas: 31,
    options: 20,
    candidates: 0,
  });
  const night = nightOf(generated, { ...ordinaryNight, seed: 21 }, closes);
  saveDraft(ledger, generated.definition, chair);
  proposeFix(ledger, 'night', chair);
  decideVersion(ledger, 'night', true, deputy);
  const policy = {
    format: 'pollwarden-release-policy/1',
    election: 'night',
    embargo: { kind: 'instant', at: '2026-06-07T20:00:00Z' },
    detail: 'units',
    flow: 'oneChannel',
    contests: generated.definition.contests.map(({ id }) => id),
  };
  draftPolicy(ledger, 'night', policy, chair);
  takeStep(ledger, 'night', 'propose', chair, {});
  takeStep(ledger, 'night', 'approve', deputy, {});
  const verifier = { node: 'a'.repeat(64), page: 'b'.repeat(64) };
  const origin = 'bench.example/night';
  await fixOpening(ledger, 'night', { spaceFolder: folder, origin, witnesses: undefined, verifier }, chair);
  takeStep(ledger, 'night', 'proposeStart', chair, { reading: reading() });
  takeStep(ledger, 'night', 'approveStart', deputy, { reading: reading() });
  storeArrivals(
    ledger,
    night.arrivals.map(({ signed, channel }) => ({ signed, channel, way: 'import', source: {} })),
    'bench',
  );
  reconcileElection(ledger, 'night', chair);
  const box = { folder: releaseFolder(folder, 'night') };
  const noWitness = async (): Promise<never> => await Promise.reject(new Error('none is asked'));
  const round = async (name: string): Promise<void> => {
    const log = await timed(`open ${name}`, async () => await openElectionLog(ledger, folder, 'night'));
    const { added, copyDiffers } = await timed(`sync ${name}`, async () => await syncLog(ledger, log, reading, box));
    await timed(`publish ${name}`, async () => await publishLog(ledger, log, noWitness));
    process.stderr.write(`  ${JSON.stringify({ ...added, differs: copyDiffers.length })}\n`);
    log.close();
  };
  await round('before');
  const passed = Date.parse('2026-06-07T20:00:01Z') - clock.wall;
  clock.wall += passed;
  clock.monotonic += passed;
  const { records, files } = await timed('flow', () => flowNow(ledger, 'night', reading, box));
  process.stderr.write(`  ${records} records in ${files.length} files\n`);
  if (process.argv[3] !== 'build') {
    await round('after');
    await round('again');
  } else {
    ledger.close();
    const args = ['bulletin', 'build', '--election', 'night', '--data', folder, '--json'];
    const built = await timed(
      'build',
      async () => await measure(['node', join(root, 'bin', 'pollwarden.mjs'), ...args], root),
    );
    seconds.buildCpu = Number((built.cpuSeconds ?? 0).toFixed(2));
    process.stderr.write(`  ${built.stdout.slice(0, 1000)}${built.stderr.slice(-1000)}\n`);
  }
  process.stdout.write(`${JSON.stringify({ units, records, ...seconds })}\n`);
} finally {
  if (ledger.db.isOpen) ledger.close();
  rmSync(folder, { recursive: true });
}
