// What a difference resembles: each slip that people make has its kind and names its fields; no sentence says why.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { machineVotes, smallElection } from '../store/testing/small-election.ts';
import { type Counts, differ } from './compare.ts';
import { explainConflict, type Explanation, isOneDigit, isTransposed } from './explain.ts';

const explain = (a: Counts, b: Counts, neighbours: readonly { unit: string; counts: Counts }[] = []): Explanation =>
  explainConflict({ definition: smallElection, differences: differ(a, b), a, b, neighbours });

test('digits that change places, one digit, lists and rows that change places', () => {
  const at = machineVotes(127, 40, 9);
  const [a, b, c] = Object.keys(at);
  const kinds = (other: Counts): readonly unknown[] => {
    const { kind, fields } = explain(at, other);
    return [kind, fields];
  };
  assert.deepEqual(kinds(machineVotes(172, 40, 9)), ['transposedDigits', [a]]);
  assert.deepEqual(kinds(machineVotes(127, 46, 9)), ['digitChanged', [b]]);
  assert.deepEqual(kinds(machineVotes(128, 40, 9)), ['digitChanged', [a]]);
  assert.deepEqual(kinds(machineVotes(40, 127, 9)), ['swappedLists', [a, b]]);
  assert.deepEqual(kinds(machineVotes(9, 127, 40)), ['shiftedRows', [a, b, c]]);
  assert.deepEqual(kinds(machineVotes(100, 41, 30)), ['several', [a, b, c]]);
});

test('a total alone, and the sheets of two stations', () => {
  const at = { voted: 60, ...machineVotes(10, 20, 30) };
  assert.deepEqual([explain(at, { ...at, voted: 66 }).kind], ['controlTotal']);
  const found = explain(at, { voted: 9, ...machineVotes(1, 3, 5) }, [
    { unit: 'u07', counts: machineVotes(8, 8, 8) },
    { unit: 'u09', counts: machineVotes(1, 3, 5) },
  ]);
  assert.deepEqual([found.kind, found.otherUnit], ['swappedStations', 'u09']);
});

const figure = fc.integer({ min: 0, max: 99_999 });

test('every transposition and every changed digit is known as such, from either side', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 2, maxLength: 6 }), fc.nat(), (digits, at) => {
      const place = at % (digits.length - 1);
      const moved = digits.with(place, digits[place + 1]).with(place + 1, digits[place]);
      const [a, b] = [Number(digits.join('')), Number(moved.join(''))];
      assert.equal(isTransposed(a, b), a !== b);
      assert.equal(isTransposed(b, a), a !== b);
    }),
  );
  fc.assert(
    fc.property(figure, figure, (a, b) => {
      assert.equal(isOneDigit(a, b), isOneDigit(b, a));
      if (isOneDigit(a, b) && String(a).length === String(b).length) assert.equal(isTransposed(a, b), false);
    }),
  );
});

test('any two readings have a kind, the same from either side, and a sentence that names no cause', () => {
  fc.assert(
    fc.property(fc.tuple(figure, figure, figure), fc.tuple(figure, figure, figure), (one, other) => {
      const [a, b] = [machineVotes(...one), machineVotes(...other)];
      fc.pre(differ(a, b).length > 0);
      const { kind, sentence, fields } = explain(a, b);
      assert.deepEqual([explain(b, a).kind, explain(b, a).fields], [kind, fields]);
      assert.ok(fields.length > 0);
      assert.doesNotMatch(sentence, /fraud|manipul|tamper|suspicious/i);
    }),
  );
});
