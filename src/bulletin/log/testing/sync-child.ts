// For a test that kills it: returns arrive, the release flows, is held and resumed, and all of it goes into the log, which is
// published. Says what it acknowledged: "arrived HASH", "synced SIZE RECORDS", "published SIZE ROOT", "held N", "resumed".
import { writeSync } from 'node:fs';
import { seededRandom } from '../../../kernel/random.ts';
import { releaseState, takeStep } from '../../../results/store/release-steps.ts';
import { returnHash } from '../../../results/store/returns.ts';
import { canonicalReturn } from '../../../results/return/parse.ts';
import { first } from '../../../results/store/testing/release-night.ts';
import { checkpointOfText } from '../../../tlog/checkpoint.ts';
import { toBase64 } from '../../../tlog/base64.ts';
import { extentOf } from '../../../tlog/files/state.ts';
import { parseNote } from '../../../tlog/note.ts';
import { openElectionLog } from '../election-log.ts';
import { publishLog } from '../publish-log.ts';
import { syncLog } from '../sync.ts';
import { embargoAt, generated, night, noWitness, openNight, resume } from './log-night.ts';

const [space, seed] = [process.argv[2], Number(process.argv[3])];
const random = seededRandom(seed);
// Each start of the process is a start of the machine; the embargo passed under an earlier one.
const clock = { wall: embargoAt + 3_600_000 + seed * 60_000, monotonic: 1000, boot: String(seed) };
const one = openNight(space, generated(120), clock);
const { ledger, units } = one;
const say = (word: string): void => void writeSync(1, `${word}\n`);

function arrives(): void {
  for (let i = random.below(6); i >= 0; i--) {
    const signed = one.arrive(units[random.below(units.length)], 'official', 1 + random.below(2));
    say(`arrived ${returnHash(canonicalReturn(signed.return))}`);
  }
}

function held(): void {
  const state = releaseState(ledger, night);
  if (state === 'resumeProposed') takeStep(ledger, night, 'refuse', first, {});
  else if (state === 'held' && random.below(2) === 0) {
    resume(ledger, one.reading());
    say('resumed');
  } else if (state === 'started' && random.below(9) === 0) takeStep(ledger, night, 'hold', first, {});
}

async function goesOut(): Promise<void> {
  one.flow();
  const log = await openElectionLog(ledger, space, night);
  try {
    await syncLog(ledger, log, one.reading, one.box);
    say(`synced ${extentOf(log.keeper.state).size} ${log.index.record.number}`);
    const round = await publishLog(ledger, log, noWitness);
    const note = parseNote(Buffer.from(round.note));
    const checkpoint = note.ok ? checkpointOfText(note.value.text) : note;
    if (checkpoint.ok) say(`published ${checkpoint.value.size} ${toBase64(checkpoint.value.root)}`);
  } finally {
    log.close();
  }
}

say('start');
for (;;) {
  clock.monotonic += 1000;
  clock.wall += 1000;
  arrives();
  held();
  await goesOut();
}
