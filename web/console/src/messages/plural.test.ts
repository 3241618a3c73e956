import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fillText } from './plural.ts';

test('the language chooses the form', () => {
  const files = { one: '{count} plik', few: '{count} pliki', many: '{count} plików', other: '{count} pliku' };
  const said = [1, 2, 5, 22, 25].map((count) => fillText(files, { count }, 'pl'));
  assert.deepEqual(said, ['1 plik', '2 pliki', '5 plików', '22 pliki', '25 plików']);
});

test('a form that a language does not have falls back to "other"', () => {
  assert.equal(fillText({ one: 'one', other: 'others' }, { count: 2 }, 'pl'), 'others');
});

test('numbers are written as the language writes them, values that are missing stay visible', () => {
  assert.equal(fillText('{n} of {all}', { n: 12345 }, 'en-GB'), '12,345 of {all}');
});

test('a value is text: it is not read again, and names of objects’ own parts are none', () => {
  assert.equal(fillText('{a}{b}', { a: '{b}', b: 'x' }, 'en-GB'), '{b}x');
  assert.equal(fillText('{constructor}', {}, 'en-GB'), '{constructor}');
});
