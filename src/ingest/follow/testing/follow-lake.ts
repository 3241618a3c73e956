// Follows a connector into a lake of its own, for tests that compare the lake's rows with the truth.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLake } from '../../../lake/lake.ts';
import { openLakeWriter, type WriterOptions } from '../../../lake/writer.ts';
import type { Purpose } from '../../purpose.ts';
import { createMakers } from '../../session.ts';
import type { Connector } from '../connector.ts';
import { follow } from '../follow.ts';
import type { SourceStatus } from '../status.ts';

export const testPurpose: Purpose = {
  controller: { name: 'Election office of a test', contact: 'dpo@office.example' },
  purpose: 'Tests of the sources: no real person is in them',
  legalBasis: { article6: '6(1)(e)', article9: '9(2)(g)', law: 'Section 1 of the Test Act' },
  scope: { objects: ['paper.example', '#vote'], topics: ['polling station'] },
  endDate: '2099-12-31',
  retentionDays: 30,
};

export function freshFolder(): { readonly folder: string; readonly remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'pollwarden-follow-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export type FollowOnce = {
  readonly purpose?: Purpose;
  readonly now?: () => number;
  readonly writer?: WriterOptions;
  /** Ends it when this says so; looked at often. */
  readonly until: (status: SourceStatus) => boolean;
  readonly mostMilliseconds?: number;
};

/** Follows until `until`, or throws when that does not come. */
export async function followInto(folder: string, connector: Connector, options: FollowOnce): Promise<SourceStatus> {
  const { now = Date.now, purpose = testPurpose, mostMilliseconds = 30_000 } = options;
  const writer = await openLakeWriter(folder, options.writer);
  try {
    const one = follow(
      { id: 'test', purpose, connector, enforceScope: true },
      {
        dataFolder: folder,
        writer,
        makers: createMakers(folder, writer),
        now,
        random: () => 0.01,
        allowPrivateAddresses: true,
        onFresh: async () => undefined,
        exclusive: async (step) => step(),
      },
    );
    const deadline = performance.now() + mostMilliseconds;
    let over = false;
    const end = (): void => {
      over = true;
    };
    const ended = one.ended.then(end);
    ended.catch(() => undefined);
    while (!over && !options.until(one.status())) {
      if (performance.now() > deadline) throw new Error(`not reached: ${JSON.stringify(one.status())}`);
      await Promise.race([
        ended,
        new Promise((resolve) => {
          setTimeout(resolve, 5);
        }),
      ]);
    }
    await one.stop();
    return one.status();
  } finally {
    await writer.close();
  }
}

/** Rows as "post|layer|object", sorted, and how many posts they are of. */
export async function rowsIn(folder: string): Promise<{ readonly rows: readonly string[]; readonly posts: number }> {
  const lake = await openLake(folder);
  try {
    const rows: string[] = [];
    const posts = new Set<string>();
    for await (const batch of lake.readShares()) {
      for (let i = 0; i < batch.count; i++) {
        posts.add(batch.post[i]);
        rows.push(`${batch.post[i]}|${batch.layer[i]}|${batch.object[i]}`);
      }
    }
    return { rows: rows.toSorted(), posts: posts.size };
  } finally {
    lake.close();
  }
}

/** Says what is missing and what is too much; a difference of long lists would take minutes to print. */
export function assertSameRows(rows: readonly string[], expected: readonly string[]): void {
  const [there, wanted] = [new Set(rows), new Set(expected)];
  const missing = expected.filter((row) => !there.has(row));
  const surplus = rows.filter((row) => !wanted.has(row));
  assert.deepEqual({ missing: missing.slice(0, 3), surplus: surplus.slice(0, 3) }, { missing: [], surplus: [] });
  assert.equal(rows.length, expected.length);
}
