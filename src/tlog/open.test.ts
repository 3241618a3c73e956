// Checkpoints and proofs as a reader meets them: any flipped byte is refused, or was a line of an unknown key; a witness counts
// once; a key of another log or witness opens nothing.
import assert from 'node:assert/strict';
import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { test } from 'node:test';
import { checkpointText } from './checkpoint.ts';
import type { TlogFaultCode } from './fault.ts';
import { nodeCrypto } from './files/crypto.ts';
import { concatenated, treeHasher } from './hash.ts';
import { cosignedMessage, keyOf, type KeyType, parseVkey, type VerifierKey, vkeyText } from './keys.ts';
import { inclusionRanges } from './merkle.ts';
import { noteText, type NoteSignature } from './note.ts';
import { openCheckpoint } from './open.ts';
import { parsePolicy, type Policy } from './policy.ts';
import { parseProof, proofText, verifyProof } from './proof.ts';
import { memoryTiles } from './testing/memory-tiles.ts';
import { hashOfRange, proofOf } from './tiles.ts';

type Signer = { readonly key: VerifierKey; readonly privateKey: KeyObject };

function signer(name: string, type: KeyType): Signer {
  const pair = generateKeyPairSync(type === 'subtree' ? ('ml-dsa-44' as 'ed25519') : 'ed25519');
  const der = pair.publicKey.export({ format: 'der', type: 'spki' });
  const raw = der.subarray(der.length - (type === 'subtree' ? 1312 : 32));
  return { key: keyOf(nodeCrypto.sha256, name, type, raw), privateKey: pair.privateKey };
}

function signed({ key, privateKey }: Signer, text: string, time = 1_780_000_000): NoteSignature {
  const { name, keyId, type } = key;
  if (type === 'ed25519') return { name, keyId, signature: sign(null, Buffer.from(text), privateKey) };
  const stamp = Buffer.alloc(8);
  stamp.writeBigUInt64BE(BigInt(time));
  const message = cosignedMessage(key, text, time) ?? assert.fail();
  return { name, keyId, signature: concatenated(stamp, sign(null, message, privateKey)) };
}

const hasher = treeHasher(nodeCrypto.sha256);
const entry = (i: number): Uint8Array => Buffer.from(`entry ${i}`);
const size = 1000;
const tiles = memoryTiles(hasher, size, (i) => hasher.leaf(entry(i)));
const log = signer('log.example/results', 'ed25519');
const witnesses = [
  signer('w1.example', 'cosignature'),
  signer('w2.example', 'subtree'),
  signer('w3.example', 'cosignature'),
];
const stranger = signer('w9.example', 'cosignature');

const policyText = [
  '# two of three',
  `log ${vkeyText(log.key)} https://log.example/`,
  ...witnesses.map(({ key }, i) => `witness w${i + 1} ${vkeyText(key)}`),
  'group all-of-them 2 w1 w2 w3',
  'quorum all-of-them',
  '',
].join('\n');

function policyOf(text = policyText): Policy {
  const policy = parsePolicy(text, nodeCrypto.sha256);
  return policy.ok ? policy.value : assert.fail(policy.fault.detail);
}

