// Go's reference implementation reads what we write: checkpoints, tiles, entries, inclusion and consistency, for every size to
// 300 and for 100,000; and we read what it writes.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { generateKeyPairSync, sign } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { appendEntries } from '../src/tlog/files/append.ts';
import { nodeCrypto } from '../src/tlog/files/crypto.ts';
import { type NoteSigner, signCheckpoint } from '../src/tlog/files/publish.ts';
import { openState } from '../src/tlog/files/state.ts';
import { folderSource } from '../src/tlog/files/read.ts';
import { verifyLog } from '../src/tlog/files/verify.ts';
import { treeHasher } from '../src/tlog/hash.ts';
import { keyOf, vkeyText } from '../src/tlog/keys.ts';
import { openCheckpoint } from '../src/tlog/open.ts';
import { parsePolicy } from '../src/tlog/policy.ts';
import { verifyProof } from '../src/tlog/proof.ts';
import { proveEntry } from '../src/tlog/prove.ts';

const root = mkdtempSync(join(tmpdir(), 'pollwarden-tlog-go-'));
after(() => rmSync(root, { recursive: true, force: true }));
const program = join(root, 'tlogcheck');
const hasher = treeHasher(nodeCrypto.sha256);
const origin = 'log.example/results';
const pair = generateKeyPairSync('ed25519');
const key = keyOf(
  nodeCrypto.sha256,
  origin,
  'ed25519',
  Buffer.from(pair.publicKey.export({ format: 'jwk' }).x ?? '', 'base64url'),
);
const signer: NoteSigner = (text) => ({
  name: key.name,
  keyId: key.keyId,
  signature: sign(null, Buffer.from(text), pair.privateKey),
});

const noGo = spawnSync('go', ['version']).status !== 0;
if (noGo && process.env.CI === 'true') throw new Error('Go is missing and CI=true asks for it');
const skip = noGo ? 'Go is not installed' : false;

before(() => {
  if (noGo) return;
  const built = spawnSync('go', ['build', '-o', program, '.'], {
    cwd: join(import.meta.dirname, 'go', 'tlog'),
    encoding: 'utf8',
    env: { ...process.env, GOFLAGS: '-mod=readonly -buildvcs=false' },
  });
  assert.equal(built.status, 0, built.stderr);
});

async function made(name: string, sizes: readonly number[]): Promise<readonly string[]> {
  const [folder, checkpoints] = [join(root, name, 'public'), join(root, name, 'checkpoints')];
  for (const one of [folder, checkpoints]) mkdirSync(one, { recursive: true });
  const state = openState(join(root, name, 'state.sqlite'), origin, hasher.empty);
  let size = 0;
  for (const next of sizes) {
    const entries = Array.from({ length: next - size }, (_, i) =>
      Buffer.from(`${'entry '.repeat((size + i) % 9)}${size + i}`),
    );
    appendEntries(state, hasher, entries);
    size = next;
    const checkpoint = await signCheckpoint(state, hasher, folder, [signer]);
    assert.ok(checkpoint.ok);
    writeFileSync(join(checkpoints, String(size)), checkpoint.value.note);
  }
  state.close();
  return [folder, vkeyText(key), checkpoints];
}

const check = (args: readonly string[]) => spawnSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 24 });

test('every size to 300: checkpoints, entries, inclusion of all, consistency of every pair', { skip }, async () => {
  const { stdout, stderr } = check(
    await made(
      'small',
      Array.from({ length: 300 }, (_, i) => i + 1),
    ),
  );
  assert.equal(stderr, '');
  const counts = JSON.parse(stdout) as Record<string, number>;
  assert.deepEqual([counts.checkpoints, counts.entries, counts.consistencies], [300, 300, (300 * 299) / 2]);
  assert.ok(counts.inclusions > 10_000);
});

test('100,000 entries and what was before', { skip }, async () => {
  const { stdout, stderr } = check(await made('large', [1, 255, 256, 257, 65_535, 65_536, 65_537, 100_000]));
  assert.equal(stderr, '');
  assert.equal((JSON.parse(stdout) as Record<string, number>).entries, 100_000);
});

test('the checker is one that can say no: a checkpoint of another root, a changed entry', { skip }, async () => {
  const [folder, vkey, checkpoints] = await made('wrong', [10, 20]);
  writeFileSync(join(folder, 'tile/entries/000.p/20'), Buffer.alloc(400, 1));
  assert.match(check([folder, vkey, checkpoints]).stderr, /entries from 0|entry \d+/);
});

test('a log that Go wrote is verified whole by ours, at sizes around those of tiles', { skip }, async () => {
  for (const size of [1, 2, 255, 256, 257, 1000, 65_536, 66_000]) {
    const folder = join(root, `go-${size}`);
    const { stdout, stderr } = spawnSync(program, ['write', folder, String(size)], { encoding: 'utf8' });
    assert.equal(stderr, '');
    const policy = parsePolicy(`log ${stdout.trimEnd()}\nquorum none\n`, nodeCrypto.sha256);
    assert.ok(policy.ok, stdout);
    const { checkpoint, read } = folderSource(folder);
    const note = await checkpoint();
    const opened = await openCheckpoint(note, policy.value, nodeCrypto);
    assert.ok(opened.ok && opened.value.checkpoint.size === size, JSON.stringify(opened));
    const expected = (i: number): Buffer => Buffer.from(`${'.'.repeat(i % 100)}go entry ${i}`);
    const whole = await verifyLog(hasher, opened.value.checkpoint, {
      read,
      entry: (bytes, place) => (Buffer.compare(bytes, expected(place)) === 0 ? undefined : 'another'),
    });
    assert.deepEqual(whole, { ok: true, value: null }, `${size}`);
    for (const index of new Set([0, size >> 1, size - 1])) {
      const proof = await proveEntry(hasher, note, index, read);
      assert.ok(proof.ok);
      const proven = await verifyProof(Buffer.from(proof.value), expected(index), policy.value, nodeCrypto);
      assert.ok(proven.ok && proven.value.index === index);
    }
  }
});
