// The connector of a target.
import { PollwardenError } from '../../kernel/errors.ts';
import type { Connector, FollowTarget } from './connector.ts';
import { jetstream } from './jetstream.ts';
import { byteStream } from './lines.ts';
import { mastodon } from './mastodon.ts';
import { tail } from './tail.ts';

/** USAGE for an address that cannot be one. `stdin` is where "stdin" reads. */
export function connectorOf(target: FollowTarget, stdin?: AsyncIterable<Uint8Array>): Connector {
  switch (target.kind) {
    case 'jetstream':
      return jetstream(target.urls);
    case 'mastodon':
      return mastodon(target);
    case 'tail':
      return tail(target.file);
    case 'http':
      return pushed;
    case 'stdin':
      return byteStream(stdin ?? noInput());
    default:
      return target satisfies never;
  }
}

function noInput(): never {
  throw new PollwardenError('USAGE', 'there is no standard input here');
}

/** Records are sent to us (Follower.take); there is nothing to ask for. */
async function* pushed({ notes, signal }: Parameters<Connector>[0]): ReturnType<Connector> {
  notes.connected();
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
  // A generator that yields nothing.
  yield* [];
}
