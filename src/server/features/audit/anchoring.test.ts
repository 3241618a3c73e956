// A running server anchors the head of the audit trail by itself: at start, when it grew long enough ago, soon after what
// weighs, and at its end.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { auditLogFolder } from '../../../ledger/audit/anchor.ts';
import { recordAudit } from '../../../ledger/audit/record.ts';
import { temporaryLedger } from '../../../ledger/testing/temporary-ledger.ts';
import { openKeeper } from '../../../tlog/files/keeper.ts';
import { extentOf } from '../../../tlog/files/state.ts';
import { startAnchoring } from './anchoring.ts';

const minute = 60_000;
const actor = { kind: 'system', id: 'test' } as const;

test('at start, after ten minutes, within a minute of a certification, and at the end', async (t) => {
  const { ledger, clock, folder } = temporaryLedger(t);
  const problems: string[] = [];
  const quiet = (): void => undefined;
  const log = {
    info: quiet,
    error: quiet,
    warn: ({ problem }: { readonly problem?: unknown }) => problems.push(String(problem)),
  };
  const grow = (): void =>
    recordAudit(ledger, { event: 'organisation.created', actor, subject: 'o', details: { name: 'n', kind: 'party' } });
  const anchors = (): number => extentAt(folder);
  grow();
  const anchoring = startAnchoring({ ledger, folder, log, now: () => clock.now, name: 'real' });
  await anchoring.look();
  assert.equal(anchors(), 1);
  grow();
  await anchoring.look();
  assert.equal(anchors(), 1, 'not yet');
  clock.now += 11 * minute;
  await anchoring.look();
  assert.equal(anchors(), 2);
  clock.now += 11 * minute;
  await anchoring.look();
  assert.equal(anchors(), 2, 'nothing new');
  grow();
  recordAudit(ledger, {
    event: 'release.stepped',
    actor,
    subject: 'night',
    details: { version: 1, step: 'start', from: 'approved', to: 'flowing', reason: '', by: 'A. Chair' },
  });
  clock.now -= 11 * minute;
  await anchoring.look();
  assert.equal(anchors(), 3, 'what weighs is anchored at once');
  grow();
  await anchoring.stop();
  assert.equal(anchors(), 4);
  assert.deepEqual(problems, []);
});

const extentAt = (folder: string): number => {
  const keeper = openKeeper(auditLogFolder(folder));
  try {
    return extentOf(keeper.state).size;
  } finally {
    keeper.close();
  }
};

test('where it cannot be anchored the server says so once, and goes on', async (t) => {
  const { ledger, clock, folder } = temporaryLedger(t);
  mkdirSync(join(auditLogFolder(folder), 'public'), { recursive: true });
  writeFileSync(join(auditLogFolder(folder), 'key.json'), 'no key');
  const problems: string[] = [];
  const quiet = (): void => undefined;
  const log = {
    info: quiet,
    error: quiet,
    warn: ({ problem }: { readonly problem?: unknown }) => problems.push(String(problem)),
  };
  const anchoring = startAnchoring({ ledger, folder, log, now: () => clock.now, name: 'real' });
  recordAudit(ledger, { event: 'organisation.created', actor, subject: 'o', details: { name: 'n', kind: 'party' } });
  await anchoring.look();
  await anchoring.stop();
  assert.equal(problems.length, 1);
  assert.match(problems[0], /is no key of a log/);
});
