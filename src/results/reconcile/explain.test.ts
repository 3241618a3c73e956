// What a difference resembles: each slip that people make has its kind and names its fields; no sentence says why.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Channel } from '../../elections/definition/definition.ts';
import { machineVotes, smallElection } from '../store/testing/small-election.ts';
import { type Counts, differ } from './compare.ts';
import { explainConflict, type Explanation, isOneDigit, isTransposed } from './explain.ts';

type Near = { readonly unit: string; readonly channel: Channel; readonly counts: Counts };
const explain = (a: Counts, b: Counts, neighbours: readonly Near[] = []): Explanation =>
  explainConflict({
    definition: smallElection,
    differences: differ(a, b),
    a,
    b,
    channels: ['official', 'backup'],
    neighbours,
  });

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
  assert.deepEqual(kinds(machineVotes(120, 47, 9)), ['votesMoved', [a, b]]);
  assert.deepEqual(kinds(machineVotes(0, 0, 0)), ['missingGroup', [a, b, c]]);
});

test('votes that moved, a group that is missing, and which side a total fits', () => {
  const paper = { 'votes/paper/A': 5, 'votes/paper/B': 6, 'votes/paper/C': 0 };
  const at = { voted: 60, ...machineVotes(10, 20, 30), ...paper };
  const without = { ...at, 'votes/paper/A': 0, 'votes/paper/B': 0 };
  const missing = explain(at, without);
  assert.deepEqual([missing.kind, missing.fields], ['missingGroup', ['votes/paper/A', 'votes/paper/B']]);
  assert.match(missing.sentence, /nought in a whole group where the other has 11 votes/);
  // Something of the group is left: it is not missing.
  assert.equal(explain({ ...at, 'votes/paper/C': 4 }, { ...without, 'votes/paper/C': 4 }).kind, 'several');
  const moved = explain(at, { ...at, ...machineVotes(13, 20, 27) });
  assert.deepEqual([moved.kind, moved.fields.length], ['votesMoved', 2]);
  assert.match(moved.sentence, /^3 votes stand elsewhere while the sum is the same/);
  const definition = {
    ...smallElection,
    fields: [...smallElection.fields, { id: 'valid', label: 'Valid', group: 'form', meaning: 'valid' as const }],
  };
  const [a, b] = [
    { ...at, valid: 71 },
    { ...at, valid: 17 },
  ];
  const total = explainConflict({ definition, differences: differ(a, b), a, b });
  assert.deepEqual([total.kind, total.fields], ['controlTotal', ['valid']]);
  assert.match(total.sentence, /The votes add up to 71, as one side says/);
});

test('where lists agree, the same slips are looked for among their candidates', () => {
  const candidates = (...votes: readonly number[]): Counts => ({
    ...machineVotes(60, 1, 2),
    ...Object.fromEntries(votes.map((value, i) => [`votes/machine/A/${i + 1}`, value])),
  });
  const kinds = (one: Counts, other: Counts): string => explain(one, other).kind;
  assert.equal(kinds(candidates(12, 20, 28), candidates(21, 20, 28)), 'transposedDigits');
  assert.equal(kinds(candidates(12, 20, 28), candidates(20, 12, 28)), 'swappedLists');
  assert.equal(kinds(candidates(12, 20, 28), candidates(0, 0, 0)), 'missingGroup');
  assert.equal(kinds(candidates(12, 20, 28), candidates(13, 19, 28)), 'votesMoved');
});

test('a total alone, and the sheets of two stations', () => {
  const at = { voted: 60, ...machineVotes(10, 20, 30) };
  assert.deepEqual([explain(at, { ...at, voted: 66 }).kind], ['controlTotal']);
  const found = explain(at, { voted: 9, ...machineVotes(1, 3, 5) }, [
    { unit: 'u07', channel: 'backup', counts: machineVotes(8, 8, 8) },
    { unit: 'u09', channel: 'backup', counts: machineVotes(1, 3, 5) },
  ]);
  assert.deepEqual([found.kind, found.otherUnit], ['wrongUnit', 'u09']);
  const exchanged = explain(at, { voted: 9, ...machineVotes(1, 3, 5) }, [
    { unit: 'u09', channel: 'official', counts: machineVotes(1, 3, 5) },
    { unit: 'u09', channel: 'backup', counts: machineVotes(10, 20, 30) },
  ]);
  assert.deepEqual([exchanged.kind, exchanged.otherUnit], ['swappedStations', 'u09']);
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
