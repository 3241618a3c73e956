// Appends small batches to a lake, flushes and compacts now and then, and says on stdout what was acknowledged, until
// it is killed. Arguments: data folder, seed, first row. For tests only.
import { writeSync } from 'node:fs';
import { seededRandom } from '../../kernel/random.ts';
import { shareKind } from '../kinds.ts';
import { openLakeWriter } from '../writer.ts';
import { sampleRows } from './sample-rows.ts';

const [data, seed, first] = process.argv.slice(2);
const random = seededRandom(Number(seed));
const writer = await openLakeWriter(data, { flushRows: 40, compactAt: 3 });
writeSync(1, 'open\n');
for (let next = Number(first); ; ) {
  const count = 1 + random.below(9);
  writeSync(1, `try ${next + count}\n`);
  // Every batch brings rows again that were sent before.
  const again = random.below(Math.min(next, 20) + 1);
  await writer.append(shareKind, sampleRows(next - again, count + again));
  next += count;
  writeSync(1, `ack ${next}\n`);
  const dice = random.below(12);
  if (dice === 0) await writer.compact();
  if (dice === 1) await writer.flush();
}
