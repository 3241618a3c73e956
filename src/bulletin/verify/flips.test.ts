// Every byte that is flipped: at all positions of a small bulletin's log, pointer and proof, at many of its data, at random ones of a
// larger. Refused, or told with the file, or a signature line that is ignored: never a different accepted statement.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from '../../kernel/random.ts';
import { nodeCrypto } from '../../tlog/files/crypto.ts';
import { verifyProof } from '../../tlog/proof.ts';
import { look, type Seen, wordsOf } from '../testing/checked.ts';
import { type Files, memorySource, memoryTwins, testBulletin } from '../testing/test-bulletin.ts';
import { openTestLog, type TestLog } from '../testing/test-log.ts';
import { totalText } from '../total/total.ts';

function night(units: number, areas: number): TestLog {
  const log = openTestLog({ units, areas, options: 2 });
  const returns = log.definition.units.map(({ id }) => log.returnOf(id));
  for (const signed of returns) log.commit(signed);
  log.releaseTogether(
    'lowmere',
    returns.slice(0, 2).map((one) => one.return.unit),
  );
  for (const signed of returns.slice(2, -1)) log.release(signed);
  return log;
}

/** What was accepted: nothing where nothing is believed. */
const statement = ({ opened, check }: Seen): string | undefined =>
  opened === undefined || check?.total === undefined
    ? undefined
    : [opened.bulletin.number, opened.head.opened.text, check.totalHolds ? totalText(check.total) : 'n of m'].join(
        '\n',
      );

const flipped = (files: Files, path: string, at: number, bit: number): Files => {
  const bytes = Uint8Array.from(files.get(path) ?? []);
  bytes[at] ^= 1 << bit;
  return new Map([...files, [path, bytes]]);
};

/** Files that may be told instead of the one that was flipped: of tiles at the edge no one can be checked alone. */
const related = (path: string, file: string | undefined): boolean =>
  file === path || (path.startsWith('log/tile/') && (file ?? '').startsWith('log/tile/'));

async function flip(log: TestLog, files: Files, path: string, at: number, expected: string): Promise<void> {
  const where = `${path} at ${at}`;
  const seen = await look([memorySource(flipped(files, path, at, at % 8))], { words: wordsOf(log) });
  const found = statement(seen);
  if (seen.faults.length === 0) assert.equal(found, expected, where);
  else if (found !== undefined && !found.endsWith('n of m')) assert.equal(found, expected, where);
  assert.ok(seen.opened === undefined || seen.opened.wordsHold === true);
  if (path.startsWith('log/') || path.startsWith('data/')) {
    assert.notEqual(seen.verdict, 'holds', where);
    assert.ok(
      seen.faults.some(({ file }) => related(path, file)),
      `${where}: ${JSON.stringify(seen.faults)}`,
    );
  }
}

test('a small bulletin: each byte of tiles and entries, of the pointer and its checkpoint; every seventh of its data', async () => {
  const log = night(4, 1);
  const files = await testBulletin(log);
  const whole = await look([memorySource(files)], { words: wordsOf(log) });
  assert.equal(whole.verdict, 'holds', whole.text);
  const expected = statement(whole) ?? assert.fail();
  for (const [path, bytes] of files) {
    if (path.endsWith('.js')) continue;
    const step = path.startsWith('data/') ? 7 : 1;
    for (let at = 0; at < bytes.length; at += step) await flip(log, files, path, at, expected);
  }
});

test('the same with the scripts beside the files: they stand in, and the total is the same', async () => {
  const log = night(4, 1);
  const files = await testBulletin(log);
  const expected = statement(await look([memorySource(files)])) ?? assert.fail();
  for (const [path, bytes] of files) {
    if (!/^log\/tile|^data\/.*json$/.test(path)) continue;
    for (let at = 0; at < bytes.length; at += 61) {
      const seen = await look([memorySource(flipped(files, path, at, 2)), memoryTwins(files)], { words: wordsOf(log) });
      assert.equal(statement(seen), expected, `${path} at ${at}: ${seen.text}`);
      assert.ok(
        seen.faults.some(({ file }) => related(path, file)),
        `${path} at ${at}: ${seen.text}`,
      );
    }
  }
});

test('a larger log: bytes at random', async () => {
  const log = night(300, 6);
  const files = await testBulletin(log);
  const expected = statement(await look([memorySource(files)])) ?? assert.fail();
  const random = seededRandom(5);
  const paths = [...files.keys()].filter((path) => !path.endsWith('.js'));
  for (let i = 0; i < 40; i++) {
    const path = paths[random.below(paths.length)];
    await flip(log, files, path, random.below(files.get(path)?.length ?? 1), expected);
  }
});

test('a proof: each byte is refused, or was a line of an unknown key', async () => {
  const log = night(4, 1);
  const files = await testBulletin(log);
  const { opened = assert.fail() } = await look([memorySource(files)]);
  const place = log.entries.length - 2;
  const proof = Buffer.from((await opened.tree.proof(place, opened.head.note)) ?? assert.fail());
  const { policy } = opened.opening;
  assert.ok((await verifyProof(proof, log.entries[place], policy, nodeCrypto)).ok);
  for (let at = 0; at < proof.length; at++) {
    const changed = Uint8Array.from(proof);
    changed[at] ^= 1 << (at % 8);
    const found = await verifyProof(changed, log.entries[place], policy, nodeCrypto);
    if (found.ok) assert.deepEqual([found.value.index, found.value.text], [place, opened.head.opened.text], `at ${at}`);
  }
  const entry = Uint8Array.from(log.entries[place]);
  for (let at = 0; at < entry.length; at += 3) {
    const changed = Uint8Array.from(entry);
    changed[at] ^= 1;
    assert.equal((await verifyProof(proof, changed, policy, nodeCrypto)).ok, false);
  }
});
