// What witnesses may answer, each over HTTP: who signed counts, who did not is told why, and nobody counts twice.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { keyOf, vkeyText } from '../keys.ts';
import type { TreeHead } from '../merkle.ts';
import { type Misbehaviour, startWitness, type TestWitness, witnessPair } from '../testing/witness-server.ts';
import { appendEntries } from './append.ts';
import { nodeCrypto } from './crypto.ts';
import { makeLog, openKeeper, setPolicy } from './keeper.ts';
import { postToWitness } from './post.ts';
import { logRound, type Round } from './round.ts';

const root = mkdtempSync(join(tmpdir(), 'pollwarden-tlog-witnesses-'));
const running: TestWitness[] = [];
after(async () => {
  await Promise.all(running.map(async ({ close }) => await close()));
  rmSync(root, { recursive: true });
});
const origin = 'log.example/witnesses';
let logs = 0;

async function witness(name: string, options: Parameters<typeof startWitness>[1] = {}): Promise<TestWitness> {
  const started = await startWitness(witnessPair(name), options);
  running.push(started);
  return started;
}

function newLog(policy: string): string {
  const folder = join(root, String(logs++));
  makeLog(folder, origin);
  setPolicy(folder, policy);
  return folder;
}

async function round(folder: string, count: number, timeoutMs = 10_000): Promise<Round> {
  const keeper = openKeeper(folder);
  try {
    const entries = Array.from({ length: count }, (_, i) => Buffer.from(`entry ${i}`));
    appendEntries(keeper.state, keeper.hasher, entries);
    const made = await logRound(keeper, postToWitness(timeoutMs));
    return made.ok ? made.value : assert.fail(`${made.fault.code}: ${made.fault.detail}`);
  } finally {
    keeper.close();
  }
}

/** The one answer, as its result and what is told of it. */
const told = ({ witnesses }: Round): string => {
  const [one] = witnesses;
  return `${one.result}${'detail' in one ? ` ${one.detail}` : one.result === 'ahead' ? ` ${one.size}` : ''}`;
};

const answers =
  (status: number, body: string, headers: Readonly<Record<string, string>> = {}): Misbehaviour =>
  (response: ServerResponse) => {
    response.writeHead(status, headers).end(body);
    return true;
  };

const sizeType = { 'content-type': 'text/x.tlog.size' };

const cases: readonly (readonly [name: string, behaviour: Misbehaviour, expected: RegExp])[] = [
  ['unknown log, as the specification has it', answers(404, 'unknown log\n'), /^unknownLog 404 unknown log$/],
  ['unknown log, as others say it', answers(403, 'unknown log "log.example"\n'), /^unknownLog 403 unknown log/],
  ['malformed', answers(400, 'malformed request\n'), /^refused 400 malformed request$/],
  ['inconsistent', answers(422, ''), /^inconsistent 422$/],
  ['its own fault', answers(500, 'oops'), /^refused 500 oops$/],
  ['busy', answers(503, '<html>\nmany lines'), /^refused 503 <html>$/],
  ['conflict without a size', answers(409, 'conflict'), /^inconsistent 409 conflict$/],
  ['conflict at the size we asked from', answers(409, '0\n', sizeType), /^inconsistent 409 0$/],
  ['more entries than we have', answers(409, '99\n', sizeType), /^ahead 99$/],
  ['another size each time', flipping(), /^refused it named the sizes 2 and 1$/],
  ['a size beyond all numbers', answers(409, '99999999999999999999\n', sizeType), /^inconsistent 409 9+$/],
  ['no cosignature', answers(200, ''), /^refused it answered, and its key did not sign/],
  ['garbage', answers(200, '\u0000\uFFFF— a b\n'.repeat(50)), /^refused it answered/],
  [
    'cosigns another text',
    (response, { text, cosign }) => (response.end(cosign(text.replace('\n3\n', '\n4\n'))), true),
    /^refused it answered/,
  ],
  [
    'a flipped byte',
    (response, { text, cosign }) => (response.end(flipped(cosign(text))), true),
    /^refused it answered/,
  ],
  ['oversize', answers(200, 'x'.repeat(1_000_000)), /^unreachable it answers more than 64000 bytes$/],
  ['sent elsewhere', answers(302, '', { location: 'http://127.0.0.1:1/' }), /^unreachable /],
  ['hangs up', (response) => (response.socket?.destroy(), true), /^unreachable /],
];

