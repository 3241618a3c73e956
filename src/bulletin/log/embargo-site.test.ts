// The whole bulletin before the instant: two elections with the same arrivals and different counts give, byte for byte, the same
// files under the same names, but for commitments in the log and what follows from them by hashing.
import assert from 'node:assert/strict';
import { cpSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import fc from 'fast-check';
import { temporaryFolder } from '../../ledger/testing/temporary-ledger.ts';
import type { SignedReturn } from '../../results/return/count-return.ts';
import { takeStep } from '../../results/store/release-steps.ts';
import { first, newClock, passes } from '../../results/store/testing/release-night.ts';
import { buildNight, generated, type LogNight, night, openNight, prepareNight, resume } from './testing/log-night.ts';

const election = generated(12);

/** Hashes and signatures in base64; what they are of is compared by itself. */
const withoutHashes = (text: string): string =>
  text.replaceAll(/[A-Za-z0-9+/]{40,}={0,2}/g, ({ length }) => '0'.repeat(length));
const withoutCommitments = (text: string): string => text.replaceAll(/(commitment\\*":\\*")[0-9a-f]{64}/g, '$1');

/** Of files that hold commitments, and no others, what is left open is left out. */
function plain(path: string, bytes: Buffer): string {
  const text = bytes.toString('latin1');
  if (/^log(?:-js)?\/.*entries\//.test(path)) return withoutCommitments(text);
  if (/^log\/tile\/\d/.test(path)) return String(bytes.length);
  return /^(?:latest\.|log\/checkpoint$|log-js\/)/.test(path) ? withoutHashes(text) : text;
}

/** Of a file that holds commitments, compressed: as long as they happen to let it be. */
const isTwin = (path: string): boolean => /^(?:log|latest).*\.(?:br|gz)$/.test(path);

function published(out: string): Readonly<Record<string, string>> {
  const paths = readdirSync(out, { recursive: true, encoding: 'utf8' }).filter((path) =>
    statSync(join(out, path)).isFile(),
  );
  return Object.fromEntries(
    paths.toSorted().map((path) => [path, isTwin(path) ? '' : plain(path, readFileSync(join(out, path)))]),
  );
}

type Pair = readonly [LogNight, LogNight];

async function twoNights(t: TestContext): Promise<Pair> {
  const folder = temporaryFolder(t);
  await prepareNight(join(folder, 'base'), election);
  const [a, b] = ['a', 'b'].map((name) => {
    cpSync(join(folder, 'base'), join(folder, name), { recursive: true });
    return openNight(join(folder, name), election, newClock());
  });
  t.after(() => [a, b].forEach((one) => one.ledger.db.isOpen && one.close()));
  return [a, b];
}

const builds = async (pair: Pair): Promise<readonly Readonly<Record<string, string>>[]> => [
  published(await buildNight(pair[0])),
  published(await buildNight(pair[1])),
];

async function alike(pair: Pair): Promise<void> {
  for (const one of pair) one.flow();
  const [a, b] = await builds(pair);
  assert.ok(Object.keys(a).length > 40);
  assert.deepEqual(a, b);
}

type Arrival = {
  readonly unit: number;
  /** Over both channels alike; on the second with other figures; corrected. */
  readonly how: 'alone' | 'same' | 'other' | 'corrected';
};

function arrive(one: LogNight, seed: number, { unit, how }: Arrival): SignedReturn {
  const came = one.arrive(one.units[unit], 'official', seed);
  if (how === 'same') one.again(came, 'backup');
  if (how === 'other') one.arrive(one.units[unit], 'backup', seed + 1);
  return how === 'corrected' ? one.arrive(one.units[unit], 'official', seed + 2, came) : came;
}

const arrivals = fc.uniqueArray(
  fc.record({
    unit: fc.nat({ max: election.definition.units.length - 1 }),
    how: fc.constantFrom('alone' as const, 'same' as const, 'other' as const, 'corrected' as const),
  }),
  { minLength: 2, selector: ({ unit }) => unit },
);

test('all files of two bulletins are alike, from one to the next', async (t) => {
  await fc.assert(
    fc.asyncProperty(arrivals, async (all) => {
      const pair = await twoNights(t);
      const middle = Math.ceil(all.length / 2);
      for (const part of [all.slice(0, middle), all.slice(middle)]) {
        for (const [i, one] of pair.entries()) {
          for (const arrival of part) arrive(one, 100 + 100 * i, arrival);
          passes(one.clock, 60_000);
        }
        await alike(pair);
      }
      for (const one of pair) one.close();
    }),
    { numRuns: 3, seed: 20_260_607 },
  );
});

test('held over the instant, or by a clock that was set, they stay alike; then they differ', async (t) => {
  const pair = await twoNights(t);
  for (const [i, one] of pair.entries())
    for (const [unit, how] of (['alone', 'same', 'other'] as const).entries())
      arrive(one, 100 + 100 * i, { unit, how });
  for (const one of pair) one.clock.wall += 86_400_000;
  await alike(pair);
  for (const one of pair) {
    one.clock.wall -= 86_400_000;
    takeStep(one.ledger, night, 'hold', first, {});
    passes(one.clock, 3_600_000);
  }
  await alike(pair);
  for (const one of pair) {
    resume(one.ledger, one.reading());
    one.flow();
  }
  const [a, b] = await builds(pair);
  assert.notDeepEqual(Object.keys(a), Object.keys(b), 'names of files are those of their figures now');
});
