// Before the instant nothing public tells of a count: two elections with the same arrivals and different counts have, byte for
// byte, the same public files but for commitments and what follows from them by hashing; whatever the clock, a hold or a later
// instant does meanwhile. At the instant both open, and only then do they differ.
import assert from 'node:assert/strict';
import { cpSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import fc from 'fast-check';
import { temporaryFolder } from '../../ledger/testing/temporary-ledger.ts';
import type { SignedReturn } from '../../results/return/count-return.ts';
import { releaseState, takeStep } from '../../results/store/release-steps.ts';
import { confirmClock, proposeClock } from '../../results/store/release-clock.ts';
import { first, newClock, passes, second } from '../../results/store/testing/release-night.ts';
import { entriesOf } from '../../tlog/tiles.ts';
import {
  approve,
  embargoAt,
  generated,
  type LogNight,
  night,
  openNight,
  policyOf,
  prepareNight,
  publicFolder,
  resume,
  start,
} from './testing/log-night.ts';
import { readPublic } from './testing/read-public.ts';

const election = generated(12);
const units = election.definition.units.map(({ id }) => id);

const zeros = (bytes: Uint8Array): string => '0'.repeat(bytes.length);
const withoutCommitment = (entry: Uint8Array): string =>
  Buffer.from(entry)
    .toString('utf8')
    .replace(/"commitment":"[0-9a-f]{64}"/, '"commitment":""');

/** Hashes follow from commitments: of tiles their length, of a checkpoint all but root and signature stays. */
function plain(path: string, bytes: Uint8Array): string {
  if (path === 'checkpoint') {
    const [origin, size, root, ...rest] = Buffer.from(bytes).toString('utf8').split('\n');
    return [origin, size, root.length, ...rest.map((line) => line.split(' ').slice(0, 2).join(' ')), bytes.length].join(
      '\n',
    );
  }
  if (!path.startsWith('tile/entries/')) return zeros(bytes);
  const width = path.includes('.p/') ? Number(path.split('/').at(-1)) : 256;
  const entries = entriesOf(bytes, width);
  assert.ok(entries.ok, path);
  return [bytes.length, ...entries.value.map(withoutCommitment)].join('\n');
}

/** Names of all public files, and their bytes with what commitments leave open. */
function publicBytes(space: string): Readonly<Record<string, string>> {
  const folder = publicFolder(space);
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    statSync(join(folder, path)).isFile(),
  );
  return Object.fromEntries(paths.toSorted().map((path) => [path, plain(path, readFileSync(join(folder, path)))]));
}

type Pair = readonly [LogNight, LogNight];
const seeds = [100, 200] as const;

/** Two nights with the keys of one log; the second has other counts wherever the first has some. */
async function twoNights(t: TestContext, policy: unknown = policyOf()): Promise<Pair> {
  const folder = temporaryFolder(t);
  const base = join(folder, 'base');
  await prepareNight(base, election, { policy });
  const [a, b] = ['a', 'b'].map((name) => {
    cpSync(base, join(folder, name), { recursive: true });
    return openNight(join(folder, name), election, newClock());
  });
  return [a, b];
}

type Step =
  | { readonly do: 'arrive'; readonly unit: number; readonly channel: 'official' | 'backup'; readonly kind: number }
  | { readonly do: 'correct'; readonly which: number }
  | { readonly do: 'same'; readonly which: number }
  | { readonly do: 'passes'; readonly minutes: number }
  | { readonly do: 'clock'; readonly hours: number }
  | { readonly do: 'restart' | 'confirm' | 'hold' | 'resume' | 'later' | 'publish' };

const steps: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('arrive' as const),
      unit: fc.nat({ max: units.length - 1 }),
      channel: fc.constantFrom('official' as const, 'backup' as const),
      kind: fc.nat({ max: 2 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('correct' as const), which: fc.nat({ max: 20 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('same' as const), which: fc.nat({ max: 20 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('passes' as const), minutes: fc.nat({ max: 9 }) }) },
  // A clock that is set, such as to another zone; the machine's counter stays.
  { weight: 2, arbitrary: fc.record({ do: fc.constant('clock' as const), hours: fc.integer({ min: -12, max: 72 }) }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'restart' as const,
        'confirm' as const,
        'hold' as const,
        'resume' as const,
        'later' as const,
        'publish' as const,
        'publish' as const,
      ),
    }),
  },
);

type Run = { readonly night: LogNight; readonly seed: number; readonly came: SignedReturn[]; true: number };

/** `true`: the instant as it really is, whatever the clock of the machine says. */
async function take(run: Run, step: Step): Promise<void> {
  const { night: one, seed, came } = run;
  const { ledger, clock } = one;
  const state = releaseState(ledger, night);
  const own = 'which' in step ? came[step.which % Math.max(1, came.length)] : undefined;
  if (step.do === 'arrive') came.push(one.arrive(units[step.unit], step.channel, seed + step.kind));
  else if (step.do === 'correct' && own !== undefined)
    came.push(one.arrive(own.return.unit, 'official', seed + 7, own));
  else if (step.do === 'same' && own !== undefined) one.again(own, 'backup');
  else if (step.do === 'passes') {
    passes(clock, step.minutes * 60_000);
    run.true += step.minutes * 60_000;
  } else if (step.do === 'clock') clock.wall += step.hours * 3_600_000;
  else if (step.do === 'restart') clock.boot += '+';
  else if (step.do === 'hold' && state === 'started') takeStep(ledger, night, 'hold', first, {});
  else if (step.do === 'confirm') {
    // Two persons put it right first, by a watch of their own.
    clock.wall = run.true;
    proposeClock(ledger, night, one.reading(), first);
    confirmClock(ledger, night, one.reading(), second);
  } else if (step.do === 'resume' && state === 'held') {
    clock.wall = run.true;
    resume(ledger, one.reading());
  } else if (step.do === 'later' && state === 'held') {
    // The last state closes a day later than was thought.
    approve(ledger, policyOf({ embargo: { kind: 'instant', at: '2026-06-08T21:00:00Z' } }));
    clock.wall = run.true;
    start(ledger, one.reading());
  } else if (step.do === 'publish') {
    one.flow();
    await one.sync();
    assert.equal((await one.publish()).published, true);
  }
}

