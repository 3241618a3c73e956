// The record of deletions: lines are only added; what has no end, or was torn, does no harm.
import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { beginDeletion, listDeletions } from './deletions.ts';

test('begun and ended deletions, one that was interrupted, and a torn line', () => {
  const data = mkdtempSync(join(tmpdir(), 'pollwarden-deletions-'));
  try {
    assert.deepEqual(listDeletions(data), []);
    mkdirSync(join(data, 'lake'));
    const path = join(data, 'lake', 'deletions.jsonl');
    const now = Date.parse('2026-03-01T08:00:00Z');
    beginDeletion(data, 'erase', 'account', now)({ rowsRemoved: 7, rejectedRemoved: 1 });
    const before = readFileSync(path, 'utf8');
    beginDeletion(data, 'erase', 'before 2026-01-01', now + 1000);
    appendFileSync(path, '{"id":"torn","at":"20');
    beginDeletion(data, 'expire', 'retention', now + 2000)({ rowsRemoved: 3, rejectedRemoved: 0 });
    assert.ok(readFileSync(path, 'utf8').startsWith(before), 'what was written stays');
    const seen = listDeletions(data).map(({ what, filter, at, finished, rowsRemoved, rejectedRemoved }) =>
      [what, filter, at, finished, rowsRemoved, rejectedRemoved].join(' '),
    );
    assert.deepEqual(seen, [
      'erase account 2026-03-01T08:00:00.000Z true 7 1',
      'erase before 2026-01-01 2026-03-01T08:00:01.000Z false 0 0',
      'expire retention 2026-03-01T08:00:02.000Z true 3 0',
    ]);
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
});
