import assert from 'node:assert/strict';
import { test } from 'node:test';
import { holdsText, type Typed } from './unsent.ts';

const typed = (value: string, change: Partial<Typed> = {}): Typed => ({
  type: 'textarea',
  value,
  passing: false,
  ...change,
});

test('text that was written and not sent is asked about; blanks, choices and searches are not', () => {
  assert.equal(holdsText([typed('a note')]), true);
  assert.equal(holdsText([typed(''), typed('https://a.example', { type: 'url' })]), true);
  assert.equal(holdsText([]), false);
  assert.equal(holdsText([typed(' \n')]), false);
  assert.equal(holdsText([typed('on', { type: 'checkbox' }), typed('2026-03-01', { type: 'date' })]), false);
  assert.equal(holdsText([typed('expor', { passing: true })]), false);
});
