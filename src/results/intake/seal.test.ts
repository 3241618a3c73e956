// Envelopes: opened by headquarters only, whole; every change of a byte is refused; their length tells no figures.
import assert from 'node:assert/strict';
import { sign, verify } from 'node:crypto';
import { test } from 'node:test';
import { generateElection } from '../../generate/returns/election.ts';
import { nightOf, ordinaryNight } from '../../generate/returns/write.ts';
import type { SignedReturn } from '../return/count-return.ts';
import {
  canonicalEnvelope,
  type Envelope,
  envelopeBytes,
  makeSealingPair,
  openEnvelope,
  parseEnvelope,
  sealReturn,
} from './seal.ts';
import { createPublicKey } from 'node:crypto';

const generated = generateElection({
  seed: 9,
  election: 'sealed',
  day: '2026-06-07',
  units: 40,
  areas: 2,
  options: 8,
  candidates: 0,
});
const night = nightOf(generated, { ...ordinaryNight, seed: 9 }, Date.parse('2026-06-07T18:00:00Z'));
const pair = await makeSealingPair();

async function sealed(signed: SignedReturn): Promise<Envelope> {
  const [key] = generated.keys.get(signed.return.centre) ?? [];
  return await sealReturn({
    signed,
    sealingKey: pair.publicKey,
    key: key.id,
    sign: async (bytes) => sign(null, bytes, key.privateKey),
    madeAt: '2026-06-07T19:00:00Z',
  });
}

const encoded = (text: string): Uint8Array => new TextEncoder().encode(text);
const signedOf = (i: number): SignedReturn => night.arrivals[i].signed;

function signatureHolds(envelope: Envelope): boolean {
  const key = [...generated.keys.values()].flat().find(({ id }) => id === envelope.key);
  if (key === undefined) return false;
  return verify(
    null,
    envelopeBytes(envelope),
    createPublicKey(key.privateKey),
    Buffer.from(envelope.signature, 'base64url'),
  );
}

test('what was sealed is opened, and nobody else opens it', async () => {
  const envelope = await sealed(signedOf(0));
  assert.ok(signatureHolds(envelope));
  const read = parseEnvelope(encoded(canonicalEnvelope(envelope)));
  assert.ok(read.ok);
  assert.deepEqual(await openEnvelope(read.value, pair.privateKey), { ok: true, value: signedOf(0) });
  const other = await makeSealingPair();
  assert.equal((await openEnvelope(read.value, other.privateKey)).ok, false);
});

test('moved to another election or centre it does not open', async () => {
  const envelope = await sealed(signedOf(0));
  for (const moved of [
    { ...envelope, election: 'another' },
    { ...envelope, centre: 'd1-east2' },
  ])
    assert.equal((await openEnvelope(moved, pair.privateKey)).ok, false);
});

test('every byte of an envelope, changed, is refused by its form, its signature or its seal', async () => {
  const bytes = encoded(canonicalEnvelope(await sealed(signedOf(1))));
  for (let at = 0; at < bytes.length; at++) {
    const changed = Uint8Array.from(bytes);
    changed[at] ^= 1 << (at % 8);
    const read = parseEnvelope(changed);
    assert.ok(!read.ok || !signatureHolds(read.value), `byte ${at}`);
  }
});

test('all envelopes of an election are of one length for figures of any size', async () => {
  const lengths = new Set<number>();
  for (let i = 0; i < 12; i++) lengths.add((await sealed(signedOf(i))).sealed.length);
  assert.equal(lengths.size, 1);
});

test('an envelope whose ciphertext is no base64url is refused by name, not by a crash', async () => {
  const envelope = await sealed(signedOf(0));
  const cut = { ...envelope, sealed: `${envelope.sealed.slice(0, 101)}` };
  const read = parseEnvelope(encoded(canonicalEnvelope(cut)));
  const opened = await openEnvelope(cut, pair.privateKey);
  assert.ok(read.ok && !opened.ok && opened.refusal.code === 'RETURN_INVALID');
});
