// Acceptance 5: no sum and difference of published figures singles out a group under the minimum. Checked against all
// groups by linear algebra, which knows nothing of how the levels were chosen.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compareFractions, divide, type Fraction, fraction, multiply, subtract } from '../../kernel/fraction.ts';
import { publishable, type Publishable } from './publishable.ts';
import type { VoterNode } from './voters.ts';

const unit = (id: string, voters: readonly number[]): VoterNode => ({ id, kind: 'unit', children: [], voters });
const area = (id: string, children: readonly VoterNode[], modes: number): VoterNode => ({
  id,
  kind: 'area',
  children,
  voters: Array.from({ length: modes }, (_, m) => children.reduce((sum, child) => sum + child.voters[m], 0)),
});

const unitsIn = (node: VoterNode): readonly VoterNode[] =>
  node.kind === 'unit' ? [node] : node.children.flatMap(unitsIn);
const nodesIn = (node: VoterNode): readonly VoterNode[] => [node, ...node.children.flatMap(nodesIn)];

type Cell = { readonly unit: VoterNode; readonly mode: number; readonly voters: number };

/** Cells that hold anybody: an empty one adds nothing to any figure, whoever counts it in. */
const cellsOf = (root: VoterNode): readonly Cell[] =>
  unitsIn(root).flatMap((one) =>
    one.voters.flatMap((voters, mode) => (voters > 0 ? [{ unit: one, mode, voters }] : [])),
  );

/** One row per published figure: which cells it covers. */
function figuresOf(root: VoterNode, cells: readonly Cell[], open: Publishable): readonly (readonly number[])[] {
  return nodesIn(root).flatMap((node) => {
    const own = new Set(unitsIn(node));
    const [shown, byMode] = node.kind === 'unit' ? [open.units, open.byModeUnits] : [open.areas, open.byModeAreas];
    const row = (mode: number | undefined): readonly number[] =>
      cells.map((cell) => (own.has(cell.unit) && (mode === undefined || cell.mode === mode) ? 1 : 0));
    return [
      ...(shown.has(node.id) ? [row(undefined)] : []),
      ...(byMode.has(node.id) ? node.voters.map((_, mode) => row(mode)) : []),
    ];
  });
}

/** Vectors that every published figure is at right angles to; what can be singled out is at right angles to all of them. */
function nullspace(rows: readonly (readonly number[])[], width: number): readonly (readonly Fraction[])[] {
  const matrix = rows.map((row) => row.map((value) => fraction(value)));
  const pivots: number[] = [];
  for (let column = 0; column < width; column++) {
    const at = matrix.findIndex((row, i) => i >= pivots.length && row[column].numerator !== 0n);
    if (at < 0) continue;
    const top = pivots.length;
    [matrix[top], matrix[at]] = [matrix[at], matrix[top]];
    const scale = matrix[top][column];
    matrix[top] = matrix[top].map((value) => divide(value, scale));
    for (let i = 0; i < matrix.length; i++) {
      const factor = matrix[i][column];
      if (i === top || factor.numerator === 0n) continue;
      matrix[i] = matrix[i].map((value, c) => subtract(value, multiply(factor, matrix[top][c])));
    }
    pivots.push(column);
  }
  const free = Array.from({ length: width }, (_, column) => column).filter((column) => !pivots.includes(column));
  return free.map((column) => {
    const vector = Array.from({ length: width }, (_, c) => fraction(c === column ? 1 : 0));
    pivots.forEach((pivot, i) => {
      vector[pivot] = subtract(fraction(0), matrix[i][column]);
    });
    return vector;
  });
}

