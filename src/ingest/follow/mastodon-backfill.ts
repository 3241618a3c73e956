// The timeline since a status, oldest page first (min_id), for what the stream did not bring while it was cut.
import { isObject, parseJson } from '../json/parse.ts';
import type { RawBatch, RawRecord } from './connector.ts';
import { type Mastodon, refused } from './mastodon-server.ts';
import { earlierId, laterId, timeOfId } from './mastodon-ids.ts';
import { pause } from './web/backoff.ts';
import { askedToWait, openGet, readBody } from './web/http-get.ts';

const pageSize = 40;
const longestPageBytes = 8 * 2 ** 20;
const pageMilliseconds = 30_000;

/** Pages until one brings nothing newer. Throws what the server answers, 429 aside, for which it waits. */
export async function* backfill(server: Mastodon, last: string): AsyncGenerator<RawBatch> {
  const { context, times } = server;
  let from = earlierId(last, times.overlapSeconds);
  for (let statuses = 0; !context.signal.aborted; ) {
    const page = await readPage(server, from);
    if (page === 'wait') continue;
    const newest = laterId(from, page) ?? from;
    statuses += page.length;
    if (page.length > 0) yield { records: page, resume: undefined };
    if (newest === from || page.length === 0) return;
    if (statuses >= times.mostBackfilled) {
      const begin = timeOfId(newest) ?? context.now();
      context.notes.lost(begin, context.now(), `more than ${times.mostBackfilled} statuses were missed`);
      return;
    }
    from = newest;
  }
}

async function readPage(server: Mastodon, from: string): Promise<readonly RawRecord[] | 'wait'> {
  const { base, stream, headers, times, context } = server;
  const url = new URL('/api/v1/timelines/public', base);
  url.searchParams.set('limit', String(pageSize));
  url.searchParams.set('min_id', from);
  if (stream !== 'public') url.searchParams.set(stream === 'public:local' ? 'local' : 'remote', 'true');
  const response = await openGet(url, { ...context, ...times, headers });
  if (response.statusCode === 429) {
    const wait = askedToWait(response.headers, context.now()) ?? 30_000;
    response.destroy();
    context.notes.waiting(`the server asks us to wait ${Math.ceil(wait / 1000)} s`);
    await pause(Math.max(wait, 50), context.signal);
    context.notes.connected();
    return 'wait';
  }
  if (response.statusCode !== 200) throw refused(response, context.now());
  return recordsOf(await readBody(response, longestPageBytes, pageMilliseconds));
}

function recordsOf(body: string): readonly RawRecord[] {
  const parsed = parseJson(body);
  if (!parsed.ok || !Array.isArray(parsed.value)) throw new Error('the timeline is no list of statuses');
  return (parsed.value as readonly unknown[]).slice(0, pageSize * 2).map((value): RawRecord => {
    const raw = JSON.stringify(value).slice(0, 2000);
    if (isObject(value)) return { raw, value };
    return { raw, problem: { code: 'ROW_MALFORMED', reason: 'no status' } };
  });
}
