// kill -9 and a full disk during arrivals, reconciliation, decisions and corrections: nothing acknowledged is lost, and the
// states in the ledger are those of a fresh look at what arrived. Real processes, real files.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { seededRandom } from '../../kernel/random.ts';
import { verifyAudit } from '../../ledger/audit/verify.ts';
import { type Ledger, openLedger } from '../../ledger/ledger.ts';
import { temporaryFolder } from '../../ledger/testing/temporary-ledger.ts';
import { saveDraft } from './elections.ts';
import { arrivalsOfElection } from './returns.ts';
import { person, smallElection } from './testing/small-election.ts';
import { unitRows } from './unit-rows.ts';
import { reconcileElection } from './unit-states.ts';

const child = join(import.meta.dirname, 'testing', 'night-child.ts');
const by = person('operator');

/** Words of a child that was killed within 10 ms after its first few: on a busy machine it says as many, only later. */
async function killed(folder: string, seed: number, least: number, delay: number): Promise<readonly string[]> {
  const running = spawn(process.execPath, [child, folder, String(seed)]);
  let [output, errors] = ['', ''];
  running.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  return await new Promise((resolve, reject) => {
    running.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (output.split('\n').length > least) setTimeout(() => running.kill('SIGKILL'), delay);
    });
    running.on('error', reject);
    running.on('close', (_code, signal) => {
      assert.equal(errors, '');
      assert.equal(signal, 'SIGKILL');
      // A line that was cut is no word.
      resolve(output.split('\n').slice(1, -1));
    });
  });
}

const arrivedIn = (ledger: Ledger): ReadonlySet<string> =>
  new Set([...arrivalsOfElection(ledger, 'small')].map(({ unit, channel, hash }) => `${unit} ${channel} ${hash}`));

const statesIn = (ledger: Ledger): unknown =>
  unitRows(ledger, 'small').map(({ unit, state, holding, heads, votesDiffering }) => ({
    unit,
    state,
    holding,
    heads,
    votesDiffering,
  }));

/** The states as kept, against those made anew from arrivals and decisions. */
function checkFresh(ledger: Ledger): void {
  const kept = statesIn(ledger);
  const arrived = new Set([...arrivalsOfElection(ledger, 'small')].map(({ unit }) => unit)).size;
  const undone = new Error('undone');
  try {
    ledger.write(() => {
      ledger.db.exec('DELETE FROM unit_states');
      reconcileElection(ledger, 'small', by);
      assert.deepEqual(statesIn(ledger), kept);
      throw undone;
    });
  } catch (error) {
    if (error !== undone) throw error;
  }
  assert.ok(arrived > 0);
}

function prepare(folder: string): void {
  const ledger = openLedger(folder, Date.now);
  saveDraft(ledger, smallElection, by);
  reconcileElection(ledger, 'small', by);
  ledger.close();
}

test('thirty kills: all that was acknowledged is there, and states are those of a fresh look', async (t) => {
  const folder = temporaryFolder(t);
  prepare(folder);
  const random = seededRandom(7);
  const acknowledged = new Set<string>();
  for (let round = 0; round < 30; round++) {
    for (const word of await killed(folder, round, 1 + random.below(12), random.below(10))) acknowledged.add(word);
    const ledger = openLedger(folder, Date.now);
    const arrived = arrivedIn(ledger);
    const lost = [...acknowledged].filter((word) => !arrived.has(word));
    assert.deepEqual(lost, [], `round ${round}`);
    if (arrived.size > 0) checkFresh(ledger);
    assert.equal((await verifyAudit(ledger)).intact, true);
    ledger.close();
  }
  assert.ok(acknowledged.size > 100, `${acknowledged.size} acknowledged`);
});

/** A shell keeps files below so many blocks of 512 bytes: what is beyond fails as on a full disk. */
const blocks = 2400;

test('a full disk ends the night with its code; all that was acknowledged is there', async (t) => {
  const folder = temporaryFolder(t);
  prepare(folder);
  const limited = `trap '' XFSZ; ulimit -f ${blocks}; exec "$@"`;
  const output = execFileSync('sh', ['-c', limited, 'sh', process.execPath, child, folder, '3'], {
    timeout: 120_000,
    maxBuffer: 64 * 1024 * 1024,
  }).toString();
  const words = output.split('\n').slice(1, -1);
  assert.ok(['DISK_FULL', 'LEDGER_FAILED'].includes(words.at(-1) ?? ''), words.at(-1));
  assert.ok(words.length > 10, `${words.length} words`);
  const ledger = openLedger(folder, Date.now);
  const arrived = arrivedIn(ledger);
  assert.deepEqual(
    words.slice(0, -1).filter((word) => !arrived.has(word)),
    [],
  );
  checkFresh(ledger);
  assert.equal((await verifyAudit(ledger)).intact, true);
  ledger.close();
});
