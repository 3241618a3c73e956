// The pages on queries and findings say what the program does: keys, orders, states, thresholds.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { findingStates } from './finding.ts';
import { parseQuery } from '../kernel/query.ts';
import { listRows } from '../ledger/list.ts';
import { temporaryLedger } from '../ledger/testing/temporary-ledger.ts';
import { findingList } from './list-spec.ts';
import { findingKeys, findingSorts } from './query-keys.ts';
import { needsReason, nextStates } from './states.ts';

const root = join(import.meta.dirname, '..', '..');
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

/** Pieces between backticks, and of shell examples between quotes, that say a key of findings and a value. */
function queriesOf(text: string): readonly string[] {
  const quoted = [...text.matchAll(/`([^`\n]+)`/g), ...text.matchAll(/findings (?:list|export)[^\n']*'([^'\n]+)'/g)];
  const keys = findingKeys.map(({ key }) => key);
  return quoted
    .map(([, query]) => query)
    .filter((query) =>
      query.split(' ').every((word) => keys.some((key) => word.replace(/^-/, '').startsWith(`${key}:`))),
    );
}

void test('every query that the pages show is answered', (t) => {
  const { ledger } = temporaryLedger(t);
  const docs = readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md'));
  const texts = [readFileSync(join(root, 'README.md'), 'utf8'), ...docs.map(page)];
  const queries = texts.flatMap(queriesOf);
  assert.ok(queries.includes('severity:>=warning state:new seen:<2h'), queries.join(' | '));
  assert.ok(queries.length > 15, queries.join(' | '));
  for (const q of queries) {
    assert.deepEqual(parseQuery(q, findingKeys).problems, [], q);
    assert.deepEqual(
      listRows(ledger, findingList, { q, limit: 10 }, { now: ledger.now(), me: 'person-1' }).rows,
      [],
      q,
    );
  }
});

void test('the drawn state machine is the one that runs', () => {
  const drawn = [...page('findings.md').matchAll(/^ {2}(\w+) --> (\w+)(: reason)?$/gm)].map(
    ([, from, to, reason]) => `${from} ${to} ${reason !== undefined}`,
  );
  const runs = findingStates.flatMap((from) => nextStates[from].map((to) => `${from} ${to} ${needsReason(from, to)}`));
  assert.deepEqual(drawn.toSorted(), runs.toSorted());
});
