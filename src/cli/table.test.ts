import assert from 'node:assert/strict';
import { test } from 'node:test';
import { displayWidth, printable } from './printable.ts';
import { createProgress } from './progress.ts';
import { formatTable } from './table.ts';

test('columns line up, numbers to the right, wide characters counted as two', () => {
  const lines = formatTable(
    [{ title: 'account' }, { title: 'n', align: 'right' }],
    [
      ['新聞', '7'],
      ['ab', '1,024'],
    ],
  );
  assert.deepEqual(lines, ['  account      n', '  新聞         7', '  ab       1,024']);
  assert.equal(displayWidth('e\u0301'), 1);
});

test('what a terminal would obey is shown instead', () => {
  assert.equal(printable('a\u001b[31mb\r\n\u202Ec'), 'a\\u{1B}[31mb\\u{D}\\u{A}\\u{202E}c');
  assert.equal(printable('x'.repeat(500), 10), `${'x'.repeat(9)}…`);
});

test('off a terminal a step is one line, on a terminal one bar that is wiped', () => {
  const run = (isTTY: boolean): string => {
    let out = '';
    let clock = 0;
    const progress = createProgress({ isTTY, columns: 80, write: (t) => (out += t) }, { now: () => (clock += 100) });
    progress.step('scoring', 0);
    progress.step('scoring', 0.5);
    progress.end();
    return out;
  };
  assert.equal(run(false), 'scoring …\n');
  const bar = run(true);
  assert.match(bar, /scoring +━{12}╌{12} {2}50 %/);
  assert.ok(bar.endsWith('\r\u001b[K'));
});
