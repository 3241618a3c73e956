// A Mastodon on this machine for tests: the public stream over server-sent events and the timeline by min_id.
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const firstMilliseconds = 1_780_000_000_000;

/** Status n is the same whenever it is asked for; ids are snowflakes, one each second. */
export const idOfStatus = (n: number): string => String((BigInt(firstMilliseconds + n * 1000) << 16n) + BigInt(n % 7));

export const statusOf = (n: number): Record<string, unknown> => ({
  id: idOfStatus(n),
  uri: `https://social.example/users/a${n % 30}/statuses/${n}`,
  created_at: new Date(firstMilliseconds + n * 1000).toISOString(),
  account: { id: String(n % 30), acct: `a${n % 30}`, url: `https://social.example/@a${n % 30}` },
  content: `<p>Status ${n} about the <a href="https://social.example/tags/vote">#vote</a></p>`,
  tags: [{ name: 'vote' }],
  media_attachments: [],
  mentions: [],
});

export type MastodonMisbehaviour = {
  /** Cuts the stream after so many statuses. */
  readonly cutAfter?: number;
  /** The timeline answers 429 this often, with Retry-After or X-RateLimit-Reset in turn. */
  rateLimits?: number;
  /** The stream answers these first. */
  readonly refusals?: number[];
  readonly token?: string;
  /** Statuses that the stream passes over, as while it was cut: only the timeline has them. */
  readonly missedByStream?: (n: number) => boolean;
  readonly garbage?: boolean;
  /** Sends the bytes of each event one by one. */
  readonly drip?: boolean;
  readonly redirect?: string;
};

export type FakeMastodon = {
  readonly url: string;
  readonly streams: () => number;
  readonly pages: () => number;
  readonly grow: (n: number) => void;
  readonly close: () => Promise<void>;
};

const pageSize = 40;

export async function fakeMastodon(misbehaviour: MastodonMisbehaviour = {}): Promise<FakeMastodon> {
  let available = 0;
  let streamed = 0;
  let streams = 0;
  let pages = 0;
  const open = new Set<ServerResponse>();
  const refusals = [...(misbehaviour.refusals ?? [])];
  let since = 0;

  const push = (response: ServerResponse, text: string): void => {
    if (misbehaviour.drip === true) for (const byte of Buffer.from(text)) response.write(Buffer.of(byte));
    else response.write(text);
  };
  const sendNew = (): void => {
    for (; streamed < available; streamed++) {
      const n = streamed;
      if (misbehaviour.missedByStream?.(n) === true) continue;
      for (const response of open) {
        if (misbehaviour.garbage === true && n % 10 === 0) {
          push(
            response,
            'event: update\ndata: {"broken\n\nevent: delete\ndata: 5\n\nnonsense\n\nevent: update\ndata: 7\n\n',
          );
        }
        push(response, `:thump\n\nevent: update\ndata: ${JSON.stringify(statusOf(n))}\n\n`);
      }
      since++;
      if (misbehaviour.cutAfter !== undefined && since >= misbehaviour.cutAfter) {
        since = 0;
        for (const response of open) response.destroy();
        open.clear();
        // What comes while nobody listens is only in the timeline.
        streamed = available;
        return;
      }
    }
  };

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://host');
    if (misbehaviour.redirect !== undefined) {
      return void response.writeHead(302, { location: misbehaviour.redirect }).end();
    }
    if (misbehaviour.token !== undefined && request.headers.authorization !== `Bearer ${misbehaviour.token}`) {
      return void response.writeHead(401).end('{}');
    }
    if (url.pathname === '/api/v1/streaming/public') {
      const refusal = refusals.shift();
      if (refusal !== undefined) return void response.writeHead(refusal, { 'retry-after': '0' }).end();
      streams++;
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(':)\n\n');
      open.add(response);
      response.on('close', () => open.delete(response));
      return sendNew();
    }
    if (url.pathname !== '/api/v1/timelines/public') return void response.writeHead(404).end();
    if ((misbehaviour.rateLimits ?? 0) > 0) {
      misbehaviour.rateLimits = (misbehaviour.rateLimits ?? 0) - 1;
      const soon = new Date(Date.now() + 60).toISOString();
      const headers: Record<string, string> =
        misbehaviour.rateLimits % 2 === 0 ? { 'retry-after': '0' } : { 'x-ratelimit-reset': soon };
      return void response.writeHead(429, headers).end();
    }
    pages++;
    const min = BigInt(url.searchParams.get('min_id') ?? '0');
    const newer = Array.from({ length: available }, (_, n) => n).filter((n) => BigInt(idOfStatus(n)) > min);
    const page = newer.slice(0, pageSize).toReversed();
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(page.map(statusOf)));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    streams: () => streams,
    pages: () => pages,
    grow: (n) => {
      available = n;
      sendNew();
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}
