// Compact returns and their lines: what was encoded is read back to the byte, in any order, and any change is refused.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { generateElection } from '../../generate/returns/election.ts';
import { hashOf, nightOf, ordinaryNight } from '../../generate/returns/write.ts';
import { canonicalJson } from '../../kernel/canonical-json.ts';
import type { SignedReturn } from '../return/count-return.ts';
import { parseSigned } from '../return/parse.ts';
import { signedVerifier } from '../return/verify-node.ts';
import { fromBase45, toBase45 } from './base45.ts';
import { fromCompact, toCompact } from './compact.ts';
import { readParts, toParts } from './parts.ts';

const plan = { seed: 5, election: 'codes', day: '2026-06-07', units: 60, areas: 4, options: 8, candidates: 40 };
const generated = generateElection(plan);
const { definition } = generated;
const hash = hashOf(generated);
const night = nightOf(generated, { ...ordinaryNight, seed: 5, channelFaults: 0.2 }, Date.parse('2026-06-07T18:00:00Z'));
const returns = [...new Set(night.arrivals.map(({ signed }) => signed))];
const definitionOf = (asked: string) => (asked === hash ? definition : undefined);
const verify = signedVerifier({ definition, hashes: new Set([hash]) }, new Map());
const line = (signed: SignedReturn): Uint8Array => new TextEncoder().encode(canonicalJson(signed));

test('RFC 9285: its examples, and every short text of bytes', () => {
  assert.equal(toBase45(new TextEncoder().encode('AB')), 'BB8');
  assert.equal(toBase45(new TextEncoder().encode('Hello!!')), '%69 VD92EX0');
  assert.equal(new TextDecoder().decode(fromBase45('QED8WEX0')), 'ietf!');
  assert.equal(fromBase45('GGW+'), undefined, 'beyond 65,535');
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => assert.deepEqual(fromBase45(toBase45(bytes)), bytes)),
  );
});

test('every generated return, corrigenda too, is the same after the way through lines, and its signatures hold', () => {
  assert.ok(returns.some(({ return: one }) => one.supersedes !== undefined));
  for (const signed of returns) {
    const lines = toParts(toCompact(signed, definition));
    assert.ok(lines.every((text) => text.length < 700 && /^[0-9A-Z $%*+\-./:]+$/.test(text)));
    const { compact, incomplete, bad } = readParts(lines.toReversed().join('\n'));
    assert.deepEqual({ incomplete, bad }, { incomplete: [], bad: [] });
    const read = fromCompact(compact[0], definitionOf);
    assert.ok(read.ok);
    assert.deepEqual(line(read.value), line(signed));
    assert.equal(verify(read.value, Date.now()), undefined);
  }
});

test('lines of several returns, mixed, twice, with a part missing and a misread line', () => {
  const three = returns.slice(0, 3).map((signed) => toParts(toCompact(signed, definition)));
  assert.ok(three[0].length >= 2);
  const lines = [
    ...three[1].toReversed(),
    ...three[0],
    ...three[0],
    ...three[2].slice(1),
    `${three[2][0].slice(0, -1)}Z`,
    'a note',
  ];
  const { compact, incomplete, bad } = readParts(lines.join('\r\n'));
  assert.equal(compact.length, 2);
  assert.deepEqual(
    incomplete.map(({ missing }) => missing),
    [[1]],
  );
  assert.equal(bad.length, 2);
});

test('every flipped bit of a signed return in its file is refused: all positions', () => {
  const bytes = line(returns[0]);
  for (let at = 0; at < bytes.length; at++) {
    for (let bit = 0; bit < 8; bit++) {
      const changed = Uint8Array.from(bytes);
      changed[at] ^= 1 << bit;
      const read = parseSigned(changed);
      assert.ok(!read.ok || verify(read.value, Date.now()) !== undefined, `byte ${at}, bit ${bit}`);
    }
  }
});

