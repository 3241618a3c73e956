// Bluesky's Jetstream (github.com/bluesky-social/jetstream): commits as JSON over WebSocket, resumed by `cursor`, the
// time_us of the last event. Servers agree on time_us only about, hence the overlap; the lake knows what comes twice.
import { PollwardenError } from '../../kernel/errors.ts';
import { type Connector, type FollowContext, longestRecordBytes, mostRecords, type RawRecord } from './connector.ts';
import { recordOf, tooLongRecord } from './records.ts';
import { checkedUrl } from './web/address.ts';
import { createBackoff, pause } from './web/backoff.ts';
import type { Message } from './web/frames.ts';
import { openTextSocket, type TextSocket } from './web/web-socket.ts';

export const publicJetstreams: readonly string[] = [
  'wss://jetstream1.us-east.bsky.network/subscribe',
  'wss://jetstream2.us-east.bsky.network/subscribe',
  'wss://jetstream1.us-west.bsky.network/subscribe',
  'wss://jetstream2.us-west.bsky.network/subscribe',
];

const collections = ['app.bsky.feed.post', 'app.bsky.feed.repost'];

const defaults = {
  /** How far before the last event a new connection begins. */
  overlapSeconds: 5,
  /** A stream that begins this long after the cursor has lost what was between. */
  gapSeconds: 60,
  connectMilliseconds: 15_000,
  idleMilliseconds: 60_000,
};
export type JetstreamTimes = typeof defaults;

/** `urls` are tried in turn. USAGE for what is no ws(s) address. */
export function jetstream(urls: readonly string[], times: Partial<JetstreamTimes> = {}): Connector {
  const servers = urls.map((url) => checkedUrl(url, ['ws', 'wss']));
  if (servers.length === 0) throw new PollwardenError('USAGE', 'a Jetstream needs an address');
  return (context) => follow(servers, { ...defaults, ...times }, context);
}

type State = {
  /** Microseconds since 1970 of the newest event. */
  cursor: number | undefined;
  server: number;
  /** The next event tells whether the cursor was still there. */
  resumedAt: number | undefined;
};

async function* follow(servers: readonly URL[], times: JetstreamTimes, context: FollowContext) {
  const { signal, notes, now } = context;
  const backoff = createBackoff(context.random);
  const before = Number(context.resume?.['cursor'] ?? Number.NaN);
  const state: State = { cursor: isMicros(before) ? before : undefined, server: 0, resumedAt: undefined };
  while (!signal.aborted) {
    const url = subscription(servers[state.server % servers.length], state.cursor, times.overlapSeconds);
    let socket: TextSocket | undefined;
    let why: string;
    try {
      socket = await openTextSocket(url, { ...context, ...times, maxBytes: longestRecordBytes });
      notes.connected();
      state.resumedAt = state.cursor;
      for (let read = await socket.read(mostRecords); read !== undefined; read = await socket.read(mostRecords)) {
        const records = read.map(recordOfMessage);
        noteGap(state, records, times, context);
        advance(state, records, now());
        backoff.reset();
        yield { records, resume: state.cursor === undefined ? undefined : { cursor: state.cursor } };
      }
      why = socket.why();
    } catch (error) {
      if (error instanceof PollwardenError) throw error;
      why = error instanceof Error ? error.message : String(error);
      forgetRefusedCursor(state, error, context);
    } finally {
      socket?.close();
    }
    if (signal.aborted) return;
    state.server++;
    notes.waiting(why);
    await pause(backoff.next(), signal);
  }
}

function subscription(server: URL, cursor: number | undefined, overlapSeconds: number): URL {
  const url = new URL(server);
  for (const collection of collections) url.searchParams.append('wantedCollections', collection);
  url.searchParams.set('maxMessageSizeBytes', String(longestRecordBytes));
  if (cursor !== undefined) url.searchParams.set('cursor', String(Math.max(1, cursor - overlapSeconds * 1_000_000)));
  return url;
}

function recordOfMessage(message: Message): RawRecord {
  if (message.kind === 'text') return recordOf(message.text);
  if (message.kind === 'tooLong') return tooLongRecord(message.head, longestRecordBytes);
  if (message.kind === 'notUtf8') {
    const raw = message.bytes.subarray(0, 2000).toString('latin1');
    return { raw, problem: { code: 'ENCODING_INVALID', reason: 'bytes that are no UTF-8' } };
  }
  return { raw: '', problem: { code: 'ROW_MALFORMED', reason: 'a binary message; compression is not asked for' } };
}

const isMicros = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 1e14 && value < 4.1e15;

const timeOf = (record: RawRecord): number | undefined => {
  const time = record.problem === undefined ? record.value['time_us'] : undefined;
  return isMicros(time) ? time : undefined;
};

/** A time ahead of our clock would make the next connection skip what is before it. */
function advance(state: State, records: readonly RawRecord[], now: number): void {
  const latest = (now + 60_000) * 1000;
  for (const record of records) {
    const time = timeOf(record);
    if (time !== undefined && time <= latest && time > (state.cursor ?? 0)) state.cursor = time;
  }
}

/** A server that has not the cursor any more begins with what it has, and says nothing of it. */
function noteGap(state: State, records: readonly RawRecord[], times: JetstreamTimes, { notes }: FollowContext): void {
  if (state.resumedAt === undefined) return;
  const first = records.map(timeOf).find((time) => time !== undefined);
  if (first === undefined) return;
  if (first > state.resumedAt + times.gapSeconds * 1_000_000) {
    notes.lost(state.resumedAt / 1000, first / 1000, 'the server does not go back that far, or nothing was posted');
  }
  state.resumedAt = undefined;
}

/** 400 to a cursor: the server refuses it. What lies between is lost, and is said to be. */
function forgetRefusedCursor(state: State, error: unknown, { notes, now }: FollowContext): void {
  if ((error as { readonly status?: unknown } | null)?.status !== 400 || state.cursor === undefined) return;
  notes.lost(state.cursor / 1000, now(), 'the server refused the cursor');
  state.cursor = undefined;
}
