import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keyName, matchKeys } from './keys.ts';

const press = (key: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey', boolean>> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...held,
});

test('keys have one name on every keyboard', () => {
  assert.equal(keyName(press('k', { ctrlKey: true })), 'mod+k');
  assert.equal(keyName(press('k', { metaKey: true })), 'mod+k');
  assert.equal(keyName(press('J')), 'j');
  assert.equal(keyName(press('?')), '?');
  assert.equal(keyName(press('Enter')), 'Enter');
});

test('Alt makes letters of other alphabets, and a modifier alone is no key', () => {
  assert.equal(keyName(press('f', { altKey: true })), undefined);
  assert.equal(keyName(press('Shift')), undefined);
});

const commands: readonly { readonly id: string; readonly keys?: string }[] = [
  { id: 'first', keys: 'j' },
  { id: 'findings', keys: 'g f' },
  { id: 'second', keys: 'j' },
  { id: 'mouse' },
];

test('two keys one after the other; of the same key the later command; nothing for the rest', () => {
  assert.equal(matchKeys(['g'], commands), 'begun');
  assert.deepEqual(matchKeys(['g', 'f'], commands), commands[1]);
  assert.equal(matchKeys(['g', 'x'], commands), undefined);
  assert.deepEqual(matchKeys(['j'], commands), commands[2]);
});