test('every flipped bit of the compact form is refused: all positions', () => {
  const bytes = toCompact(returns[1], definition);
  for (let at = 0; at < bytes.length; at++) {
    for (let bit = 0; bit < 8; bit++) {
      const changed = Uint8Array.from(bytes);
      changed[at] ^= 1 << bit;
      const read = fromCompact(changed, definitionOf);
      assert.ok(!read.ok || verify(read.value, Date.now()) !== undefined, `byte ${at}, bit ${bit}`);
    }
  }
});

test('who signed: one holder, one holder twice, another centre, a revoked key, a stranger, another election', () => {
  const [signed] = returns;
  const { signatures } = signed;
  const far = returns.find(({ return: { centre } }) => centre !== signed.return.centre);
  assert.ok(far);
  const code = (one: SignedReturn, check = verify): string | undefined => check(one, Date.now())?.code;
  assert.equal(code(signed), undefined);
  assert.equal(code({ ...signed, signatures: [signatures[0]] }), 'HOLDERS_MISSING');
  assert.equal(code({ ...signed, signatures: [] }), 'HOLDERS_MISSING');
  assert.equal(code({ ...signed, signatures: [signatures[0], signatures[0]] }), 'SIGNATURE_INVALID');
  assert.equal(code({ ...signed, signatures: far.signatures }), 'KEY_UNKNOWN');
  const revoked = signedVerifier({ definition, hashes: new Set([hash]) }, new Map([[signatures[1].key, 1000]]));
  assert.equal(revoked(signed, 999), undefined, 'what came before the revocation stays');
  assert.equal(revoked(signed, 1000)?.code, 'KEY_REVOKED');
  const elsewhere = signedVerifier(
    { definition: { ...definition, election: 'other' }, hashes: new Set([hash]) },
    new Map(),
  );
  assert.equal(elsewhere(signed, 0)?.code, 'ELECTION_OTHER');
  const unknown = signedVerifier({ definition, hashes: new Set(['0'.repeat(64)]) }, new Map());
  assert.equal(unknown(signed, 0)?.code, 'DEFINITION_UNKNOWN');
});

test('any bytes and any text are read or refused by name', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      const start = toCompact(returns[0], definition).slice(0, 90);
      for (const input of [bytes, Uint8Array.from([...start, ...bytes])]) fromCompact(input, definitionOf);
      parseSigned(bytes);
    }),
    { numRuns: 2000 },
  );
  fc.assert(
    fc.property(fc.string(), (text) => {
      readParts(text);
      readParts(`PW1:00000000:1/1:${text}`);
    }),
  );
});

test('what is no return as a file is none as a code: a reason too long, an instant that is none', () => {
  const [{ return: one, signatures }] = returns;
  const more = { supersedes: '0'.repeat(64), reason: 'x'.repeat(501) };
  for (const changed of [
    { ...one, ...more },
    { ...one, countedAt: '+010000-01-01T00:00:00Z' },
  ]) {
    const signed = { return: changed, signatures };
    assert.equal(parseSigned(line(signed)).ok, false);
    assert.equal(fromCompact(toCompact(signed, definition), definitionOf).ok, false);
  }
});

test('text of a stranger is read in time that grows with its length only', () => {
  const [first] = toParts(toCompact(returns[0], definition));
  const hostile = [
    '\n'.repeat(1_500_000),
    `PW1:${' '.repeat(1_500_000)}x`,
    Array.from({ length: 100_000 }, () => `${first.slice(0, 40)}`).join('\n'),
    Array.from({ length: 3000 }, () => first).join('\n'),
  ];
  for (const text of hostile) readParts(text);
  const lines = Array.from({ length: 60_000 }, () => toParts(Uint8Array.from([1, 2, 3]))[0]);
  assert.deepEqual(readParts(lines.join('\n')).compact, [Uint8Array.from([1, 2, 3])]);
});
