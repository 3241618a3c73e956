// Fractions: the laws of arithmetic hold exactly, in lowest terms, whatever the size.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  compareFractions,
  decimalText,
  divide,
  exactText,
  floorOf,
  type Fraction,
  fraction,
  fractionText,
  multiply,
  subtract,
} from './fraction.ts';

const whole = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n });
const some = fc
  .tuple(
    whole,
    whole.filter((value) => value !== 0n),
  )
  .map(([numerator, denominator]) => fraction(numerator, denominator));

const same = (a: Fraction, b: Fraction): void => assert.deepEqual(a, b);

test('what is subtracted and multiplied comes back; equal values are one value', () => {
  fc.assert(
    fc.property(some, some, some, (a, b, c) => {
      same(subtract(a, subtract(a, b)), b);
      if (b.numerator !== 0n) same(divide(multiply(a, b), b), a);
      same(multiply(a, subtract(b, c)), subtract(multiply(a, b), multiply(a, c)));
      assert.ok(a.denominator > 0n);
      same(fraction(a.numerator * 6n, a.denominator * 6n), a);
    }),
  );
});

test('comparison is by value, and turns round with its sides', () => {
  fc.assert(
    fc.property(some, some, (a, b) => {
      const sign = Math.sign(compareFractions(a, b));
      assert.equal(sign === 0 ? 0 : -sign, Math.sign(compareFractions(b, a)));
      const difference = subtract(a, b).numerator;
      assert.equal(sign, difference === 0n ? 0 : difference > 0n ? 1 : -1);
    }),
  );
});

test('the floor is the whole number at or below', () => {
  fc.assert(
    fc.property(some, (value) => {
      const floor = floorOf(value);
      assert.ok(compareFractions(fraction(floor), value) <= 0);
      assert.ok(compareFractions(fraction(floor + 1n), value) > 0);
    }),
  );
});

test('texts for people and for machines; a denominator of 0 is refused', () => {
  assert.equal(fractionText(fraction(46, 3)), '15 1/3');
  assert.equal(fractionText(fraction(2_332_217)), '2,332,217');
  assert.equal(exactText(fraction(46, -3)), '-46/3');
  assert.equal(decimalText(fraction(46, 3), 2), '15.33…');
  assert.equal(decimalText(fraction(-5, 2), 2), '-2.5');
  assert.equal(decimalText(fraction(1_000_000), 2), '1,000,000');
  assert.equal(decimalText(fraction(1, 300), 2), '0.00…');
  assert.throws(() => fraction(1, 0), RangeError);
});
