// Every state with every step: what is open goes where the drawing says, and all else is refused.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { differences, emptyEntry, type Entry, type EntryStep, entryStates, nextEntry, unexplained } from './entry.ts';

const first = { cast: 100, 'votes/all/A': 60 };
const second = { cast: 100, 'votes/all/A': 66 };
const entries: Readonly<Record<Entry['state'], Entry>> = {
  empty: emptyEntry,
  firstEntered: { ...emptyEntry, state: 'firstEntered', first },
  secondEntered: { ...emptyEntry, state: 'secondEntered', first, second },
  differing: { ...emptyEntry, state: 'differing', first, second, differing: ['votes/all/A'] },
  agreed: { ...emptyEntry, state: 'agreed', first, second: first },
  signedByOne: { ...emptyEntry, state: 'signedByOne', first, second: first, holders: ['a'] },
  signed: { ...emptyEntry, state: 'signed', first, second: first, holders: ['a', 'b'] },
  handedOver: { ...emptyEntry, state: 'handedOver', first, second: first, holders: ['a', 'b'] },
};
const steps: readonly EntryStep[] = [
  { kind: 'enterFirst', counts: first, explained: [] },
  { kind: 'enterSecond', counts: second, explained: [] },
  { kind: 'compare' },
  { kind: 'lookAgain', first, second: first },
  { kind: 'sign', holder: 'b' },
  { kind: 'handOver' },
  { kind: 'discard', confirmed: true },
];
const expected: Readonly<Record<string, Entry['state']>> = {
  'empty enterFirst': 'firstEntered',
  'firstEntered enterSecond': 'secondEntered',
  'firstEntered discard': 'empty',
  'secondEntered compare': 'differing',
  'secondEntered discard': 'empty',
  'differing lookAgain': 'agreed',
  'differing discard': 'empty',
  'agreed sign': 'signedByOne',
  'agreed discard': 'empty',
  'signedByOne sign': 'signed',
  'signedByOne discard': 'empty',
  'signed handOver': 'handedOver',
  'handedOver handOver': 'handedOver',
};

for (const state of entryStates) {
  for (const step of steps) {
    const name = `${state} ${step.kind}`;
    test(`${name}: ${expected[name] ?? 'refused'}`, () =>
      assert.equal(nextEntry(entries[state], step)?.state, expected[name]));
  }
}

test('equal entries agree at once; a holder signs once; nothing is discarded unasked', () => {
  assert.equal(nextEntry({ ...entries.secondEntered, second: first }, { kind: 'compare' })?.state, 'agreed');
  assert.equal(nextEntry(entries.signedByOne, { kind: 'sign', holder: 'a' }), undefined);
  assert.equal(nextEntry(entries.agreed, { kind: 'discard', confirmed: false }), undefined);
});

test('a second look changes only what differed, and may differ again', () => {
  const changed = nextEntry(entries.differing, { kind: 'lookAgain', first: { ...first, cast: 7 }, second: first });
  assert.deepEqual(changed?.first, first);
  assert.equal(nextEntry(entries.differing, { kind: 'lookAgain', first, second })?.state, 'differing');
  assert.deepEqual(differences({ a: 1, b: 2 }, { a: 1 }), ['b']);
});

test('errors hold a person back until they say that the paper has them; warnings do not', () => {
  const hit = (code: string, kind: 'error' | 'warning') => ({ code, kind, label: '', fields: [] });
  const hits = [hit('E1', 'error'), hit('E2', 'error'), hit('W1', 'warning')];
  assert.deepEqual(
    unexplained(hits, ['E2']).map(({ code }) => code),
    ['E1'],
  );
});
