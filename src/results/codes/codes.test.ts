// Codes: every single slip and every exchange of neighbours is caught, all of them tried; what forging takes, counted.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  answerCode,
  boundCode,
  type CallContext,
  plainCode,
  readCode,
  readSecret,
  secretText,
} from './confirmation.ts';
import { alphabet, multiply } from './crockford.ts';
import { dammDigit, dammHolds } from './damm.ts';
import { groupedCode, publicCode, readPublicCode } from './public-code.ts';

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

test('confirmation codes: every wrong digit and every exchange of neighbours is caught, for 20,000 codes', () => {
  for (let i = 0; i < 20_000; i++) {
    const keyed = String((i * 7919) % 1_000_000).padStart(6, '0');
    const code = `${keyed}${dammDigit(keyed)}`;
    assert.ok(dammHolds(code));
    for (let at = 0; at < 7; at++) {
      for (let digit = 0; digit < 10; digit++) {
        if (String(digit) === code[at]) continue;
        assert.ok(!dammHolds(code.slice(0, at) + String(digit) + code.slice(at + 1)));
      }
      if (at === 6 || code[at] === code[at + 1]) continue;
      assert.ok(!dammHolds(code.slice(0, at) + code[at + 1] + code[at] + code.slice(at + 2)));
    }
  }
});

test('the powers of the generator are all of GF(32), so that weights of neighbours always differ', () => {
  const seen = new Set<number>();
  for (let power = 1, i = 0; i < 31; i++, power = multiply(power, 2)) seen.add(power);
  assert.equal(seen.size, 31);
});

test('public codes: every wrong character and every exchange of neighbours is caught', () => {
  for (let i = 0; i < 300; i++) {
    const hash = hashOf(`return ${i}`);
    const code = publicCode(hash);
    assert.match(code, /^[0-9A-HJKMNP-TV-Z]{17}$/);
    assert.equal(readPublicCode(code), hash.slice(0, 20));
    assert.equal(
      readPublicCode(groupedCode(code).toLowerCase().replaceAll('1', 'l').replaceAll('0', 'o')),
      hash.slice(0, 20),
    );
    for (let at = 0; at < 17; at++) {
      for (const other of alphabet) {
        if (other !== code[at]) assert.equal(readPublicCode(code.slice(0, at) + other + code.slice(at + 1)), undefined);
      }
      if (at < 16 && code[at] !== code[at + 1])
        assert.equal(readPublicCode(code.slice(0, at) + code[at + 1] + code[at] + code.slice(at + 2)), undefined);
    }
  }
});

const context: CallContext = {
  election: 'one',
  definition: hashOf('definition'),
  contest: 'council',
  unit: '17',
  sheet: 'S1',
  line: 4,
};
const totals = { cast: 400, 'votes/all/1': 250, 'votes/all/2': 140 };
const secret = readSecret(secretText(new Uint8Array(10).fill(7))) ?? '';

test('a code holds for its election, unit, line and totals, and for nothing else', async () => {
  const code = await boundCode(secret, context, totals);
  assert.equal(readCode(code), code);
  assert.equal(await answerCode(secret, context, totals, code), 'bound');
  assert.equal(await answerCode(secret, context, totals, await plainCode(secret, context)), 'plain');
  const others: readonly (readonly [CallContext, typeof totals])[] = [
    [{ ...context, election: 'another' }, totals],
    [{ ...context, definition: hashOf('other') }, totals],
    [{ ...context, unit: '18' }, totals],
    [{ ...context, line: 5 }, totals],
    [{ ...context, sheet: 'S2' }, totals],
    [context, { ...totals, 'votes/all/1': 251 }],
  ];
  for (const [other, figures] of others) assert.equal(await answerCode(secret, other, figures, code), 'wrong');
});

test('forging: of the million keyed parts one is right for the totals and one is the plain code: 6 in a million for three tries', async () => {
  const [bound, plain] = [await boundCode(secret, context, totals), await plainCode(secret, context)];
  let right = 0;
  for (let i = 0; i < 1_000_000; i++) {
    const keyed = String(i).padStart(6, '0');
    const code = `${keyed}${dammDigit(keyed)}`;
    if (code === bound || code === plain) right++;
  }
  assert.equal(right, bound === plain ? 1 : 2);
});

test('keyed digits are even: no digit at any place is likelier, over 6,000 totals', async () => {
  const counts = Array.from({ length: 6 }, () => new Array<number>(10).fill(0));
  for (let i = 0; i < 6000; i++) {
    const code = await boundCode(secret, context, { cast: i });
    for (let at = 0; at < 6; at++) counts[at][Number(code[at])]++;
  }
  // Chi-squared with 9 degrees of freedom: 27.9 is passed once in a thousand; six places.
  for (const place of counts) {
    const chi = place.reduce((sum, count) => sum + (count - 600) ** 2 / 600, 0);
    assert.ok(chi < 33.7, `chi-squared ${chi}`);
  }
});

test('any text is read or not read, never worse', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 60 }), (text) => {
      for (const read of [readPublicCode(text), readCode(text), readSecret(text)])
        assert.ok(read === undefined || typeof read === 'string');
    }),
  );
});