/** Voters of the smallest group that published figures single out; undefined where there is none. */
function leastSingledOut(root: VoterNode, open: Publishable): number | undefined {
  const cells = cellsOf(root);
  const across = nullspace(figuresOf(root, cells, open), cells.length);
  let least: number | undefined;
  for (let set = 1; set < 2 ** cells.length; set++) {
    const members = cells.map((_, i) => ((set >> i) & 1) === 1);
    const told = across.every((vector) => {
      const sum = vector.reduce((total, value, i) => (members[i] ? subtract(total, value) : total), fraction(0));
      return compareFractions(sum, fraction(0)) === 0;
    });
    if (!told) continue;
    const voters = cells.reduce((sum, cell, i) => (members[i] ? sum + cell.voters : sum), 0);
    least = least === undefined ? voters : Math.min(least, voters);
  }
  return least;
}

const minimum = 50;
/** Around the minimum, and often nobody. */
const someVoters = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 60 }), fc.integer({ min: 40, max: 400 }));

function someTree(modes: number, most: number): fc.Arbitrary<VoterNode> {
  const voters = fc.array(someVoters, { minLength: modes, maxLength: modes });
  const sizes = fc
    .array(fc.array(voters, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 })
    .filter((areas) => areas.flat().length <= most);
  return fc.tuple(sizes, fc.array(voters, { maxLength: 1 }), fc.boolean()).map(([areas, direct, deep]) => {
    const made = areas.map((units, a) =>
      area(
        `a${a}`,
        units.map((own, u) => unit(`u${a}${u}`, own)),
        modes,
      ),
    );
    const inner = deep && made.length > 1 ? [area('r', made.slice(0, 2), modes), ...made.slice(2)] : made;
    return area('all', [...inner, ...direct.map((own, u) => unit(`d${u}`, own))], modes);
  });
}

const checked = (trees: fc.Arbitrary<VoterNode>, numRuns: number): void =>
  fc.assert(
    fc.property(trees, (root) => {
      const least = leastSingledOut(root, publishable(root, minimum));
      assert.ok(least === undefined || least >= minimum, `a group of ${least} is singled out`);
    }),
    { numRuns },
  );

test('no difference of published levels covers fewer than the minimum: one way of voting', () => {
  checked(someTree(1, 9), 500);
});

test('no difference of published levels and modes covers fewer than the minimum: two ways of voting', () => {
  checked(someTree(2, 5), 400);
});

test('no difference of published levels and modes covers fewer than the minimum: three ways of voting', () => {
  checked(someTree(3, 3), 150);
});

test('the check itself finds what is disclosed when everything is published', () => {
  const root = area('all', [area('a', [unit('u', [300, 20]), unit('v', [200, 90])], 2)], 2);
  const everything = new Set(['all', 'a', 'u', 'v']);
  const open = { units: everything, areas: everything, byModeUnits: everything, byModeAreas: everything, withheld: [] };
  assert.equal(leastSingledOut(root, open), 20);
});

test('a small unit takes a neighbour with it, so that the area less the others does not tell', () => {
  const root = area(
    'all',
    [area('a', [unit('u', [12]), unit('v', [90]), unit('w', [300])], 1), area('b', [unit('x', [70])], 1)],
    1,
  );
  const open = publishable(root, minimum);
  assert.deepEqual([...open.units], ['w', 'x']);
  assert.deepEqual([...open.areas], ['all', 'a', 'b']);
  assert.deepEqual(open.withheld, [
    { id: 'u', kind: 'unit', why: 'few' },
    { id: 'v', kind: 'unit', why: 'difference' },
  ]);
});

test('an area without machines does not give away the few machine voters of another', () => {
  const root = area('all', [unit('u', [100, 0]), unit('v', [30, 60])], 2);
  const open = publishable(root, minimum);
  assert.deepEqual([...open.units], ['u', 'v']);
  assert.equal(open.byModeAreas.size, 0);
});

test('with a minimum of 0 all is published', () => {
  const root = area('all', [unit('u', [1, 0]), unit('v', [0, 1])], 2);
  const open = publishable(root, 0);
  assert.deepEqual(open.withheld, []);
  assert.deepEqual([...open.byModeUnits], ['u', 'v']);
});
