// The night of a whole country, from the tally to the public: 13,005 returns on two channels, signed by generated centres, flow,
// go into the election's log with their signatures checked again, and are a bulletin that anybody can read. By the clock.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateElection } from '../../src/generate/returns/election.ts';
import { nightOf, ordinaryNight } from '../../src/generate/returns/write.ts';
import { openElectionLog } from '../../src/bulletin/log/election-log.ts';
import { fixOpening } from '../../src/bulletin/log/opening.ts';
import { publishLog } from '../../src/bulletin/log/publish-log.ts';
import { syncLog } from '../../src/bulletin/log/sync.ts';
import { appFiles } from '../../src/bulletin/site/app-files.ts';
import { buildSite } from '../../src/bulletin/site/build.ts';
import { headquartersOf } from '../../src/bulletin/site/headquarters.ts';
import { readEntries } from '../../src/bulletin/site/log-files.ts';
import { entryBytes } from '../../src/bulletin/model/entry-bytes.ts';
import { openLedger } from '../../src/ledger/ledger.ts';
import type { By } from '../../src/results/store/by.ts';
import { decideVersion, proposeFix, saveDraft } from '../../src/results/store/elections.ts';
import { releaseFolder } from '../../src/results/store/release-files.ts';
import { flowNow } from '../../src/results/store/release-run.ts';
import { draftPolicy, takeStep } from '../../src/results/store/release-steps.ts';
import { storeArrivals } from '../../src/results/store/returns.ts';
import { reconcileElection } from '../../src/results/store/unit-states.ts';
import { appendEntries } from '../../src/tlog/files/append.ts';
import { nodeCrypto } from '../../src/tlog/files/crypto.ts';

const units = Number(process.argv[2] ?? 13_005);
const election = 'night';
const person = (name: string): By => ({ actor: { kind: 'operator' }, name });
const [chair, deputy] = [person('A. Chair'), person('B. Deputy')];
const closes = Date.parse('2026-06-07T18:00:00Z');
const folder = mkdtempSync(join(tmpdir(), 'pollwarden-bulletin-'));
const out = join(folder, 'public');
const clock = { wall: Date.parse('2026-05-20T10:00:00Z'), monotonic: 0, boot: 'bench' };
const now = (): number => clock.wall + Math.trunc(performance.now());
const reading = (): typeof clock => ({ ...clock, wall: now(), monotonic: clock.monotonic + performance.now() });
const ledger = openLedger(folder, now);
const box = { folder: releaseFolder(folder, election) };
const noWitness = async (): Promise<never> => await Promise.reject(new Error('none is asked'));
const seconds: Record<string, number> = {};

async function timed<T>(name: string, work: () => T | Promise<T>): Promise<T> {
  const before = performance.now();
  const cpuBefore = process.cpuUsage();
  const result = await work();
  const cpu = process.cpuUsage(cpuBefore);
  seconds[name] = Number(((performance.now() - before) / 1000).toFixed(2));
  process.stderr.write(`${name}: ${seconds[name]} s, CPU ${((cpu.user + cpu.system) / 1e6).toFixed(2)} s\n`);
  return result;
}

const plan = { seed: 21, election, day: '2026-06-07', units, areas: 31, options: 20, candidates: 0 };

async function prepare(): Promise<void> {
  const generated = generateElection(plan);
  const night = nightOf(generated, { ...ordinaryNight, seed: 21 }, closes);
  saveDraft(ledger, generated.definition, chair);
  proposeFix(ledger, election, chair);
  decideVersion(ledger, election, true, deputy);
  const policy = {
    format: 'pollwarden-release-policy/1',
    election,
    embargo: { kind: 'instant', at: '2026-06-07T20:00:00Z' },
    detail: 'units',
    flow: 'oneChannel',
    contests: generated.definition.contests.map(({ id }) => id),
  };
  draftPolicy(ledger, election, policy, chair);
  takeStep(ledger, election, 'propose', chair, {});
  takeStep(ledger, election, 'approve', deputy, {});
  const verifier = { node: 'a'.repeat(64), page: 'b'.repeat(64) };
  const request = { spaceFolder: folder, origin: 'bench.example/night', witnesses: undefined, verifier };
  await fixOpening(ledger, election, request, chair);
  takeStep(ledger, election, 'proposeStart', chair, { reading: reading() });
  takeStep(ledger, election, 'approveStart', deputy, { reading: reading() });
  const arrivals = night.arrivals.map(
    ({ signed, channel }) => ({ signed, channel, way: 'import', source: {} }) as const,
  );
  storeArrivals(ledger, arrivals, 'bench');
  reconcileElection(ledger, election, chair);
}

async function bulletin(name: string): Promise<void> {
  const log = await openElectionLog(ledger, folder, election);
  const { keeper } = log;
  try {
    const { copyDiffers } = await timed(`log ${name}`, async () => await syncLog(ledger, log, reading, box));
    const round = await timed(`round ${name}`, async () => await publishLog(ledger, log, noWitness));
    const built = await timed(
      `site ${name}`,
      async () =>
        await buildSite({
          out,
          entries: await readEntries(keeper.publicFolder, round.size),
          logFolder: keeper.publicFolder,
          headquarters: ({ definition }) =>
            headquartersOf(ledger, definition, { papers: new Map(), differing: copyDiffers }),
          app: appFiles(join(import.meta.dirname, '..', '..', 'dist', 'bulletin')),
          languages: ['en'],
          mirrors: [],
          verifiers: [],
          now: now(),
          append: async (entry) => {
            const [{ place }] = appendEntries(keeper.state, keeper.hasher, entryBytes(entry, nodeCrypto.sha256));
            const { note, size } = await publishLog(ledger, log, noWitness);
            return { entry: place, size, note, witnesses: [] };
          },
        }),
    );
    process.stderr.write(`  ${built.written} files written, ${built.faults.length} faults\n`);
    if (!built.shown || built.faults.length > 0) throw new Error('no whole bulletin');
  } finally {
    log.close();
  }
}

try {
  await prepare();
  await bulletin('before');
  const passed = Date.parse('2026-06-07T20:00:01Z') - clock.wall;
  clock.wall += passed;
  clock.monotonic += passed;
  const start = performance.now();
  const [cpuBefore, mainBefore] = [process.cpuUsage(), process.threadCpuUsage()];
  await timed('flow', () => flowNow(ledger, election, reading, box));
  await bulletin('after');
  const whole = (performance.now() - start) / 1000;
  const inSeconds = ({ user, system }: NodeJS.CpuUsage): number => (user + system) / 1e6;
  const cpuSeconds = inSeconds(process.cpuUsage(cpuBefore));
  const mainCpuSeconds = inSeconds(process.threadCpuUsage(mainBefore));
  await bulletin('again');
  const peakMegabytes = Math.round(process.resourceUsage().maxRSS / 1024);
  process.stdout.write(
    `${JSON.stringify({ units, seconds: whole, cpuSeconds, mainCpuSeconds, peakMegabytes, steps: seconds })}\n`,
  );
} finally {
  ledger.close();
  rmSync(folder, { recursive: true });
}
