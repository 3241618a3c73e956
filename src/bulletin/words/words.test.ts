// Sixteen words of a fingerprint: as published, as typed back, and every bit of the 176 in them.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { fingerprintWords, readFingerprint, sameFingerprint } from './words.ts';

const hash = fc.uint8Array({ minLength: 32, maxLength: 32 });

test('words, their numbers and their first four letters lead back to the same fingerprint', () => {
  fc.assert(
    fc.property(hash, (bytes) => {
      const words = fingerprintWords(bytes);
      for (const text of [
        words.map(({ word }) => word).join(' '),
        words.map(({ digits }) => digits).join('-'),
        words.map(({ word, digits }) => `${word.toUpperCase()} ${digits}`).join('\n'),
        words.map(({ word }) => word.slice(0, 4)).join(', '),
      ]) {
        const read = readFingerprint(text);
        assert.ok(read !== undefined && sameFingerprint(read, words), text);
      }
    }),
  );
});

test('each of the 176 bits changes the words, and the others do not', () => {
  const bytes = createHash('sha256').update('opening').digest();
  const words = fingerprintWords(bytes);
  for (let bit = 0; bit < 256; bit++) {
    const other = Uint8Array.from(bytes);
    other[bit >> 3] ^= 128 >> (bit & 7);
    assert.equal(sameFingerprint(fingerprintWords(other), words), bit >= 176, `bit ${bit}`);
  }
});

test('what is not sixteen words of the list is refused', () => {
  const good = fingerprintWords(new Uint8Array(32)).map(({ word }) => word);
  for (const text of [
    '',
    good.slice(1).join(' '),
    [...good, good[0]].join(' '),
    [...good.slice(1), 'pollwarden'].join(' '),
  ])
    assert.equal(readFingerprint(text), undefined, text);
});
