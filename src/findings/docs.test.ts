// The pages on queries and findings say what the program does: keys, orders, states, thresholds.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { findingStates } from './finding.ts';
import { findingKeys, findingSorts } from './query-keys.ts';
import { needsReason, nextStates } from './states.ts';

const page = (name: string): string => readFileSync(join(import.meta.dirname, '..', '..', 'docs', name), 'utf8');

void test('every key and order of the list of findings is on the page on queries, and no other', () => {
  const text = page('queries.md');
  const rows = text
    .split('## Keys of findings')[1]
    .split('\n')
    .filter((line) => line.startsWith('| `'));
  assert.deepEqual(
    rows.map((row) => row.split('`')[1]),
    findingKeys.map(({ key }) => key),
  );
  for (const [i, { meaning }] of findingKeys.entries()) assert.ok(rows[i].includes(meaning), rows[i]);
  for (const sort of findingSorts) assert.ok(text.includes(`\`${sort}\``));
});

void test('the drawn state machine is the one that runs', () => {
  const drawn = [...page('findings.md').matchAll(/^ {2}(\w+) --> (\w+)(: reason)?$/gm)].map(
    ([, from, to, reason]) => `${from} ${to} ${reason !== undefined}`,
  );
  const runs = findingStates.flatMap((from) => nextStates[from].map((to) => `${from} ${to} ${needsReason(from, to)}`));
  assert.deepEqual(drawn.toSorted(), runs.toSorted());
});
