// For tests: a ledger in a folder of its own, that goes when the test ends, under a clock that the test moves.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { type Ledger, openLedger } from '../ledger.ts';

export type TestClock = { now: number };

/** 1 June 2026, noon UTC. */
export const testNoon = Date.UTC(2026, 5, 1, 12);

export function temporaryFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'pollwarden-ledger-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function temporaryLedger(t: TestContext): {
  readonly ledger: Ledger;
  readonly clock: TestClock;
  readonly folder: string;
} {
  const folder = temporaryFolder(t);
  const clock = { now: testNoon };
  const ledger = openLedger(folder, () => clock.now);
  t.after(() => {
    if (ledger.db.isOpen) ledger.close();
  });
  return { ledger, clock, folder };
}
