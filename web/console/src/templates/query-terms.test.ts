import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { QueryField } from '../../../../src/kernel/query.ts';
import { termValue, withTerm } from './query-terms.ts';
import { suggestionsAt } from './suggestions.ts';

const fields: readonly QueryField[] = [
  { key: 'state', kind: 'choice', meaning: 'What people made of it', values: ['new', 'examined', 'confirmed'] },
  { key: 'severity', kind: 'choice', meaning: 'How strong', values: ['notice', 'warning'] },
  { key: 'mine', kind: 'flag', meaning: 'Assigned to me' },
  { key: 'seen', kind: 'time', meaning: 'When', optional: true },
];

test('a state is put in, changed and taken out; the rest stays as it was written', () => {
  const written = 'example.org  severity:warning';
  const withNew = withTerm(written, 'state', 'new', fields);
  assert.equal(withNew, 'state:new example.org severity:warning');
  assert.equal(withTerm(withNew, 'state', 'examined', fields), 'state:examined example.org severity:warning');
  assert.equal(withTerm(withNew, 'state', undefined, fields), 'example.org severity:warning');
  assert.equal(withTerm('-state:new state:examined x', 'state', 'new', fields), 'state:new x');
});

test('the state of a query is known where it stands alone and plainly', () => {
  assert.equal(termValue('state:new x', 'state', fields), 'new');
  assert.equal(termValue('mine:yes', 'mine', fields), 'yes');
  assert.equal(termValue('state:new,examined', 'state', fields), undefined);
  assert.equal(termValue('-state:new', 'state', fields), undefined);
  assert.equal(termValue('', 'state', fields), undefined);
});

test('keys and values are suggested where the cursor is', () => {
  const texts = (q: string, cursor = q.length): readonly string[] =>
    suggestionsAt(q, cursor, fields).map(({ text }) => text);
  assert.deepEqual(texts('s'), ['state:', 'severity:', 'seen:']);
  assert.deepEqual(texts('x -st'), ['state:']);
  assert.deepEqual(texts('state:'), ['new', 'examined', 'confirmed']);
  assert.deepEqual(texts('state:new,ex'), ['examined']);
  assert.deepEqual(texts('state:new'), []);
  assert.deepEqual(texts('mine:'), ['yes', 'no']);
  assert.ok(texts('seen:').includes('none'));
  assert.deepEqual(texts('st severity:warning', 2), ['state:']);
  const ordered = [
    { key: 'size', kind: 'choice', meaning: '', values: ['small', 'middle', 'large'], ordered: true },
  ] as const;
  const sizes = (q: string): readonly string[] => suggestionsAt(q, q.length, ordered).map(({ text }) => text);
  assert.deepEqual(sizes('size:'), ['small', 'middle', 'large', '>=middle']);
  assert.deepEqual(sizes('size:<m'), ['<middle']);
  assert.equal(suggestionsAt('st severity:warning', 2, fields)[0].query, 'state: severity:warning');
});
