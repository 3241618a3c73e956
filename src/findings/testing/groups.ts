// Groups of accounts and what a detector says of them, for tests: provisional updates and results of a pane.
import { fixtureResult } from '../../detect/coordination/testing/fixture.ts';
import type { CoordinationResult } from '../../detect/coordination/result.ts';
import type { ProvisionalGroup, StreamUpdate } from '../../detect/coordination/stream/update.ts';
import type { RunContext } from '../coordination.ts';

export const run: RunContext = {
  detector: 'coordination',
  version: '1',
  parameters: { windowsSeconds: [10, 60], fdr: 0.05, decoys: 5, layers: ['url'], seed: 1, cap: 256 },
};

const start = Date.UTC(2026, 4, 4) / 1000;

export const accountsNamed = (from: number, to: number): readonly string[] =>
  Array.from({ length: to - from }, (_, i) => `acc_${from + i}`);

export const sites = ['https://a.example/1', 'https://b.example/2', 'https://c.example/3'] as const;

/** A provisional group of these members, last seen `hour` hours after the start. */
export function provisional(key: string, members: readonly string[], hour = 1): ProvisionalGroup {
  const lastSeen = start + hour * 3600;
  return {
    key,
    members,
    edges: members.slice(1).map((member) => ({
      accountA: members[0],
      accountB: member,
      weight: 3,
      windowSeconds: 60,
      layer: 'url' as const,
    })),
    objects: sites.map((object, i) => ({
      layer: 'url' as const,
      object,
      surprise: 10 - i,
      audience: members.length,
      posts: members.map((account, m) => ({ account, post: `pst_${i}_${m}_${hour}`, time: lastSeen - 60 + m })),
    })),
    layers: ['url'],
    windowSeconds: 60,
    firstSeen: start,
    lastSeen,
  };
}

export const updateOf = (groups: readonly ProvisionalGroup[], gone: readonly string[] = []): StreamUpdate => ({
  kind: 'provisional',
  watermark: start,
  groups,
  gone,
});

/** A result with a group for each list of members. */
export const resultOf = (
  groups: readonly (readonly string[])[],
  seed = 1,
  declared?: string,
  calibrated = true,
): CoordinationResult =>
  fixtureResult(
    seed,
    groups.map((accounts) => ({
      accounts,
      objects: sites.map((object) => ({ layer: 'url', object })),
      windowSeconds: 60,
      ...(declared === undefined ? {} : { declared }),
    })),
    calibrated,
  );

/** The close of a pane that ends `hours` after the start. */
export const paneOf = (result: CoordinationResult, hours = 24 * 30): StreamUpdate => ({
  kind: 'pane',
  from: start,
  to: start + hours * 3600,
  result,
});