async function textOf(): Promise<string> {
  const root = await hashOfRange(hasher, { from: 0, to: size }, size, tiles);
  assert.ok(root.ok);
  return checkpointText({ origin: 'log.example/results', size, root: root.value, extensions: [] });
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const open = async (text: string, signers: readonly NoteSignature[], policy = policyOf()) =>
  await openCheckpoint(bytes(noteText({ text, signatures: signers })), policy, nodeCrypto);

async function refused(code: TlogFaultCode, outcome: ReturnType<typeof open>): Promise<void> {
  const answer = await outcome;
  assert.equal(answer.ok ? 'opened' : answer.fault.code, code);
}

test('log and two of three witnesses open it; one of them twice does not', async () => {
  const text = await textOf();
  const [own, w1, w2] = [signed(log, text), signed(witnesses[0], text), signed(witnesses[1], text, 1_780_000_100)];
  const opened = await open(text, [own, w1, w2, signed(stranger, text)]);
  assert.ok(opened.ok);
  assert.deepEqual(opened.value.witnesses, [
    { name: 'w1', time: 1_780_000_000 },
    { name: 'w2', time: 1_780_000_100 },
  ]);
  assert.equal(opened.value.ignored, 1);
  await refused('QUORUM_MISSING', open(text, [own, w1]));
  await refused('QUORUM_MISSING', open(text, [own, w1, w1, signed(witnesses[0], text, 5)]));
  await refused('QUORUM_MISSING', open(text, [own, w1, signed(stranger, text)]));
  await refused('SIGNATURE_MISSING', open(text, [w1, w2]));
  // A witness under its name, signed by another key; a known key over another text.
  const forged = { ...signed(stranger, text), name: witnesses[1].key.name, keyId: witnesses[1].key.keyId };
  await refused('SIGNATURE_INVALID', open(text, [own, w1, forged]));
  await refused('SIGNATURE_INVALID', open(text.replace('1000', '1001'), [own, w1, w2]));
  const other = signer('log.example/other', 'ed25519');
  const elsewhere = text.replace('results', 'other');
  await refused('ORIGIN_UNKNOWN', open(elsewhere, [signed(other, elsewhere), signed(log, elsewhere)]));
});

test('a policy that counts one key twice, or names what is not there, is none', () => {
  const w1 = vkeyText(witnesses[0].key);
  const again = vkeyText(keyOf(nodeCrypto.sha256, 'other.example', 'cosignature', witnesses[0].key.publicKey));
  const own = vkeyText(keyOf(nodeCrypto.sha256, 'w.example', 'cosignature', log.key.publicKey));
  const cases: readonly (readonly [string, string])[] = [
    [`witness a ${w1}\nwitness b ${again}\nquorum none`, 'line 2: a key that stands here already'],
    [`log ${vkeyText(log.key)}\nwitness a ${own}\nquorum a`, 'line 2: a key that stands here already'],
    [`witness a ${w1}\nwitness a ${vkeyText(stranger.key)}\nquorum a`, 'line 2: the name a is taken'],
    [`witness a ${w1}\ngroup g 2 a\nquorum g`, 'line 2: how many of 1'],
    [`witness a ${w1}\ngroup g 1 a\ngroup h 1 a\nquorum g`, 'line 3: a is in a group already'],
    [`witness a ${w1}\ngroup g 1 a a\nquorum g`, 'line 2: a is in a group already'],
    [`quorum g`, 'line 1: g is not named above'],
    [`witness a ${vkeyText(log.key)}\nquorum a`, 'line 1: a key of a log'],
    [`witness a ${w1.slice(0, -4)}AAA=\nquorum a`, 'line 1: '],
    [`constructor x\nquorum none`, 'line 1: neither'],
    ['', 'no quorum'],
    ['quorum none\nquorum none', 'line 2: a second quorum'],
    [`witness none ${w1}\nquorum none`, 'line 1: the name none is taken'],
  ];
  for (const [text, expected] of cases) {
    const policy = parsePolicy(text, nodeCrypto.sha256);
    assert.ok(!policy.ok && policy.fault.detail.startsWith(expected), `${text}: ${JSON.stringify(policy)}`);
  }
});

test('groups of groups, any and all', async () => {
  const [a, b, c] = witnesses.map(({ key }) => vkeyText(key));
  const text = await textOf();
  const nested = policyOf(
    `log ${vkeyText(log.key)}\nwitness a ${a}\nwitness b ${b}\nwitness c ${c}\ngroup any-ab any a b\ngroup both all any-ab c\nquorum both\n`,
  );
  const [own, one, two, three] = [signed(log, text), ...witnesses.map((witness) => signed(witness, text))];
  assert.ok((await open(text, [own, one, three], nested)).ok);
  assert.ok((await open(text, [own, two, three], nested)).ok);
  await refused('QUORUM_MISSING', open(text, [own, one, two], nested));
});

async function proof(index: number): Promise<string> {
  const text = await textOf();
  const hashes = await proofOf(hasher, inclusionRanges(index, size), size, tiles);
  assert.ok(hashes.ok);
  const signatures = [signed(log, text), signed(witnesses[0], text), signed(witnesses[2], text)];
  return proofText({ index, hashes: hashes.value, checkpoint: noteText({ text, signatures }), extra: bytes('note') });
}

test('a proof opens its entry and no other; a flipped bit of any byte is refused, or changes nothing that was stated', async () => {
  const [whole, policy] = [bytes(await proof(613)), policyOf()];
  const good = await verifyProof(whole, entry(613), policy, nodeCrypto);
  assert.ok(good.ok && good.value.index === 613);
  const other = await verifyProof(whole, entry(612), policy, nodeCrypto);
  assert.equal(!other.ok && other.fault.code, 'PROOF_INVALID');
  let accepted = 0;
  for (let at = 0; at < whole.length; at++) {
    const flipped = whole.slice();
    flipped[at] ^= 1 << (at % 7);
    const answer = await verifyProof(flipped, entry(613), policy, nodeCrypto);
    if (!answer.ok) continue;
    // Extra data is not vouched for; everything else that opens must say the same.
    accepted++;
    assert.deepEqual(
      [answer.value.index, answer.value.text, answer.value.checkpoint],
      [613, good.value.text, good.value.checkpoint],
    );
  }
  assert.ok(accepted < 30, `${accepted} of ${whole.length}`);
});

test('a proof keeps what it was made of', async () => {
  const text = await proof(3);
  const parsed = parseProof(bytes(text));
  assert.ok(parsed.ok);
  assert.equal(proofText(parsed.value), text);
});

test('a key is written and read the same, and its id is looked at', () => {
  const text = vkeyText(log.key);
  const read = parseVkey(nodeCrypto.sha256, text);
  assert.ok(read.ok);
  assert.equal(vkeyText(read.value), text);
  assert.equal(parseVkey(nodeCrypto.sha256, text.replace('log.example', 'log.exampla')).ok, false);
});
