// Double entry: every transition and every forbidden action, conflicts that come back alone, and random people at it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { generateElection } from '../../generate/returns/election.ts';
import { trueCounts } from '../../generate/returns/counts.ts';
import {
  act,
  type Answer,
  type Entry,
  type EntryAction,
  entryStates,
  entrySteps,
  entryTransitions,
  newEntry,
} from './entry.ts';

const { definition } = generateElection({
  seed: 2,
  election: 'entry',
  day: '2026-06-07',
  units: 10,
  areas: 1,
  options: 4,
  candidates: 0,
});
const [unit] = definition.units;
const truth = trueCounts(definition, 2).get(unit.id) ?? {};
const fresh = newEntry(definition, { contest: 'assembly', unit: unit.id });

function done(answer: Answer): Entry {
  assert.ok('entry' in answer, JSON.stringify(answer));
  return answer.entry;
}

const typeAll = (entry: Entry, figures: Readonly<Record<string, number>>): Entry =>
  entry.asked.reduce((one, key) => done(act(definition, one, { do: 'type', key, text: String(figures[key]) })), entry);
const finish = (entry: Entry): Answer => act(definition, entry, { do: 'finish' });
const enter = (entry: Entry, figures = truth): Entry => done(finish(typeAll(entry, figures)));
const signature = (key: string) => ({ key: key.repeat(16), signature: 'A'.repeat(86) });
const sign = (key: string): EntryAction => ({
  do: 'sign',
  signature: signature(key),
  countedAt: '2026-06-07T20:00:00Z',
});

test('two alike entries agree, two holders sign, and then nothing changes any more', () => {
  const first = enter(fresh);
  assert.deepEqual([first.state, first.turn], ['firstEntered', 'second']);
  const agreed = enter(first);
  assert.equal(agreed.state, 'agreed');
  const one = done(act(definition, agreed, sign('a')));
  assert.equal(one.state, 'signedByOne');
  assert.ok('problems' in act(definition, one, sign('a')), 'one holder signs once');
  const signed = done(act(definition, one, sign('b')));
  assert.equal(signed.state, 'signed');
  assert.equal(signed.countedAt, '2026-06-07T20:00:00Z');
});

test('only figures that differ come back, to the first and then to the second', () => {
  const [a, b] = ['votes/all/1', 'votes/all/2'];
  const wrong = { ...truth, [a]: truth[a] + 1, [b]: truth[b] - 1 };
  const differing = enter(enter(fresh), wrong);
  assert.deepEqual([differing.state, differing.turn, differing.asked], ['differing', 'first', [a, b]]);
  assert.deepEqual(Object.keys(differing.texts.second).includes(a), false, 'what was typed there is gone');
  const again = enter(differing);
  assert.deepEqual([again.state, again.turn, again.asked], ['differing', 'second', [a, b]]);
  assert.equal(enter(again).state, 'agreed');
});

test('a figure that is missing or no whole number, and a sum that does not hold, stop the entry by name', () => {
  const typed = typeAll(fresh, truth);
  const without = done(act(definition, typed, { do: 'type', key: 'cast', text: '' }));
  assert.deepEqual(finish(without), { problems: [{ kind: 'figure', key: 'cast', problem: 'missing' }] });
  for (const text of ['-1', '1.5', 'x', '9007199254740993']) {
    const bad = done(act(definition, typed, { do: 'type', key: 'cast', text }));
    assert.deepEqual(finish(bad), { problems: [{ kind: 'figure', key: 'cast', problem: 'notWhole' }] });
  }
  const off = done(act(definition, typed, { do: 'type', key: 'valid', text: String(truth.valid + 3) }));
  const answer = finish(off);
  assert.ok('problems' in answer);
  assert.deepEqual(
    answer.problems.map((one) => (one.kind === 'rule' ? one.hit.code : one.kind)),
    ['L1', 'L2'],
  );
  const said = ['L1', 'L2'].reduce(
    (one, code) => done(act(definition, one, { do: 'confirm', code, confirmed: true })),
    off,
  );
  const first = done(finish(said));
  assert.equal(first.state, 'firstEntered');
  assert.deepEqual(first.confirmed, [], 'the second person confirms for themselves');
});

test('a file counts as one of the two entries, never as both', () => {
  const first = done(act(definition, fresh, { do: 'takeFile', figures: truth }));
  assert.equal(first.from.first, 'file');
  assert.ok('problems' in act(definition, first, { do: 'takeFile', figures: truth }));
  assert.equal(enter(first).state, 'agreed');
  const second = done(act(definition, enter(fresh), { do: 'takeFile', figures: truth }));
  assert.deepEqual([second.state, second.from], ['agreed', { first: 'typed', second: 'file' }]);
});

