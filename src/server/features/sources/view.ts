// Sources and purposes in the form of the API.
import { examplePurposeAt } from '../../../ingest/purpose.ts';
import type { Ledger } from '../../../ledger/ledger.ts';
import type { LiveHost } from '../../../live/host.ts';
import type { Space } from '../../space.ts';
import type { Keeper } from './keeper.ts';
import type { PurposeList, SourceItem, SourceList } from './schemas.ts';
import {
  endOf,
  eventsOf,
  type KeptTarget,
  listPurposes,
  listSources,
  purposeById,
  type StoredSource,
} from './store.ts';

export function purposeListOf(ledger: Ledger): PurposeList {
  const now = ledger.now();
  const sources = listSources(ledger);
  const items = listPurposes(ledger).map(({ id, record, createdAt, createdBy }) => ({
    id,
    record,
    createdAt,
    ...(createdBy === undefined ? {} : { createdBy }),
    endsAt: endOf(record),
    ended: endOf(record) <= now,
    sources: sources.filter((source) => source.purposeId === id).length,
  }));
  return { items, example: examplePurposeAt(now) };
}

/** Where it connects to, or where posts are sent. */
export function addressOf(target: KeptTarget, space: Space, id: string): string {
  if (target.kind === 'jetstream') return target.urls.join(' ');
  if (target.kind === 'mastodon') return `${target.url} (${target.stream})`;
  return `${space.config.publicUrl}${space.prefix}/api/sources/${id}/posts`;
}

export function sourceView(space: Space, keeper: Keeper, source: StoredSource): SourceItem {
  const { ledger } = space;
  const { id, name, target, purposeId, createdAt, wanted } = source;
  const record = purposeById(ledger, purposeId)?.record;
  const status = keeper.statusOf(id);
  const stopped = wanted === 'stopped' && status?.state !== 'failed' && status?.state !== 'ended';
  return {
    id,
    name,
    kind: target.kind,
    address: addressOf(target, space, id),
    purposeId,
    purpose: record?.purpose ?? '',
    purposeEndsAt: record === undefined ? 0 : endOf(record),
    createdAt,
    wanted,
    state: stopped ? 'stopped' : (status?.state ?? 'starting'),
    problem: status?.problem,
    lagSeconds: status?.lagSeconds,
    postsPerSecond: stopped ? 0 : (status?.postsPerSecond ?? 0),
    posts: status?.posts ?? 0,
    rowsAdded: status?.rowsAdded ?? 0,
    rowsKnown: status?.rowsKnown ?? 0,
    rejected: status?.rejected ?? 0,
    outOfScope: status?.outOfScope ?? 0,
    reconnects: status?.reconnects ?? 0,
    cursorTime: status?.cursorTime === undefined ? undefined : Math.round(status.cursorTime),
    losses: [...(status?.losses ?? [])],
    events: [...eventsOf(ledger, id)],
  };
}

export function sourceListOf(space: Space, keeper: Keeper, live: LiveHost): SourceList {
  const { state, problem, stream } = live.status().detection;
  return {
    items: listSources(space.ledger).map((source) => sourceView(space, keeper, source)),
    detection: { state, rows: stream?.shares ?? 0, problem: live.problem() ?? problem },
    asOf: space.now(),
  };
}
