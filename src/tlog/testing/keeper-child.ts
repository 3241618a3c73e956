// For tests that kill it: keeps a log with witnesses, says which entries are durable and which sizes are published.
import { writeSync } from 'node:fs';
import { appendEntries } from '../files/append.ts';
import { openKeeper } from '../files/keeper.ts';
import { postToWitness } from '../files/post.ts';
import { logRound } from '../files/round.ts';

const [, , folder, prefix, count] = process.argv;
const keeper = openKeeper(folder);
for (let i = 0; i < Number(count); i += 7) {
  const entries = Array.from({ length: 7 }, (_, k) => Buffer.from(`${prefix} ${i + k}`));
  const places = appendEntries(keeper.state, keeper.hasher, entries).map(({ place }) => place);
  writeSync(1, `${entries.map((entry, k) => `${places[k]} ${entry.toString()}`).join('\n')}\n`);
  if (i % 3 !== 0 && i + 7 < Number(count)) continue;
  const made = await logRound(keeper, postToWitness(10_000));
  if (!made.ok) throw new Error(`${made.fault.code}: ${made.fault.detail}`);
  if (made.value.published) writeSync(1, `published ${made.value.size}\n`);
}
writeSync(1, 'done\n');
keeper.close();