const allowed = new Set(['opening', 'definition', 'policy', 'commitment', 'bulletin']);

/** Publishes both, and compares all that is public. */
async function compare([a, b]: Pair): Promise<void> {
  for (const one of [a, b]) {
    one.flow();
    await one.sync();
    await one.publish();
  }
  assert.deepEqual(publicBytes(a.space), publicBytes(b.space));
  for (const { entries } of [await readPublic(publicFolder(a.space)), await readPublic(publicFolder(b.space))])
    assert.deepEqual(
      entries.filter(({ kind }) => !allowed.has(kind)),
      [],
    );
}

test('before the instant no public byte tells of a count, whatever happens', async (t) => {
  let [commitments, compared] = [0, 0];
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { minLength: 8, maxLength: 40 }), async (all) => {
      const pair = await twoNights(t);
      try {
        const runs = pair.map((one, i): Run => ({ night: one, seed: seeds[i], came: [], true: one.clock.wall }));
        for (const step of all) {
          if (step.do === 'passes' && runs[0].true + step.minutes * 60_000 >= embargoAt) break;
          for (const run of runs) await take(run, step);
          if (step.do === 'publish') {
            await compare(pair);
            compared++;
          }
        }
        await compare(pair);
        commitments += (await readPublic(publicFolder(pair[0].space))).entries.filter(
          ({ kind }) => kind === 'commitment',
        ).length;
      } finally {
        for (const one of pair) one.close();
      }
    }),
    { numRuns: 25, seed: 20_260_607 },
  );
  assert.ok(commitments > 50 && compared >= 20, `${commitments} commitments, ${compared} times compared`);
});

async function arrivals(pair: Pair): Promise<void> {
  for (const [i, one] of pair.entries()) for (const unit of units) one.arrive(unit, 'official', seeds[i]);
  await compare(pair);
}

const differs = ([a, b]: Pair): boolean =>
  JSON.stringify(publicBytes(a.space)) !== JSON.stringify(publicBytes(b.space));

async function publishAll(pair: Pair): Promise<void> {
  for (const one of pair) {
    one.flow();
    await one.sync();
    await one.publish();
  }
}

test('at the instant both open, and what differs then is figures', async (t) => {
  const pair = await twoNights(t);
  t.after(() => pair.forEach((one) => one.close()));
  await arrivals(pair);
  for (const one of pair) passes(one.clock, 3_600_000 - 1);
  await compare(pair);
  for (const one of pair) passes(one.clock, 1);
  await publishAll(pair);
  assert.equal(differs(pair), true);
  const { entries } = await readPublic(publicFolder(pair[0].space));
  assert.equal(entries.filter(({ kind }) => kind === 'return').length, units.length);
});

test('a clock set to another zone, or a machine that started anew, opens nothing until two persons have put it right', async (t) => {
  const pair = await twoNights(t);
  t.after(() => pair.forEach((one) => one.close()));
  await arrivals(pair);
  for (const one of pair) {
    one.clock.wall += 7_200_000;
    passes(one.clock, 1_800_000);
  }
  await compare(pair);
  for (const one of pair) one.clock.boot = 'another';
  await compare(pair);
  for (const one of pair) {
    one.clock.wall -= 7_200_000;
    proposeClock(one.ledger, night, one.reading(), first);
    confirmClock(one.ledger, night, one.reading(), second);
  }
  await compare(pair);
  for (const one of pair) passes(one.clock, 1_800_000);
  await publishAll(pair);
  assert.equal(differs(pair), true);
});

test('a last state that closes later: at the former instant nothing opens', async (t) => {
  const pair = await twoNights(t);
  t.after(() => pair.forEach((one) => one.close()));
  await arrivals(pair);
  for (const one of pair) {
    takeStep(one.ledger, night, 'hold', first, { reason: 'the last state closes later' });
    approve(one.ledger, policyOf({ embargo: { kind: 'instant', at: '2026-06-07T23:00:00Z' } }));
    start(one.ledger, one.reading());
    passes(one.clock, 3_600_000);
  }
  await compare(pair);
  for (const one of pair) passes(one.clock, 7_200_000);
  await publishAll(pair);
  assert.equal(differs(pair), true);
});

test('held over the instant: nothing opens until two resume', async (t) => {
  const pair = await twoNights(t);
  t.after(() => pair.forEach((one) => one.close()));
  await arrivals(pair);
  for (const one of pair) {
    takeStep(one.ledger, night, 'hold', first, {});
    passes(one.clock, 36_000_000);
  }
  await compare(pair);
  for (const one of pair) resume(one.ledger, one.reading());
  await publishAll(pair);
  assert.equal(differs(pair), true);
});
