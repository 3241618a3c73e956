// The server that a Mastodon source asks: its times, and what its refusals mean.
import type { IncomingMessage } from 'node:http';
import { PollwardenError } from '../../kernel/errors.ts';
import type { FollowContext, MastodonStream } from './connector.ts';
import { askedToWait } from './web/http-get.ts';

export const mastodonTimes = {
  /** How far before the last status the timeline is read again after a cut. */
  overlapSeconds: 600,
  connectMilliseconds: 15_000,
  /** A server sends a comment every 15 s. */
  idleMilliseconds: 60_000,
  /** Statuses of one backfill; what is beyond is said to be lost. */
  mostBackfilled: 40_000,
};
export type MastodonTimes = typeof mastodonTimes;

export type Mastodon = {
  readonly base: URL;
  readonly stream: MastodonStream;
  readonly headers: Readonly<Record<string, string>>;
  readonly times: MastodonTimes;
  readonly context: FollowContext;
};

/** SOURCE_FAILED where asking again cannot help; otherwise an error with the wait that the server asks for. */
export function refused(response: IncomingMessage, now: number): Error {
  const status = response.statusCode ?? 0;
  response.resume();
  response.destroy();
  if (status >= 300 && status < 400) return new PollwardenError('SOURCE_FAILED', 'the server sends us elsewhere');
  if ([401, 403, 404, 410, 422].includes(status)) {
    return new PollwardenError('SOURCE_FAILED', `the server answered ${status}; it may ask for a token`);
  }
  const waitMilliseconds = askedToWait(response.headers, now);
  return Object.assign(new Error(`the server answered ${status}`), { waitMilliseconds });
}
