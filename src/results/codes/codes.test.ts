// Codes: every single slip and every exchange of neighbours is caught, all of them tried; what forging takes, counted.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  answerCode,
  boundCode,
  type CallContext,
  keyedDigits,
  type Line,
  plainCode,
  readCode,
  readSecret,
  secretText,
} from './confirmation.ts';
import { alphabet, multiply } from './crockford.ts';
import { dammDigit, dammHolds } from './damm.ts';
import { groupedCode, publicCode, readPublicCode } from './public-code.ts';

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Digit of each of the seven places of a code, and what it is worth there. */
const places = Array.from({ length: 7 }, (_, at) => 10 ** (6 - at));

test('confirmation codes: all million, every wrong digit and every exchange of neighbours is caught', () => {
  const checks = Uint8Array.from({ length: 1_000_000 }, (_, i) =>
    Number(dammDigit(String(i).padStart(keyedDigits, '0'))),
  );
  const holds = (code: number): boolean => checks[Math.trunc(code / 10)] === code % 10;
  let [wrong, exchanged, missed] = [0, 0, 0];
  for (let i = 0; i < 1_000_000; i++) {
    const code = i * 10 + checks[i];
    if (!holds(code)) missed++;
    for (let at = 0; at < 7; at++) {
      const digit = Math.trunc(code / places[at]) % 10;
      for (let other = 0; other < 10; other++) {
        if (other === digit) continue;
        wrong++;
        if (holds(code + (other - digit) * places[at])) missed++;
      }
      const next = at === 6 ? digit : Math.trunc(code / places[at + 1]) % 10;
      if (next === digit) continue;
      exchanged++;
      if (holds(code + (next - digit) * places[at] + (digit - next) * places[at + 1])) missed++;
    }
  }
  assert.deepEqual([wrong, missed], [63_000_000, 0]);
  assert.ok(exchanged > 5_000_000, `${exchanged} exchanges`);
});

test('the check of a whole code holds for its own check digit and no other, for 100,000 codes', () => {
  for (let i = 0; i < 100_000; i++) {
    const keyed = String((i * 7919) % 1_000_000).padStart(keyedDigits, '0');
    const held = [...'0123456789'].filter((digit) => dammHolds(`${keyed}${digit}`));
    assert.deepEqual(held, [dammDigit(keyed)]);
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

const context: CallContext = { election: 'one', contest: 'council', unit: '17', sheet: 'S1', line: 4 };
const totals = { cast: 400, 'votes/all/1': 250, 'votes/all/2': 140 };
const secret = readSecret(secretText(new Uint8Array(10).fill(7))) ?? '';
const bound: Line = { kind: 'bound', secret };
const plain: Line = { kind: 'plain', secret };

test('a bound code holds for its election, contest, unit, sheet, line and totals, and for nothing else', async () => {
  const code = await boundCode(secret, context, totals);
  assert.equal(readCode(code), code);
  assert.equal(await answerCode(bound, context, totals, code), 'right');
  const others: readonly (readonly [CallContext, typeof totals])[] = [
    [{ ...context, election: 'another' }, totals],
    [{ ...context, contest: 'mayor' }, totals],
    [{ ...context, unit: '18' }, totals],
    [{ ...context, line: 5 }, totals],
    [{ ...context, sheet: 'S2' }, totals],
    [context, { ...totals, 'votes/all/1': 251 }],
  ];
  for (const [other, figures] of others) assert.equal(await answerCode(bound, other, figures, code), 'wrong');
});

test('a line takes the code of its kind only; a plain code is of its election, sheet and line', async () => {
  const [boundOne, plainOne] = [await boundCode(secret, context, totals), await plainCode(secret, context)];
  assert.equal(await answerCode(plain, context, totals, plainOne), 'right');
  assert.equal(await answerCode(bound, context, totals, plainOne), 'wrong');
  assert.equal(await answerCode(plain, context, totals, boundOne), 'wrong');
  for (const other of [{ election: 'another' }, { line: 5 }, { sheet: 'S2' }])
    assert.equal(await answerCode(plain, { ...context, ...other }, totals, plainOne), 'wrong');
});

test('forging: of the million keyed parts exactly one is right, so that three blind tries win 3 times in a million', async () => {
  for (const line of [bound, plain]) {
    // What answerCode compares with does not depend on the code given: one answer says it for the whole space.
    const right = line.kind === 'bound' ? await boundCode(secret, context, totals) : await plainCode(secret, context);
    let accepted = 0;
    for (let i = 0; i < 1_000_000; i++) {
      const keyed = String(i).padStart(keyedDigits, '0');
      if (`${keyed}${dammDigit(keyed)}` === right) accepted++;
    }
    assert.equal(accepted, 1);
    // And through the desk's own function, for the neighbourhood of the right one and a sweep over all.
    const around = Array.from({ length: 2000 }, (_, i) => (i < 1000 ? Number(right.slice(0, 6)) - 500 + i : i * 499));
    let answered = 0;
    for (const i of new Set(around.map((one) => (one + 1_000_000) % 1_000_000))) {
      const keyed = String(i).padStart(keyedDigits, '0');
      if ((await answerCode(line, context, totals, `${keyed}${dammDigit(keyed)}`)) === 'right') answered++;
    }
    assert.equal(answered, 1);
  }
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
