// For a test that kills it: releases a unit and builds a bulletin, again and again, or until the disk refuses. Says which
// bulletins it showed.
import { writeSync } from 'node:fs';
import { PollwardenError } from '../../../kernel/errors.ts';
import { continueSiteNight, nightAt } from './site-night.ts';

const folder = process.argv[2];
const [units, areas, most] = process.argv.slice(3).map(Number);
const say = (word: string): void => void writeSync(1, `${word}\n`);
try {
  const { log, build } = await continueSiteNight(folder, { units, areas, options: 5 });
  say('start');
  for (let i = 0; i < most; i++) {
    const { length } = log.records;
    log.release(log.returnOf(log.definition.units[length].id));
    const built = await build({ now: nightAt + length * 60_000 });
    say(`shown ${built.number}`);
  }
  say('done');
} catch (error) {
  if (!(error instanceof PollwardenError)) throw error;
  say(`${error.code} ${error.file}`);
}
