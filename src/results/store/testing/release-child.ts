// For a test that kills it: returns arrive and are corrected while the release flows, is held and resumed, under a clock that
// steps. Says what it acknowledged: "held N" with the last record at that moment, "resumed", "record N".
import { writeSync } from 'node:fs';
import { PollwardenError } from '../../../kernel/errors.ts';
import { seededRandom } from '../../../kernel/random.ts';
import { openLedger } from '../../../ledger/ledger.ts';
import { releaseHead } from '../release-records.ts';
import { flow } from '../release-run.ts';
import { releaseState, takeStep } from '../release-steps.ts';
import { arrive, arriveOnBoth, embargoAt, first, readingOf, resumeRelease, second, votes } from './release-night.ts';

const [folder, box, seed] = [process.argv[2], process.argv[3], Number(process.argv[4])];
const random = seededRandom(seed);
// Each start of the process is a start of the machine; the embargo passed under an earlier one.
const clock = { wall: embargoAt + 3_600_000 + seed * 60_000, monotonic: 1000, boot: String(seed) };
const ledger = openLedger(folder, () => clock.wall);
const say = (word: string): void => void writeSync(1, `${word}\n`);
const unitAt = (): string => `u${String(random.below(24)).padStart(2, '0')}`;
const some = (): Readonly<Record<string, number>> => votes(60 + random.below(90), random.below(90), random.below(9));

function step(): void {
  clock.monotonic += 1000;
  clock.wall += random.below(5) === 0 ? random.below(7_200_000) - 3_600_000 : 1000;
  const state = releaseState(ledger, 'small');
  if (state === 'resumeProposed') takeStep(ledger, 'small', 'refuse', first, {});
  else if (state === 'held' && random.below(3) === 0) {
    resumeRelease(ledger, clock);
    say('resumed');
  } else if (state === 'started' && random.below(12) === 0) {
    takeStep(ledger, 'small', 'hold', random.below(2) === 0 ? first : second, {});
    say(`held ${releaseHead(ledger, 'small').number}`);
  }
  if (random.below(8) === 0) arrive(ledger, unitAt(), random.below(2) === 0 ? 'official' : 'backup', some());
  else arriveOnBoth(ledger, unitAt(), some());
  const running = flow(ledger, 'small', () => readingOf(clock), { folder: box });
  while (running.next().done !== true) say(`record ${releaseHead(ledger, 'small').number}`);
}

say('start');
try {
  for (;;) step();
} catch (error) {
  if (!(error instanceof PollwardenError)) throw error;
  say(error.code);
}
