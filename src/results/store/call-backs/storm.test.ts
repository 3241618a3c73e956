// kill -9 and a full disk while calls are made: no try that was handed in is lost, no verdict is forgotten, nobody gets a fourth
// try, and what is exported is checked again without a mismatch. Real processes, real files.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { seededRandom } from '../../../kernel/random.ts';
import { verifyAudit } from '../../../ledger/audit/verify.ts';
import { type Ledger, openLedger } from '../../../ledger/ledger.ts';
import { temporaryFolder } from '../../../ledger/testing/temporary-ledger.ts';
import { recheck } from '../../call-back/recheck.ts';
import { definitionOf, electionOf } from '../elections.ts';
import { type CallNight, fixCalls, prepareCalls } from '../testing/call-night.ts';
import { exportCalls } from './export.ts';
import { callsOf, triesOf } from './rows.ts';

const child = join(import.meta.dirname, '..', 'testing', 'call-child.ts');

/** Words of a child that was killed so many milliseconds after it had said so many. */
async function killed(
  folder: string,
  seed: number,
  { words, delay }: { readonly words: number; readonly delay: number },
): Promise<readonly string[]> {
  const running = spawn(process.execPath, [child, folder, String(seed)]);
  let [output, errors, dying] = ['', '', false];
  running.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  return await new Promise((resolve, reject) => {
    running.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (dying || output.split('\n').length <= words) return;
      dying = true;
      setTimeout(() => running.kill('SIGKILL'), delay);
    });
    running.on('error', reject);
    running.on('close', (_code, signal) => {
      assert.equal(errors, '');
      assert.equal(signal, 'SIGKILL', output.split('\n').at(-2));
      // A line that was cut is no word.
      resolve(output.split('\n').slice(1, -1));
    });
  });
}

async function prepare(folder: string): Promise<CallNight> {
  const night = await prepareCalls('small', 500);
  writeFileSync(join(folder, 'night.json'), JSON.stringify(night));
  const ledger = openLedger(folder, Date.now);
  fixCalls(ledger, night);
  ledger.close();
  return night;
}

const wordsIn = (ledger: Ledger): ReadonlySet<string> =>
  new Set(
    callsOf(ledger, 'small').flatMap((call) =>
      triesOf(ledger, call.number).flatMap(({ number, answer }) => [
        `try ${call.number} ${number}`,
        ...(answer === undefined ? [] : [`verdict ${call.number} ${number} ${answer.verdict}`]),
      ]),
    ),
  );

/** Every word without the state of the call, which later tries move on. */
const kept = (word: string): string => word.split(' ').slice(0, 4).join(' ');

async function checkWhole(ledger: Ledger, { desk }: CallNight): Promise<void> {
  const { callBack } = definitionOf(ledger, 'small');
  assert.ok(callBack !== undefined);
  const sheets = desk.sheets.map((sheet) => ({ ...sheet, secrets: [...sheet.secrets] }));
  const { publicKey } = desk;
  const { mismatches } = await recheck({
    ...exportCalls(ledger, 'small'),
    disclosure: { format: 'pollwarden-callback-disclosure/1', election: 'small', publicKey, sheets },
    desks: new Map([[electionOf(ledger, 'small').current.hash, callBack]]),
  });
  assert.deepEqual(mismatches, []);
  assert.equal((await verifyAudit(ledger)).intact, true);
}

test('twenty-five kills: every try handed in is there, no unit has a fourth, all is checked again', async (t) => {
  const folder = temporaryFolder(t);
  const night = await prepare(folder);
  const random = seededRandom(11);
  const acknowledged = new Set<string>();
  for (let round = 0; round < 25; round++) {
    for (const word of await killed(folder, round, { words: 1 + random.below(16), delay: random.below(12) }))
      acknowledged.add(word);
    const ledger = openLedger(folder, Date.now);
    const there = wordsIn(ledger);
    const lost = [...acknowledged].filter((word) => !there.has(kept(word)));
    assert.deepEqual(lost, [], `round ${round}`);
    await checkWhole(ledger, night);
    ledger.close();
  }
  const locked = [...acknowledged].filter((word) => word.endsWith('wrong locked')).length;
  assert.ok(acknowledged.size > 60, `${acknowledged.size} acknowledged`);
  assert.ok(locked > 3, `${locked} locked`);
});

/** A shell keeps files below so many blocks of 512 bytes: what is beyond fails as on a full disk. */
const blocks = 2400;

test('a full disk ends the night with its code; every try that was handed in is there', async (t) => {
  const folder = temporaryFolder(t);
  const night = await prepare(folder);
  const limited = `trap '' XFSZ; ulimit -f ${blocks}; exec "$@"`;
  const output = execFileSync('sh', ['-c', limited, 'sh', process.execPath, child, folder, '3'], {
    timeout: 120_000,
    maxBuffer: 64 * 1024 * 1024,
  }).toString();
  const words = output.split('\n').slice(1, -1);
  assert.ok(['DISK_FULL', 'LEDGER_FAILED'].includes(words.at(-1) ?? ''), words.at(-1));
  assert.ok(words.length > 10, `${words.length} words`);
  const ledger = openLedger(folder, Date.now);
  const there = wordsIn(ledger);
  assert.deepEqual(
    words.slice(0, -1).filter((word) => !there.has(kept(word))),
    [],
  );
  await checkWhole(ledger, night);
  ledger.close();
});
