// kill -9 at many moments while returns arrive, are corrected and decided, under a clock that jumps: everything that was
// acknowledged is there, nothing is there twice, and every state is what all arrivals give when reckoned anew.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { seededRandom } from '../../kernel/random.ts';
import { openLedger } from '../../ledger/ledger.ts';
import { verifyAudit } from '../../ledger/audit/verify.ts';
import { decisionOf } from './decide-unit.ts';
import type { By } from './by.ts';
import { reconcileElection, unitRows } from './unit-states.ts';

const folder = mkdtempSync(join(tmpdir(), 'pollwarden-storm-'));
after(() => rmSync(folder, { recursive: true }));
const by: By = { actor: { kind: 'operator' }, name: 'test' };

/** Words until the child is killed, `delay` ms after it said so many words; it may say some more meanwhile. */
async function run(words: number, delay: number): Promise<readonly string[]> {
  const child = spawn(process.execPath, [join(import.meta.dirname, '..', 'testing', 'arriving-child.ts'), folder]);
  let output = '';
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  return await new Promise((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (output.split('\n').length > words) setTimeout(() => child.kill('SIGKILL'), delay);
    });
    child.on('close', () => {
      assert.equal(errors, '');
      resolve(output.split('\n').slice(0, -1));
    });
  });
}

test('25 kills while a night arrives', async () => {
  const random = seededRandom(1);
  const arrived = new Set<number>();
  const decided = new Set<string>();
  let kills = 0;
  for (let done = false; !done; ) {
    const words = await run(kills < 25 ? 1 + random.below(8) : Infinity, random.below(10));
    done = words.at(-1) === 'done';
    if (!done) kills++;
    for (const word of words) {
      const [what, which] = word.split(' ');
      if (what === 'arrival') arrived.add(Number(which));
      if (what === 'decided') decided.add(which);
    }
    const ledger = openLedger(folder, () => Date.UTC(2026, 5, 8));
    try {
      const rows = ledger.db.prepare('SELECT number, source FROM arrivals ORDER BY number').all() as {
        readonly source: string;
      }[];
      const kept = rows.map(({ source }) => (JSON.parse(source) as { readonly row: number }).row - 1);
      assert.equal(new Set(kept).size, kept.length, 'nothing twice');
      for (const one of arrived) assert.ok(kept.includes(one), `arrival ${one} was acknowledged`);
      for (const unit of decided)
        assert.ok(decisionOf(ledger, 'storm', 'assembly', unit), `the decision on ${unit} was acknowledged`);
      const before = unitRows(ledger, 'storm');
      reconcileElection(ledger, 'storm', by);
      const fresh = unitRows(ledger, 'storm').filter(({ heads }) => heads !== '');
      const states = (all: typeof before) =>
        all.filter(({ heads }) => heads !== '').map(({ unit, state, holding, heads }) => [unit, state, holding, heads]);
      assert.deepEqual(states(before), states(fresh));
      assert.equal((await verifyAudit(ledger)).intact, true);
    } finally {
      ledger.close();
    }
  }
  assert.ok(kills >= 10, `${kills} kills`);
  assert.ok(decided.size > 5 && arrived.size > 200, `${decided.size} decided, ${arrived.size} arrived`);
});
