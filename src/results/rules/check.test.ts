// Formulas: what they say, that order of operations holds, and that no text makes anything but an answer or a named error.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Rule } from '../../elections/definition/definition.ts';
import { PollwardenError } from '../../kernel/errors.ts';
import { checkCounts, compileRule } from './check.ts';
import { parseFormula } from './formula.ts';

const names = {
  fields: ['a', 'b', 'c'].map((id) => ({ id, label: id, group: 'form' })),
  modes: [{ id: 'paper', name: 'Paper' }],
  contests: [
    {
      id: 'one',
      name: 'One',
      area: 'all',
      options: [
        {
          id: '1',
          name: 'First',
          candidates: [
            { id: '1', name: 'x' },
            { id: '2', name: 'y' },
          ],
        },
        { id: '2', name: 'Second' },
      ],
    },
  ],
};
const rule = (breaks: string): Rule => ({ code: 'T', kind: 'error', label: 'a test', breaks, fields: [] });
const answer = (breaks: string, counts: Record<string, number>): string =>
  compileRule(rule(breaks), names).check(counts);

test('the order of operations, negation, abs and sums', () => {
  assert.equal(answer('a + b * 2 != 7', { a: 1, b: 3 }), 'holds');
  assert.equal(answer('(a + b) * 2 != 8', { a: 1, b: 3 }), 'holds');
  assert.equal(answer('abs(a - b) >= 2 and not c = 0', { a: 1, b: 3, c: 0 }), 'holds');
  assert.equal(answer('abs(a - b) >= 2 and not c = 0', { a: 1, b: 3, c: 1 }), 'breaks');
  assert.equal(answer('a - b - c != -4', { a: 1, b: 3, c: 2 }), 'holds');
  assert.equal(answer('sum(paper) != a', { a: 5, 'votes/paper/1': 2, 'votes/paper/2': 3 }), 'holds');
  assert.equal(answer('sum(paper, 1) != 4', { 'votes/paper/1/1': 2, 'votes/paper/1/2': 1 }), 'breaks');
});

test('a figure that is not on the return makes a check silent, never false or true', () => {
  assert.equal(answer('a != b', { a: 1 }), 'missing');
  assert.equal(answer('a != b or a > 0', { a: 1 }), 'missing');
  assert.equal(answer('sum(paper) != a', { a: 0 }), 'missing');
  assert.deepEqual(checkCounts([compileRule(rule('a != b'), names)], { a: 1 }), []);
});

test('what is wrong is named with its place', () => {
  const refusals: readonly (readonly [string, RegExp])[] = [
    ['a +', /character 4: something is missing/],
    ['a b', /character 3: "b" is too much/],
    ['a ; b', /character 3: ";" has no place/],
    ['(a', /"\)" is missing/],
    ['d > 1', /no field "d"/],
    ['sum(post) > 1', /no mode "post"/],
    ['9007199254740993 > a', /larger than/],
    [`${'('.repeat(400)}a${')'.repeat(400)} > 1`, /nested/],
    ['a'.repeat(3000), /longer than/],
  ];
  for (const [formula, expected] of refusals) assert.throws(() => compileRule(rule(formula), names), expected);
});

test('any text is read or refused by name', () => {
  const piece = fc.constantFrom(
    'a',
    'b',
    '1',
    '+',
    '-',
    '*',
    '(',
    ')',
    ' and ',
    ' or ',
    'not ',
    '=',
    '<',
    'abs(',
    'sum(',
    ',',
    '$',
    ' ',
  );
  const formulas = fc.oneof(
    fc.string(),
    fc.array(piece, { maxLength: 30 }).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(formulas, (formula) => {
      try {
        parseFormula(formula);
      } catch (error) {
        assert.ok(error instanceof PollwardenError);
        assert.equal(error.code, 'PACK_INVALID');
      }
    }),
    { numRuns: 2000 },
  );
});
