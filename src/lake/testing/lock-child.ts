// Takes the lock again and again and proves each time that nobody else has it; may die while holding it.
// Arguments: folder, seed, rounds. For tests only.
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PollwardenError } from '../../kernel/errors.ts';
import { seededRandom } from '../../kernel/random.ts';
import { diskFiles } from '../files.ts';
import { acquireLock } from '../lock.ts';

const [folder, seed, rounds] = process.argv.slice(2);
const random = seededRandom(Number(seed));
const holder = join(folder, 'holder');
const me = `${process.pid}`;

for (let round = 0; round < Number(rounds); ) {
  try {
    const lock = acquireLock(diskFiles, join(folder, 'lock'));
    round++;
    writeFileSync(holder, me);
    for (const until = performance.now() + random.next() * 3; performance.now() < until; );
    const seen = readFileSync(holder, 'utf8');
    appendFileSync(join(folder, 'log'), seen === me ? 'alone\n' : `met ${seen}\n`);
    if (random.next() < 0.1) process.kill(process.pid, 'SIGKILL');
    lock.release();
  } catch (error) {
    if (!(error instanceof PollwardenError && error.code === 'LAKE_LOCKED')) throw error;
  }
}
