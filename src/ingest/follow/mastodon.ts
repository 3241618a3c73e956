// Mastodon: the streaming API over server-sent events, and after a cut the timeline by min_id, page by page. Ids are
// snowflakes of the time of writing, and a server hears of posts late: hence the overlap; the lake knows what is twice.
import type { IncomingMessage } from 'node:http';
import { PollwardenError } from '../../kernel/errors.ts';
import {
  type Connector,
  longestRecordBytes,
  type MastodonStream,
  mostRecords,
  type RawBatch,
  type RawRecord,
} from './connector.ts';
import { backfill } from './mastodon-backfill.ts';
import { laterId } from './mastodon-ids.ts';
import { type Mastodon, type MastodonTimes, mastodonTimes, refused } from './mastodon-server.ts';
import { recordOf, tooLongRecord } from './records.ts';
import { checkedUrl } from './web/address.ts';
import { createBackoff, pause } from './web/backoff.ts';
import { openGet } from './web/http-get.ts';
import { createSseReader, type SseEvent } from './web/sse.ts';

export type MastodonTarget = { readonly url: string; readonly stream: MastodonStream; readonly token?: string };

/** USAGE for what is no http(s) address, or no https address where a token is sent. */
export function mastodon(target: MastodonTarget, times: Partial<MastodonTimes> = {}): Connector {
  const base = checkedUrl(target.url, ['http', 'https']);
  if (target.token !== undefined) refuseInTheClear(base);
  const headers: Readonly<Record<string, string>> =
    target.token === undefined ? {} : { authorization: `Bearer ${target.token}` };
  return (context) => follow({ base, stream: target.stream, headers, times: { ...mastodonTimes, ...times }, context });
}

/** A token goes over a network encrypted only. */
function refuseInTheClear({ protocol, hostname }: URL): void {
  if (protocol === 'https:' || ['127.0.0.1', '[::1]', 'localhost'].includes(hostname)) return;
  throw new PollwardenError('USAGE', 'a token is sent to an address of https only');
}

async function* follow(server: Mastodon): AsyncGenerator<RawBatch> {
  const { context } = server;
  const { signal, notes } = context;
  const backoff = createBackoff(context.random);
  const resumed = context.resume?.['id'];
  let last = typeof resumed === 'string' ? resumed : undefined;
  while (!signal.aborted) {
    let wait: number | undefined;
    let why = 'the server ended the stream';
    let response: IncomingMessage | undefined;
    try {
      // The stream first: what comes while the timeline is read waits in the socket.
      response = await openStream(server);
      notes.connected();
      if (last !== undefined) {
        for await (const batch of backfill(server, last)) {
          last = laterId(last, batch.records);
          yield { ...batch, resume: last === undefined ? undefined : { id: last } };
        }
      }
      for await (const records of events(response, server)) {
        backoff.reset();
        last = laterId(last, records);
        yield { records, resume: last === undefined ? undefined : { id: last } };
      }
    } catch (error) {
      if (error instanceof PollwardenError) throw error;
      why = error instanceof Error ? error.message : String(error);
      wait = (error as { readonly waitMilliseconds?: number }).waitMilliseconds;
    } finally {
      response?.destroy();
    }
    if (signal.aborted) return;
    notes.waiting(why);
    await pause(wait ?? backoff.next(), signal);
  }
}

const pathOf: Readonly<Record<MastodonStream, string>> = {
  public: 'public',
  'public:local': 'public/local',
  'public:remote': 'public/remote',
};

async function openStream({ base, stream, headers, times, context }: Mastodon): Promise<IncomingMessage> {
  const url = new URL(`/api/v1/streaming/${pathOf[stream]}`, base);
  const response = await openGet(url, { ...context, ...times, headers: { ...headers, accept: 'text/event-stream' } });
  if (response.statusCode === 200) return response;
  throw refused(response, context.now());
}

/** Statuses as they come; whatever one chunk holds is one batch. */
async function* events(response: IncomingMessage, server: Mastodon): AsyncGenerator<readonly RawRecord[]> {
  const read = createSseReader(longestRecordBytes);
  const { idleMilliseconds } = server.times;
  let timer = setTimeout(() => undefined, 0);
  const arm = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => response.destroy(new Error('nothing came for too long')), idleMilliseconds);
  };
  try {
    arm();
    for await (const chunk of response) {
      clearTimeout(timer);
      const records = read(chunk as Buffer).flatMap(recordOfEvent);
      for (let at = 0; at < records.length; at += mostRecords) yield records.slice(at, at + mostRecords);
      arm();
    }
  } finally {
    clearTimeout(timer);
  }
}

/** Deletions and edits of posts are no new posts. */
function recordOfEvent({ event, data, tooLong }: SseEvent): readonly RawRecord[] {
  if (tooLong) return [tooLongRecord(Buffer.from(data), longestRecordBytes)];
  return event === 'update' ? [recordOf(data)] : [];
}
