// Sources and purpose records over HTTP.
import { PollwardenError } from '../../../kernel/errors.ts';
import { connectorOf } from '../../../ingest/follow/connect.ts';
import { publicJetstreams } from '../../../ingest/follow/jetstream.ts';
import { refuseClosedHost } from '../../../ingest/follow/web/address.ts';
import type { LiveHost } from '../../../live/host.ts';
import { byOf } from '../../caller.ts';
import { type AnyRoute, defineRoute } from '../../route.ts';
import type { Space } from '../../space.ts';
import type { Keeper } from './keeper.ts';
import { refuseNewSource } from './own-stream.ts';
import {
  createdSource,
  done,
  type NewSource,
  newSource,
  purposeItem,
  purposeList,
  purposeRecord,
  pushed,
  sourceItem,
  sourceList,
  sourceParams,
} from './schemas.ts';
import { addPurpose, addSource, hasToken, type KeptTarget, sourceById } from './store.ts';
import { addressOf, purposeListOf, sourceListOf, sourceView } from './view.ts';

const tag = 'sources';
const largestBody = 8 * 1_048_576;

/** USAGE, SOURCE_ADDRESS_CLOSED: said when the source is added, not when it first fails. */
function targetOf(body: NewSource, allowPrivate: boolean): KeptTarget {
  const target: KeptTarget =
    body.kind === 'jetstream'
      ? { kind: 'jetstream', urls: body.urls === undefined || body.urls.length === 0 ? publicJetstreams : body.urls }
      : body.kind === 'mastodon'
        ? {
            kind: 'mastodon',
            url: body.url,
            stream: body.stream ?? 'public',
            ...(body.tokenVariable === undefined ? {} : { tokenVariable: body.tokenVariable }),
          }
        : { kind: 'http' };
  // As it will be once its token is there.
  connectorOf(target.kind === 'mastodon' && target.tokenVariable !== undefined ? { ...target, token: '…' } : target);
  const urls = target.kind === 'jetstream' ? target.urls : target.kind === 'mastodon' ? [target.url] : [];
  for (const url of urls) refuseClosedHost(new URL(url), allowPrivate);
  return target;
}

/** A sender that is refused is told when to come again. */
function withRetry(error: unknown): never {
  const busy = error instanceof PollwardenError && error.code === 'SOURCE_BUSY';
  throw busy ? Object.assign(error, { retryAfterSeconds: 1 }) : error;
}

export function sourceRoutes(space: Space, keeper: Keeper, live: LiveHost): readonly AnyRoute[] {
  const { ledger, hub } = space;
  return [
    defineRoute({
      method: 'GET',
      url: '/purposes',
      summary: 'Purpose records, and an example to begin with',
      tag,
      response: purposeList,
      handle: () => purposeListOf(ledger),
    }),
    defineRoute({
      method: 'POST',
      url: '/purposes',
      summary: 'Set down a purpose record',
      tag,
      body: purposeRecord,
      bodyLimit: 262_144,
      response: purposeItem,
      handle: ({ body }, context) => {
        const { id } = addPurpose(ledger, body, byOf(context));
        const item = purposeListOf(ledger).items.find((one) => one.id === id);
        if (item === undefined) throw new PollwardenError('NOT_FOUND');
        return item;
      },
    }),
    defineRoute({
      method: 'GET',
      url: '/sources',
      summary: 'Sources with how they stand',
      tag,
      response: sourceList,
      handle: () => sourceListOf(space, keeper, live),
    }),
    defineRoute({
      method: 'POST',
      url: '/sources',
      summary: 'Add a source; it does not run yet',
      tag,
      body: newSource,
      response: createdSource,
      handle: ({ body }, context) => {
        refuseNewSource(space);
        const target = targetOf(body, space.config.allowPrivateSources === true);
        const { name, purposeId } = body;
        const address = addressOf(target, space, '…');
        const added = addSource(ledger, { name, purposeId, target, address }, byOf(context));
        hub.publish({ topic: 'sources', change: 'added', id: added.source.id });
        return { source: sourceView(space, keeper, added.source), token: added.token };
      },
    }),
    defineRoute({
      method: 'POST',
      url: '/sources/:id/start',
      summary: 'Start a source under its purpose record',
      tag,
      params: sourceParams,
      response: sourceItem,
      handle: async ({ params }, context) => {
        await keeper.start(params.id, byOf(context));
        return sourceView(space, keeper, sourceById(ledger, params.id));
      },
    }),
    defineRoute({
      method: 'POST',
      url: '/sources/:id/stop',
      summary: 'Stop a source after the batch at hand',
      tag,
      params: sourceParams,
      response: sourceItem,
      handle: async ({ params }, context) => {
        await keeper.stop(params.id, byOf(context));
        return sourceView(space, keeper, sourceById(ledger, params.id));
      },
    }),
    defineRoute({
      method: 'DELETE',
      url: '/sources/:id',
      summary: 'Remove a source that does not run; its rows stay until their retention ends',
      tag,
      params: sourceParams,
      response: done,
      handle: async ({ params }, context) => {
        await keeper.remove(params.id, byOf(context));
        return { done: true as const };
      },
    }),
    defineRoute({
      method: 'POST',
      url: '/sources/:id/posts',
      summary: 'Send posts as JSON lines (application/x-ndjson), with the token of the source as a bearer token',
      tag,
      params: sourceParams,
      bodyLimit: largestBody,
      response: pushed,
      admitProgram: ({ id = '' }, bearer) => {
        if (bearer === undefined || !hasToken(ledger, id, bearer)) throw new PollwardenError('SOURCE_TOKEN_INVALID');
      },
      handle: async ({ params }, { rawBody }) => {
        if (rawBody === undefined)
          throw new PollwardenError('MEDIA_TYPE_UNSUPPORTED', 'application/x-ndjson is needed');
        return await live.ask('push', { source: params.id, body: rawBody }).catch(withRetry);
      },
    }),
  ];
}
