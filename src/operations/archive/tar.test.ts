// Headers read back as they were written, at the sizes where their form changes; changed ones are refused.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PollwardenError } from '../../kernel/errors.ts';
import { decodeHeader, encodeHeader, paddingOf } from './tar.ts';

test('sizes up to the largest safe integer, and names up to 240 characters', () => {
  for (const size of [0, 1, 511, 512, 8 ** 11 - 1, 8 ** 11, 2 ** 40, Number.MAX_SAFE_INTEGER]) {
    assert.deepEqual(decodeHeader(encodeHeader('real/lake/a', size, 1.5)), { name: 'real/lake/a', size });
    assert.equal((size + paddingOf(size)) % 512 === 0 || size > 2 ** 50, true);
  }
  const part = 'x'.repeat(60);
  for (let parts = 1; parts <= 3; parts++) {
    const name = `real/${Array.from({ length: parts }, () => part).join('/')}`;
    assert.equal(decodeHeader(encodeHeader(name, 1, 0))?.name, name);
  }
  assert.throws(() => encodeHeader('x'.repeat(101), 1, 0), RangeError);
});

test('every changed byte of a header is found', () => {
  const header = encodeHeader('real/lake/manifest.json', 77, 1_700_000_000);
  for (let at = 0; at < header.length; at++) {
    // What ends the field of the sum says nothing.
    if (at === 154 || at === 155) continue;
    const changed = Buffer.from(header);
    changed[at] ^= 0x41;
    assert.throws(() => decodeHeader(changed), PollwardenError, `byte ${at}`);
  }
});
