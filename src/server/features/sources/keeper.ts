// Runs the sources of a space: those that are wanted run, also after a restart of the server; what ends by itself, at the
// end of its purpose or for a fault, is recorded and shown.
import type { SourceStatus } from '../../../ingest/follow/status.ts';
import { PollwardenError } from '../../../kernel/errors.ts';
import type { By } from '../../../ledger/audit/entry.ts';
import type { LiveStatus } from '../../../live/contract.ts';
import type { LiveHost } from '../../../live/host.ts';
import type { Space } from '../../space.ts';
import { refuseForeignStart, refuseRemoval } from './own-stream.ts';
import {
  endOf,
  listSources,
  markGap,
  markStarted,
  markStopped,
  purposeById,
  removeSource,
  sourceById,
  type StoredSource,
} from './store.ts';

export type Keeper = {
  /** PURPOSE_ENDED, CONFLICT when it runs, what the lake says. */
  readonly start: (id: string, by: By) => Promise<void>;
  readonly stop: (id: string, by: By) => Promise<void>;
  readonly remove: (id: string, by: By) => Promise<void>;
  readonly statusOf: (id: string) => SourceStatus | undefined;
  /** Starts those that are wanted; once, at the start of the server. */
  readonly resume: () => Promise<void>;
  /** The server stops: what does not start any more is still wanted. */
  readonly leave: () => void;
};

const system: By = { actor: { kind: 'system', id: 'sources' } };

/** `tokenOf` reads a variable of the environment. */
export function createKeeper(space: Space, live: LiveHost, tokenOf: (variable: string) => string | undefined): Keeper {
  const { ledger, hub, log, now } = space;
  const told = new Map<string, number>();
  const stopping = new Set<string>();
  let before = '';
  let leaving = false;

  const begin = async (source: StoredSource): Promise<void> => {
    refuseForeignStart(space, source);
    const purpose = purposeById(ledger, source.purposeId)?.record;
    if (purpose === undefined) throw new PollwardenError('PURPOSE_MISSING');
    if (endOf(purpose) <= now()) throw new PollwardenError('PURPOSE_ENDED', `its last day was ${purpose.endDate}`);
    const { tokenVariable, ...target } = source.target;
    const token = tokenVariable === undefined ? undefined : tokenOf(tokenVariable);
    if (tokenVariable !== undefined && token === undefined) {
      throw new PollwardenError('SOURCE_FAILED', `the environment variable ${tokenVariable} is not set`);
    }
    const withToken = target.kind === 'mastodon' && token !== undefined ? { ...target, token } : target;
    await live.startSource({ id: source.id, target: withToken, purpose, enforceScope: true });
  };

  /** Of one source that ran: what it says that the ledger does not know yet. */
  const notice = (status: SourceStatus): void => {
    const source = listSources(ledger).find(({ id }) => id === status.id);
    // The demonstration's is not in the ledger.
    if (source === undefined) return;
    const known = told.get(status.id) ?? status.losses.length;
    for (const loss of status.losses.slice(known)) markGap(ledger, status.id, loss, system);
    told.set(status.id, status.losses.length);
    const over = status.state === 'ended' || status.state === 'failed';
    if (!over || stopping.has(status.id)) return;
    if (source.wanted !== 'running') return;
    const reason = status.state === 'ended' ? 'purposeEnded' : 'failed';
    markStopped(ledger, status.id, { reason, detail: status.problem, posts: status.posts }, system);
    void live.stopSource(status.id).catch(() => undefined);
    log.warn({ source: status.id, reason, problem: status.problem }, 'a source ended by itself');
  };

  live.onStatus((status: LiveStatus) => {
    for (const one of status.sources) {
      try {
        notice(one);
      } catch (error) {
        log.error({ source: one.id, problem: String(error) }, 'the state of a source could not be recorded');
      }
    }
    // Live pages hear of changes, not of every number.
    const shown = status.sources.map(({ id, state, posts, rejected }) => [id, state, posts, rejected].join()).join(' ');
    if (shown === before) return;
    before = shown;
    hub.publish({ topic: 'sources', change: 'changed' });
  });

  return {
    start: async (id, by) => {
      const source = sourceById(ledger, id);
      if (source.wanted === 'running') throw new PollwardenError('CONFLICT', 'the source runs');
      await begin(source);
      markStarted(ledger, source, by);
      hub.publish({ topic: 'sources', change: 'changed', id });
    },
    stop: async (id, by) => {
      const source = sourceById(ledger, id);
      if (source.wanted === 'stopped') throw new PollwardenError('CONFLICT', 'the source does not run');
      stopping.add(id);
      try {
        const posts = live.status().sources.find((one) => one.id === id)?.posts ?? 0;
        markStopped(ledger, id, { reason: 'person', posts }, by);
        await live.stopSource(id);
      } finally {
        stopping.delete(id);
      }
      hub.publish({ topic: 'sources', change: 'changed', id });
    },
    remove: async (id, by) => {
      const source = sourceById(ledger, id);
      refuseRemoval(space, source);
      if (source.wanted === 'running') throw new PollwardenError('CONFLICT', 'stop the source first');
      removeSource(ledger, source, by);
      await live.ask('forget', { source: id });
      hub.publish({ topic: 'sources', change: 'removed', id });
    },
    leave: () => {
      leaving = true;
    },
    statusOf: (id) => live.status().sources.find((one) => one.id === id),
    resume: async () => {
      for (const source of listSources(ledger).filter(({ wanted }) => wanted === 'running')) {
        try {
          await begin(source);
        } catch (error) {
          if (leaving) return;
          const ended = error instanceof PollwardenError && error.code === 'PURPOSE_ENDED';
          const detail = error instanceof Error ? error.message : String(error);
          markStopped(ledger, source.id, { reason: ended ? 'purposeEnded' : 'failed', detail, posts: 0 }, system);
          log.warn({ source: source.id, problem: detail }, 'a source could not be started again');
        }
      }
    },
  };
}
