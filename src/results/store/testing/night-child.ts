// For a test that kills it: a night of returns, conflicts, decisions and corrigenda without end, or until the disk refuses.
// Says each arrival once it is acknowledged: unit, channel, hash.
import { writeSync } from 'node:fs';
import { seededRandom } from '../../../kernel/random.ts';
import { openLedger } from '../../../ledger/ledger.ts';
import { PollwardenError } from '../../../kernel/errors.ts';
import { decideUnit, hashesOf } from '../decide-unit.ts';
import { arrivalsOfUnit, storeArrivals } from '../returns.ts';
import { unitRow } from '../unit-rows.ts';
import { reconcileElection, reconcileUnit } from '../unit-states.ts';
import { machineVotes, person, smallElection, smallReturn } from './small-election.ts';

const [folder, seed] = [process.argv[2], Number(process.argv[3])];
const random = seededRandom(seed);
const ledger = openLedger(folder, Date.now);
const by = person('operator');
const say = (word: string): void => void writeSync(1, `${word}\n`);

function arrive(unit: string, channel: 'official' | 'backup'): void {
  const counts = machineVotes(random.below(3), 2, seed);
  const before = arrivalsOfUnit(ledger, 'small', 'n', unit).findLast((one) => one.channel === channel)?.hash;
  const correction = before === undefined ? {} : { supersedes: before, reason: `misread ${random.below(1_000_000)}` };
  const one = smallReturn(unit, counts, random.below(4) === 0 ? {} : correction);
  ledger.write(() => {
    storeArrivals(ledger, [{ signed: { return: one, signatures: [] }, channel, way: 'import', source: {} }], by.name);
    reconcileUnit(ledger, 'small', 'n', unit, by);
  });
  const { hash } = arrivalsOfUnit(ledger, 'small', 'n', unit).at(-1) ?? { hash: '' };
  say(`${unit} ${channel} ${hash}`);
}

function step(): void {
  const unit = smallElection.units[random.below(smallElection.units.length)].id;
  const row = unitRow(ledger, 'small', 'n', unit);
  if (row?.state === 'conflicting' && random.below(2) === 0) {
    decideUnit(ledger, 'small', { contest: 'n', unit, hash: hashesOf(row.heads)[0], ground: 'paper' }, by);
    return;
  }
  if (random.below(30) === 0) reconcileElection(ledger, 'small', by);
  else arrive(unit, random.below(2) === 0 ? 'official' : 'backup');
}

say('start');
try {
  for (;;) step();
} catch (error) {
  if (!(error instanceof PollwardenError)) throw error;
  say(error.code);
}
