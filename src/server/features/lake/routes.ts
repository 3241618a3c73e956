// The lake over HTTP: what it holds, its runs, rejected rows, erasure and retention.
import { existingKey } from '../../../ingest/pseudonym-key.ts';
import { PollwardenError } from '../../../kernel/errors.ts';
import { listDeletions } from '../../../lake/deletions.ts';
import { listRejected, openRejected } from '../../../lake/rejected.ts';
import { recordAudit } from '../../../ledger/audit/record.ts';
import type { LiveHost } from '../../../live/host.ts';
import { byOf } from '../../caller.ts';
import { type AnyRoute, defineRoute } from '../../route.ts';
import type { Space } from '../../space.ts';
import { eraseInSpace } from './erase.ts';
import { type LakeState, manifestOf, overviewOf, runListOf } from './overview.ts';
import { pickRuns } from './runs.ts';
import {
  erasureAnswer,
  erasureList,
  erasureRequest,
  expiryAnswer,
  lakeOverview,
  lakeRunList,
  listQuery,
  type RejectedList,
  rejectedList,
  rejectedQuery,
} from './schemas.ts';

const tag = 'lake';
const usualLimit = 50;
/** The pages do not wait for a pipeline that is busy: then they show what the manifest says. */
const pendingMilliseconds = 100;

async function stateOf(space: Space, live: LiveHost): Promise<LakeState> {
  const late = new Promise<undefined>((resolve) => {
    setTimeout(() => resolve(undefined), pendingMilliseconds).unref();
  });
  const asked = live.isRunning() ? live.ask('pending', null).catch(() => undefined) : undefined;
  const pending = await Promise.race([asked, late]);
  return { manifest: manifestOf(space.folder), pending };
}

/** A page of `items` from the place that `cursor` names: a number of ours. INPUT_INVALID for another. */
function page<T>(
  items: readonly T[],
  all: number,
  { cursor, limit = usualLimit }: { readonly cursor?: string | undefined; readonly limit?: number | undefined },
): { items: T[]; matching: number; all: number; next?: string } {
  if (cursor !== undefined && !/^\d{1,9}$/.test(cursor))
    throw new PollwardenError('INPUT_INVALID', 'no cursor of ours');
  const from = Number(cursor ?? 0);
  const next = from + limit < items.length ? { next: String(from + limit) } : {};
  return { items: items.slice(from, from + limit), matching: items.length, all, ...next };
}

function rejectedOf(space: Space, run: string, request: Parameters<typeof page>[2]): RejectedList {
  const key = existingKey(space.folder, 'rejected');
  const files = listRejected(space.folder).filter((file) => file.run === run);
  if (files.length === 0) throw new PollwardenError('NOT_FOUND', 'no rejected rows are kept of this run');
  if (key === undefined) return { items: [], matching: 0, all: 0, unreadable: files.length };
  const opened = files.map(({ name }) => openRejected(space.folder, key, name));
  const rows = opened.flatMap((one) => one.rows);
  const unreadable = opened.reduce((sum, one) => sum + one.unreadable, 0);
  return { ...page(rows, rows.length, request), unreadable };
}

export function lakeRoutes(space: Space, live: LiveHost): readonly AnyRoute[] {
  const { ledger, hub, folder } = space;
  return [
    defineRoute({
      method: 'GET',
      url: '/lake',
      summary: 'What the lake holds: kinds, days, rows, purposes, what retention deletes next',
      tag,
      response: lakeOverview,
      handle: async () => overviewOf(folder, await stateOf(space, live), space.now()),
    }),
    defineRoute({
      method: 'GET',
      url: '/lake/runs',
      summary: 'Runs that brought rows, by query',
      tag,
      query: listQuery,
      response: lakeRunList,
      handle: async ({ query }) => {
        const runs = runListOf(folder, await stateOf(space, live));
        return page(pickRuns(runs, query, space.now()), runs.length, query);
      },
    }),
    defineRoute({
      method: 'GET',
      url: '/lake/rejected',
      summary: 'Rejected rows of a run, opened: a reveal, and recorded as one',
      tag,
      query: rejectedQuery,
      response: rejectedList,
      perMinute: 60,
      handle: ({ query }, context) => {
        const list = rejectedOf(space, query.run, query);
        const details = { rows: list.items.length, from: Number(query.cursor ?? 0) };
        ledger.write(() =>
          recordAudit(ledger, { event: 'rejected.revealed', ...byOf(context), subject: query.run, details }),
        );
        return list;
      },
    }),
    defineRoute({
      method: 'GET',
      url: '/lake/erasures',
      summary: 'Erasures and expiries, newest first',
      tag,
      query: listQuery.pick({ cursor: true, limit: true }),
      response: erasureList,
      handle: ({ query }) => {
        const all = listDeletions(folder).toReversed();
        return page(all, all.length, query);
      },
    }),
    defineRoute({
      method: 'POST',
      url: '/lake/erasures',
      summary: 'Erase an account or all before a day; without confirm, count what would go',
      tag,
      body: erasureRequest,
      response: erasureAnswer,
      perMinute: 30,
      handle: async ({ body }, context) => await eraseInSpace(space, live, body, byOf(context)),
    }),
    defineRoute({
      method: 'POST',
      url: '/lake/expiry',
      summary: 'Apply retention now',
      tag,
      response: expiryAnswer,
      perMinute: 10,
      handle: async (_, context) => {
        const { runs, rowsRemoved, rejectedFiles } = await live.ask('expire', null);
        const details = { runs: runs.length, rows: rowsRemoved, rejectedFiles };
        ledger.write(() => recordAudit(ledger, { event: 'lake.expired', ...byOf(context), details }));
        if (rowsRemoved > 0) hub.publish({ topic: 'lake', change: 'removed' });
        return { runs: runs.length, rowsRemoved, rejectedFiles };
      },
    }),
  ];
}
