// For tests that kill it: appends entries one batch after the other, says what was acknowledged, publishes now and then.
import { generateKeyPairSync, sign } from 'node:crypto';
import { mkdirSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { appendEntries } from '../files/append.ts';
import { nodeCrypto } from '../files/crypto.ts';
import { publishCheckpoint, signCheckpoint } from '../files/publish.ts';
import { openState } from '../files/state.ts';
import { treeHasher } from '../hash.ts';
import { keyOf } from '../keys.ts';

const [, , folder, prefix, count] = process.argv;
const hasher = treeHasher(nodeCrypto.sha256);
mkdirSync(join(folder, 'public'), { recursive: true });
const state = openState(join(folder, 'state.sqlite'), 'log.example/kill', hasher.empty);
// Another key at each start: what counts here is the tree.
const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const raw = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url');
const { name, keyId } = keyOf(nodeCrypto.sha256, 'log.example/kill', 'ed25519', raw);
const signer = (text: string) => ({ name, keyId, signature: sign(null, Buffer.from(text), privateKey) });

for (let i = 0; i < Number(count); i += 7) {
  const entries = Array.from({ length: 7 }, (_, k) => Buffer.from(`${prefix} ${i + k}`));
  const places = appendEntries(state, hasher, entries).map(({ place }) => place);
  writeSync(1, `${entries.map((entry, k) => `${places[k]} ${entry.toString()}`).join('\n')}\n`);
  if (i % 3 !== 0 && i + 7 < Number(count)) continue;
  const made = await signCheckpoint(state, hasher, join(folder, 'public'), [signer]);
  if (!made.ok) throw new Error(`${made.fault.code}: ${made.fault.detail}`);
  publishCheckpoint(state, join(folder, 'public'), made.value);
  writeSync(1, `published ${made.value.head.size}\n`);
}
writeSync(1, 'done\n');
state.close();
