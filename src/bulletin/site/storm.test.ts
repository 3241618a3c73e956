// A publisher that is killed at any moment, or whose disk is full: who reads the folder finds a whole bulletin at all times.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { test } from 'node:test';
import { seededRandom } from '../../kernel/random.ts';
import { temporaryFolder } from '../../ledger/testing/temporary-ledger.ts';
import { readBulletin } from './testing/read-bulletin.ts';

const child = join(import.meta.dirname, 'testing', 'site-child.ts');

test('kill -9 at any moment: a reader never meets half a bulletin, and none that was shown is lost', async (t) => {
  const folder = temporaryFolder(t);
  const random = seededRandom(11);
  let [seen, reads] = [0, 0];
  for (let round = 0; round < 14; round++) {
    const running = spawn(process.execPath, [child, folder, '300', '4', '300'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    running.stdout.on('data', (part: Buffer) => (said += part.toString()));
    const ended = once(running, 'exit');
    let alive = true;
    void ended.then(() => (alive = false));
    // Now while it builds its first, now after that.
    const mark = random.below(3) === 0 ? 'start' : 'shown';
    while (!said.includes(mark) && alive) await new Promise((resolve) => setTimeout(resolve, 5));
    setTimeout(() => running.kill('SIGKILL'), random.below(600));
    while (alive) {
      // Reading takes no turn of the loop by itself.
      await new Promise((resolve) => setImmediate(resolve));
      const read = await readBulletin(join(folder, 'out'));
      if (read === undefined) continue;
      assert.ok(read.pointer.number >= seen, `${read.pointer.number} after ${seen}`);
      seen = read.pointer.number;
      reads++;
    }
    await ended;
    const shown = [...said.matchAll(/shown (\d+)/g)].map(([, number]) => Number(number));
    const after = await readBulletin(join(folder, 'out'));
    assert.ok((after?.pointer.number ?? 0) >= (shown.at(-1) ?? 0));
    assert.ok(!said.includes('CONFLICT') && !said.includes('INVALID'), said);
  }
  assert.ok(seen >= 5 && reads > 20, `${seen} bulletins, ${reads} readings`);
});

test('a full disk ends the build, and the bulletin before is still shown', async (t) => {
  const folder = temporaryFolder(t);
  const first = spawn(process.execPath, [child, folder, '2000', '1', '2'], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(first, 'exit');
  assert.equal((await readBulletin(join(folder, 'out')))?.pointer.number, 2);
  // A limit on the size of files stands for a disk without room: the page of all units is longer.
  const command = 'ulimit -f 1400; exec "$0" "$1" "$2" 2000 1 2';
  const second = spawn('/bin/sh', ['-c', command, process.execPath, child, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  second.stdout.on('data', (part: Buffer) => (said += part.toString()));
  await once(second, 'exit');
  assert.match(said, /DISK_FULL .*out.data/);
  assert.equal((await readBulletin(join(folder, 'out')))?.pointer.number, 2);
});
