// The states of a unit: the picture in the documentation is the table; every pair of state and event is as the table says.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { nextState, stateDiagram, transitions, unitEvents, unitStates } from './states.ts';

test('docs/reconciliation.md draws the table as it is', () => {
  const page = readFileSync(new URL('../../../docs/reconciliation.md', import.meta.url), 'utf8');
  assert.ok(page.includes(stateDiagram()), `replace the picture by:\n${stateDiagram()}`);
});

test('every pair of state and event leads where the table says, or nowhere', () => {
  for (const from of unitStates) {
    for (const event of unitEvents) {
      const rows = transitions.filter((one) => one.from === from && one.event === event);
      assert.ok(rows.length <= 1, `${from} ${event} is there twice`);
      assert.equal(nextState(from, event), rows[0]?.to);
    }
  }
  assert.deepEqual(
    new Set(transitions.map(({ to }) => to)).size,
    unitStates.length - 1,
    'nothing leads back to awaited',
  );
  assert.deepEqual(
    [...new Set(transitions.filter(({ from }) => from === 'certified').map(({ event }) => event))],
    ['reopened'],
  );
});