test('every action in every state: possible as the table says, and otherwise a problem that changes nothing', () => {
  const first = enter(fresh);
  const agreed = enter(first);
  const one = done(act(definition, agreed, sign('a')));
  const inState: Readonly<Record<Entry['state'], Entry>> = {
    empty: typeAll(fresh, truth),
    firstEntered: typeAll(first, truth),
    differing: enter(first, {
      ...truth,
      'votes/all/1': truth['votes/all/1'] + 1,
      'votes/all/2': truth['votes/all/2'] - 1,
    }),
    agreed,
    signedByOne: one,
    signed: done(act(definition, one, sign('b'))),
  };
  const actions = (entry: Entry): readonly EntryAction[] => [
    { do: 'type', key: entry.asked[0] ?? 'cast', text: '1' },
    { do: 'confirm', code: 'L1', confirmed: true },
    { do: 'takeFile', figures: truth },
    sign('c'),
    { do: 'signAnew' },
    { do: 'discard' },
  ];
  for (const state of entryStates) {
    const entry = inState[state];
    assert.equal(entry.state, state);
    for (const action of actions(entry)) {
      const answer = act(definition, entry, action);
      assert.equal('entry' in answer, entryTransitions[state].includes(action.do), `${state}: ${action.do}`);
    }
    if (!entryTransitions[state].includes('finish')) assert.ok('problems' in finish(entry));
  }
  assert.equal(done(act(definition, inState.differing, { do: 'discard' })).state, 'empty');
});

test('the drawn state machine is the one that runs: every step of it is taken, and no other', () => {
  const other = { ...truth, 'votes/all/1': truth['votes/all/1'] + 1, 'votes/all/2': truth['votes/all/2'] - 1 };
  const first = enter(fresh);
  const differing = enter(first, other);
  const agreed = enter(first);
  const one = done(act(definition, agreed, sign('a')));
  const second = enter(differing);
  const entries = [
    ...[fresh, typeAll(fresh, truth), first, typeAll(first, truth), typeAll(first, other), differing],
    ...[typeAll(differing, truth), second, typeAll(second, truth), typeAll(second, other), agreed, one],
    done(act(definition, one, sign('b'))),
  ];
  const actions = (entry: Entry): readonly EntryAction[] => [
    ...(entry.asked.length === 0 ? [] : [{ do: 'type' as const, key: entry.asked[0], text: '3' }]),
    { do: 'confirm', code: 'L1', confirmed: true },
    { do: 'finish' },
    { do: 'takeFile', figures: truth },
    { do: 'takeFile', figures: other },
    sign('c'),
    { do: 'signAnew' },
    { do: 'discard' },
  ];
  const taken = new Set<string>();
  for (const entry of entries) {
    for (const action of actions(entry)) {
      const answer = act(definition, entry, action);
      if (!('entry' in answer)) continue;
      const { state: to } = answer.entry;
      const typing = action.do === 'type' || action.do === 'confirm';
      if (to !== entry.state || (to === 'differing' && !typing)) taken.add(`${entry.state} ${to}`);
      else assert.ok(typing || action.do === 'discard', `${entry.state}: ${action.do}`);
    }
  }
  const table = entrySteps.map((step) => step.join(' ')).toSorted();
  assert.deepEqual([...taken].toSorted(), table);
  const page = readFileSync(join(import.meta.dirname, '..', '..', '..', 'docs', 'signing-app.md'), 'utf8');
  const drawn = [...page.matchAll(/^ {2}(\w+) --> (\w+): /gm)].map(([, from, to]) => `${from} ${to}`);
  assert.deepEqual(drawn.toSorted(), table);
  for (const state of entryStates)
    assert.equal(
      entrySteps.some(([from]) => from === state),
      entryTransitions[state].length > 0,
    );
});

test('whatever two people type in whatever order, what is agreed was typed alike by both', () => {
  const figure = fc.constantFrom('0', '1', '7', '12', '', 'x');
  const action: fc.Arbitrary<EntryAction> = fc.oneof(
    fc.record({ do: fc.constant('type' as const), key: fc.constantFrom(...fresh.asked), text: figure }),
    fc.constant<EntryAction>({ do: 'finish' }),
    fc.record({
      do: fc.constant('confirm' as const),
      code: fc.constantFrom('L1', 'L2', 'L3'),
      confirmed: fc.constant(true),
    }),
    fc.constant<EntryAction>({ do: 'discard' }),
  );
  fc.assert(
    fc.property(fc.array(action, { maxLength: 120 }), (actions) => {
      let entry = fresh;
      for (const one of actions) {
        const answer = act(definition, entry, one);
        if ('entry' in answer) entry = answer.entry;
      }
      if (entry.state !== 'agreed') return;
      assert.deepEqual(entry.figures.first, entry.figures.second);
      assert.deepEqual(Object.keys(entry.figures.first ?? {}).toSorted(), [...fresh.asked].toSorted());
    }),
    { numRuns: 500 },
  );
});
