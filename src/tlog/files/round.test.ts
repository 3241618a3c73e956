// Rounds of a log with witnesses over HTTP: what each kind of answer comes to, and when a checkpoint is published.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { openCheckpoint } from '../open.ts';
import { startWitness, type TestWitness, witnessPair } from '../testing/witness-server.ts';
import { appendEntries } from './append.ts';
import { nodeCrypto } from './crypto.ts';
import { makeLog, openKeeper, setPolicy } from './keeper.ts';
import { postToWitness } from './post.ts';
import { logRound, type Round } from './round.ts';

const root = mkdtempSync(join(tmpdir(), 'pollwarden-tlog-round-'));
const running: TestWitness[] = [];
after(async () => {
  await Promise.all(running.map(async ({ close }) => await close()));
  rmSync(root, { recursive: true });
});
const origin = 'log.example/round';
let logs = 0;

async function witness(name: string, options: Parameters<typeof startWitness>[1] = {}): Promise<TestWitness> {
  const started = await startWitness(witnessPair(name), options);
  running.push(started);
  return started;
}

function newLog(policy?: string): string {
  const folder = join(root, String(logs++));
  makeLog(folder, origin);
  if (policy !== undefined) setPolicy(folder, policy);
  return folder;
}

async function round(folder: string, entries: readonly string[], timeoutMs = 5000): Promise<Round> {
  const keeper = openKeeper(folder);
  try {
    appendEntries(
      keeper.state,
      keeper.hasher,
      entries.map((text) => Buffer.from(text)),
    );
    const made = await logRound(keeper, postToWitness(timeoutMs));
    return made.ok ? made.value : assert.fail(`${made.fault.code}: ${made.fault.detail}`);
  } finally {
    keeper.close();
  }
}

const resultsOf = ({ witnesses }: Round): readonly string[] => witnesses.map(({ name, result }) => `${name} ${result}`);
const published = (folder: string): string => readFileSync(join(folder, 'public', 'checkpoint'), 'utf8');

test('a quorum of two of three signs, and whoever has the policy opens what is published', async () => {
  const [a, b, c] = [await witness('a'), await witness('b'), await witness('c', { known: 'another' })];
  const folder = newLog(`${a.line}${b.line}${c.line}group two 2 a b c\nquorum two\n`);
  for (const entries of [['one'], ['two', 'three'], [], ['four']]) {
    const made = await round(folder, entries);
    assert.deepEqual([resultsOf(made), made.published], [['a signed', 'b signed', 'c unknownLog'], true]);
    const keeper = openKeeper(folder);
    const opened = await openCheckpoint(Buffer.from(published(folder)), keeper.policy, nodeCrypto);
    keeper.close();
    assert.ok(opened.ok);
    assert.deepEqual(
      opened.value.witnesses.map(({ name }) => name),
      ['a', 'b'],
    );
    assert.equal(opened.value.checkpoint.size, made.size);
  }
  for (const own of ['key.json', 'state.sqlite']) assert.equal(statSync(join(folder, own)).mode & 0o777, 0o600, own);
});
