// Lines that people type are read as they are written, and the first that cannot be is named.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dependenciesOf, linesOf } from './channel-lines.ts';

test('lines are read back as they were written', () => {
  const all = [
    { kind: 'certificateAuthority', value: 'A: B' },
    { kind: 'dns', value: 'C' },
  ] as const;
  assert.deepEqual(dependenciesOf(`\n${linesOf(all)}\n\n`), all);
  assert.deepEqual(dependenciesOf('Certificate Authority : X'), [{ kind: 'certificateAuthority', value: 'X' }]);
});

test('the first line that cannot be read is named', () => {
  assert.equal(dependenciesOf('dns: a\nweather: sun'), 2);
  assert.equal(dependenciesOf('dns'), 1);
  assert.equal(dependenciesOf('dns: '), 1);
});
