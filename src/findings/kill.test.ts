// kill -9 between any two writes: each update stands whole or not at all, and what was acknowledged stands.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { test } from 'node:test';
import { openLedger } from '../ledger/ledger.ts';
import { temporaryFolder } from '../ledger/testing/temporary-ledger.ts';
import { applyStreamUpdate } from './coordination.ts';
import { evidenceOf, listFindings } from './read.ts';
import { accountsNamed, provisional, run, updateOf } from './testing/groups.ts';

const child = join(import.meta.dirname, 'testing', 'applying-child.ts');

for (const updates of [1, 3, 9, 20]) {
  void test(`killed after about ${updates} updates`, async (t) => {
    const folder = temporaryFolder(t);
    const running = spawn(process.execPath, [child, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
    let told = 0;
    running.stdout.setEncoding('utf8').on('data', (text: string) => {
      told = Number(text.trim().split('\n').at(-1));
      if (told >= updates) running.kill('SIGKILL');
    });
    await once(running, 'close');
    const ledger = openLedger(folder, Date.now);
    try {
      const { items } = listFindings(ledger, { limit: 10 }, { now: Date.now() });
      assert.equal(items.length, 3);
      const revisions = new Set(items.map(({ revision }) => revision));
      assert.equal(revisions.size, 1);
      const [stood] = revisions;
      assert.ok(stood >= told, `${stood} of ${told}`);
      for (const { id, accounts } of items) {
        assert.equal(accounts, 5 + stood);
        assert.equal(evidenceOf(ledger, id).evidence.members.length, accounts);
      }
      const again = [0, 1, 2].map((g) => provisional(`g${g}`, accountsNamed(g * 5000, g * 5000 + 5 + stood), stood));
      assert.deepEqual(applyStreamUpdate(ledger, updateOf(again), run), []);
    } finally {
      ledger.close();
    }
  });
}
