// For a test that kills it: calls without end in which most codes are wrong. Says each try and each verdict once it is kept, and
// its clock jumps back and forth.
import { readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { PollwardenError } from '../../../kernel/errors.ts';
import { seededRandom } from '../../../kernel/random.ts';
import { openLedger } from '../../../ledger/ledger.ts';
import { openCall } from '../call-backs/open.ts';
import { type CallRow, callsOf, triesOf } from '../call-backs/rows.ts';
import { triesLeft } from '../call-backs/spent.ts';
import { handIn } from '../call-backs/try.ts';
import { decideUnlock, proposeUnlock, waitingUnlock } from '../call-backs/unlock.ts';
import { type CallNight, chair, codeOf, deputy, deskAnswers, operator } from './call-night.ts';
import { smallElection } from './small-election.ts';

const [folder, seed] = [process.argv[2], Number(process.argv[3])];
const random = seededRandom(seed);
let ticks = 0;
const clock = (): number => {
  ticks++;
  return Date.now() + (ticks % 3 === 0 ? -3_600_000 : ticks % 5 === 0 ? 86_400_000 : 0);
};
const ledger = openLedger(folder, clock);
const night = JSON.parse(readFileSync(join(folder, 'night.json'), 'utf8')) as CallNight;
const say = (word: string): void => void writeSync(1, `${word}\n`);
const totals = { 'votes/machine/A': 7, 'votes/machine/B': 3, 'votes/machine/C': 5 };

async function tryOnce(call: CallRow): Promise<void> {
  const step = random.below(12) === 0 ? 0 : 1 + random.below(900_000);
  handIn(ledger, 'small', { call: call.number, totals, code: await codeOf(night, call, totals, step) }, operator);
  say(`try ${call.number} ${triesOf(ledger, call.number).length}`);
}

async function answer({ number }: CallRow): Promise<void> {
  const { state } = await deskAnswers(ledger, night, number);
  const tries = triesOf(ledger, number);
  say(`verdict ${number} ${tries.length} ${tries.at(-1)?.answer?.verdict ?? ''} ${state}`);
}

function begin(unit: string): void {
  const name = { election: 'small', contest: 'n', unit };
  if (triesLeft(ledger, name) > 0) {
    openCall(ledger, 'small', { contest: 'n', unit }, operator);
    return;
  }
  if (waitingUnlock(ledger, name) === undefined) proposeUnlock(ledger, name, 'a storm', chair);
  else decideUnlock(ledger, name, true, deputy);
}

say('start');
try {
  for (;;) {
    const { id } = smallElection.units[random.below(4)];
    const running = callsOf(ledger, 'small').findLast(({ unit }) => unit === id);
    if (running?.state === 'waiting') await answer(running);
    else if (running?.state === 'open') await tryOnce(running);
    else begin(id);
  }
} catch (error) {
  if (!(error instanceof PollwardenError)) throw error;
  say(error.code);
}
