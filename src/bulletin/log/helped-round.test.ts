// A process without a way out, and a timer beside it that asks the witnesses: together they publish, and only what was signed.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { temporaryFolder } from '../../ledger/testing/temporary-ledger.ts';
import { startWitness, type TestWitness, witnessPair } from '../../tlog/testing/witness-server.ts';
import { openElectionLog } from './election-log.ts';
import { publishLog } from './publish-log.ts';
import { generated, type LogNight, night, noWitness, openNight, prepareNight } from './testing/log-night.ts';

const program = join(import.meta.dirname, '..', '..', '..', 'bin', 'pollwarden.mjs');
const election = generated(6);

async function witnessed(t: TestContext): Promise<{ readonly one: LogNight; readonly witness: TestWitness }> {
  const witness = await startWitness(witnessPair('city'), {});
  const space = temporaryFolder(t);
  await prepareNight(space, election, { witnesses: `${witness.line}quorum city\n` });
  const one = openNight(space, election);
  t.after(async () => {
    one.close();
    await witness.close();
  });
  one.arrive(one.units[0], 'official', 1);
  await one.sync();
  return { one, witness };
}

async function publish(one: LogNight, milliseconds: number, stopped?: () => boolean): ReturnType<typeof publishLog> {
  const log = await openElectionLog(one.ledger, one.space, night);
  try {
    return await publishLog(
      one.ledger,
      log,
      noWitness,
      stopped === undefined ? { milliseconds } : { milliseconds, stopped },
    );
  } finally {
    log.close();
  }
}

async function timer(one: LogNight): Promise<number | null> {
  const child = spawn(process.execPath, [program, 'tlog', 'checkpoint', join(one.space, 'tlog', night)]);
  return await new Promise((resolve) => child.on('close', resolve));
}

test('what the timer lets witnesses sign is published, and this process knows who signed', async (t) => {
  const { one } = await witnessed(t);
  const alone = await publish(one, 0);
  assert.deepEqual([alone.published, alone.witnesses.map(({ result }) => result)], [false, ['unreachable']]);
  const [round, code] = await Promise.all([publish(one, 60_000), timer(one)]);
  assert.equal(code, 0);
  assert.deepEqual(
    [round.published, round.size, round.witnesses.map(({ name, result }) => `${name} ${result}`)],
    [true, alone.size, ['city signed']],
  );
  assert.match(round.note, /— city/);
  // Signed already: nobody is waited for. Something new: it is not the one that was signed.
  assert.equal((await publish(one, 0)).published, true);
  one.arrive(one.units[1], 'official', 1);
  await one.sync();
  assert.equal((await publish(one, 0)).published, false);
});

test('waiting ends when it is told to', async (t) => {
  const { one } = await witnessed(t);
  let asked = 0;
  assert.equal((await publish(one, 3_600_000, () => ++asked > 1)).published, false);
  assert.equal(asked, 2);
});
