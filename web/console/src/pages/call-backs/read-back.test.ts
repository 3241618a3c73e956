// What is typed in a call: figures, marks, control sums and the totals that are handed in.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { brokenChecks, differing, figureOf, firstHeard, type Group, markOf, readingOf, sumOf } from './read-back.ts';

const group = (name: string, expected: number | null): Group => ({
  group: name,
  name,
  fields: ['a', 'b'].map((key) => ({ key: `${name}/${key}`, label: key, expected })),
});
const [form, paper] = [group('form', 4), group('paper', null)];

test('a figure is a whole number; spaces between thousands are forgiven', () => {
  assert.equal(figureOf('1 234'), 1234);
  assert.equal(figureOf('1\u202f234'), 1234);
  for (const text of ['', '1,5', '-1', 'twelve', '1e3', '1'.repeat(16), undefined])
    assert.equal(figureOf(text), undefined);
});

test('each figure is marked by what has come', () => {
  assert.deepEqual(
    ['', 'x', '4', '5'].map((text) => markOf(4, text)),
    ['missing', 'notWhole', 'agrees', 'differs'],
  );
  assert.equal(markOf(null, '5'), 'alone');
});

test('groups of which nothing was read out are left out; one in part is named', () => {
  const heard = { 'form/a': '4', 'form/b': '5' };
  assert.deepEqual(readingOf([form, paper], heard), { totals: { 'form/a': 4, 'form/b': 5 } });
  assert.deepEqual(readingOf([form, paper], { ...heard, 'paper/a': '1' }), { unfinished: 'paper' });
  assert.deepEqual(readingOf([form, paper], {}), { unfinished: '' });
  assert.deepEqual(readingOf([form, paper], { ...heard, 'form/b': 'x' }), { unfinished: 'form' });
  assert.equal(sumOf(form, heard), 9);
  assert.equal(sumOf(paper, heard), undefined);
  assert.equal(differing([form, paper], heard), 1);
});

test('what has come stands in the fields where the code depends on it, and nowhere else', () => {
  const groups = [form, paper];
  assert.deepEqual(firstHeard({ tries: [], kind: 'bound', groups }), {
    'form/a': '4',
    'form/b': '4',
    'paper/a': '',
    'paper/b': '',
  });
  assert.ok(Object.values(firstHeard({ tries: [], kind: 'plain', groups })).every((text) => text === ''));
  const one = { number: 1, code: '', by: '', at: 0, verdict: 'wrong' as const, answeredBy: null, recordedAt: null };
  const last = firstHeard({ tries: [{ ...one, totals: { 'form/a': 7, 'form/b': 8 } }], kind: 'plain', groups });
  assert.equal(last['form/a'], '7');
  assert.equal(last['paper/a'], '');
});

test('figures that break a check of the form are told by its label; warnings, and rules of other contests, are not', () => {
  const rule = (code: string, kind: 'error' | 'warning', breaks: string) => ({
    code,
    kind,
    label: code,
    breaks,
    fields: [],
  });
  const checks = {
    fields: [
      { id: 'cast', label: 'Cast', group: 'form' },
      { id: 'valid', label: 'Valid', group: 'form' },
    ],
    modes: [{ id: 'all', name: 'All' }],
    options: ['A', 'B'].map((id) => ({ id, name: id, candidates: [{ id: 'c', name: 'c' }] })),
    rules: [
      rule('sum', 'error', 'sum(all) != valid'),
      rule('more', 'error', 'valid > cast'),
      rule('few', 'warning', 'cast < 1000'),
      rule('list', 'error', 'sum(all, A) != votes(all, A)'),
      rule('other', 'error', 'votes(all, Z) > 0'),
    ],
  };
  const broken = (valid: number): readonly string[] =>
    brokenChecks({ checks, contest: 'n' }, { totals: { cast: 10, valid, 'votes/all/A': 4, 'votes/all/B': 5 } });
  assert.deepEqual(broken(9), []);
  assert.deepEqual(broken(8), ['sum']);
  assert.deepEqual(broken(11), ['sum', 'more']);
  assert.deepEqual(brokenChecks({ checks, contest: 'n' }, { unfinished: '' }), []);
});