/** Names 2, then 1, then 2. */
function flipping(): Misbehaviour {
  let asked = 0;
  return (response) => {
    asked++;
    response.writeHead(409, sizeType).end(`${asked % 2 === 1 ? 2 : 1}\n`);
    return true;
  };
}

/** Another last character of the signature that is still base64. */
const flipped = (line: string): string => `${line.slice(0, -4)}${line.at(-4) === 'A' ? 'B' : 'A'}${line.slice(-3)}`;

for (const [name, misbehave, expected] of cases) {
  test(`a witness that answers ${name} does not count, and the rest goes on`, async () => {
    const [bad, good] = [await witness('bad', { misbehave }), await witness('good')];
    const folder = newLog(`${bad.line}${good.line}quorum good\n`);
    const made = await round(folder, 3);
    assert.match(told(made), expected);
    assert.deepEqual([made.witnesses[1].result, made.published], ['signed', true]);
    const both = newLog(`${bad.line}${good.line}group both all bad good\nquorum both\n`);
    assert.equal((await round(both, 3)).published, false);
  });
}

test('a witness that never answers, and one that is not there', async () => {
  const slow = await witness('slow', { misbehave: () => true });
  assert.match(told(await round(newLog(`${slow.line}quorum slow\n`), 3, 200)), /^unreachable no answer in time$/);
  const gone = await startWitness(witnessPair('gone'));
  await gone.close();
  assert.match(told(await round(newLog(`${gone.line}quorum gone\n`), 3)), /^unreachable .*ECONNREFUSED/);
});

test('a witness that knows another size than we thought gets its proof; it may have been restored from a backup', async () => {
  const one = await witness('one');
  const folder = newLog(`${one.line}quorum one\n`);
  const seen: TreeHead[] = [];
  for (const count of [1, 5, 300, 301]) {
    assert.equal(told(await round(folder, count)), 'signed');
    seen.push(one.seen.get(origin) ?? assert.fail('it signed nothing'));
  }
  for (const head of seen.toReversed()) {
    one.seen.set(origin, head);
    const before = one.requests();
    assert.equal(told(await round(folder, 302)), 'signed');
    assert.equal(one.requests() - before, head.size === 301 ? 1 : 2);
  }
  one.seen.delete(origin);
  assert.equal(told(await round(folder, 302)), 'signed');
  // It signed other entries under this name.
  one.seen.set(origin, { size: 5, root: new Uint8Array(32) });
  assert.match(told(await round(folder, 302)), /^inconsistent 422/);
});

test('one witness under two names is one: no policy counts it twice, and its signature twice is once', async () => {
  const pair = witnessPair('first');
  const one = await startWitness(pair, {
    misbehave: (response, { text, cosign }) => (response.end(cosign(text).repeat(3)), true),
  });
  running.push(one);
  const again = vkeyText(keyOf(nodeCrypto.sha256, 'second', 'cosignature', pair.raw));
  const twice = `${one.line}witness second ${again} ${one.url}\ngroup two 2 first second\nquorum two\n`;
  assert.throws(() => newLog(twice), { code: 'INPUT_INVALID', message: /line 2: a key that stands here already/ });
  const folder = newLog(`${one.line}quorum none\n`);
  // Somebody who writes the file by hand.
  writeFileSync(join(folder, 'policy'), twice);
  assert.throws(() => openKeeper(folder), { code: 'INPUT_INVALID' });
  const other = witnessPair('second');
  const line = `witness second ${vkeyText(keyOf(nodeCrypto.sha256, 'second', 'cosignature', other.raw))} ${one.url}\n`;
  setPolicy(folder, `${one.line}${line}group two 2 first second\nquorum two\n`);
  const made = await round(folder, 3);
  assert.deepEqual(
    made.witnesses.map(({ result }) => result),
    ['signed', 'refused'],
  );
  assert.equal(made.published, false);
  assert.equal(made.note.split('\n').filter((text) => text.startsWith('— first ')).length, 1);
});
