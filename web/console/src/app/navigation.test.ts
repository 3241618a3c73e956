import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { accessTable } from '../../../../src/server/access.ts';
import { isAbout } from '../api/topics.ts';
import { prefixOf } from './place.ts';
import { pageRoutes, publicRoutes } from './route-table.ts';

test('every right that a page needs stands in the server’s table', () => {
  for (const { path, needs } of pageRoutes) assert.ok(needs === undefined || Object.hasOwn(accessTable, needs), path);
});

test('pages are where the table says, and their addresses differ', () => {
  const all = [...pageRoutes, ...publicRoutes];
  assert.equal(new Set(all.map(({ path }) => path)).size, all.length);
  const missing = all.filter(({ file }) => !existsSync(join(import.meta.dirname, '..', 'pages', `${file}.tsx`)));
  assert.deepEqual(missing, []);
});

test('the space follows from the address', () => {
  assert.equal(prefixOf('/demo'), '/demo');
  assert.equal(prefixOf('/demo/findings'), '/demo');
  assert.equal(prefixOf('/demonstration'), '');
  assert.equal(prefixOf('/findings/demo'), '');
});

test('a topic makes its own answers old', () => {
  assert.ok(isAbout('/findings/abc', 'findings'));
  assert.ok(isAbout('/me/alerts', 'alerts'));
  assert.ok(!isAbout('/findingsX', 'findings'));
  assert.ok(!isAbout('/session', 'people'));
});
