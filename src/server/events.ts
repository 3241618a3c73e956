// GET /events: what happens in a space as server-sent events. A page that falls behind is let go, and comes back by itself.
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { PollwardenError } from '../kernel/errors.ts';
import { accessOf, admission, admitted } from './admission.ts';
import type { ApiTools } from './api.ts';
import { type HubEvent, topics } from './hub.ts';
import type { Limits } from './limits.ts';
import type { Space } from './space.ts';
import { topicsFor } from './topic-access.ts';

type StreamOwner = { readonly space: Space['name']; readonly session: string };

/** All open streams of a server, so that it can end them and count them. */
export type EventStreams = {
  readonly count: () => number;
  /** Streams that were let go because their reader was too slow. */
  readonly dropped: () => number;
  readonly endAll: () => void;
  readonly open: (of: StreamOwner, stream: Readable) => void;
  /** Throws TOO_MANY_REQUESTS where a session, or all of its space, have as many as they may. */
  readonly refuseMore: (of: StreamOwner) => void;
  readonly drop: (stream: Readable) => void;
};

export function createEventStreams(limits: Limits): EventStreams {
  const sessions = new Map<Readable, StreamOwner>();
  let dropped = 0;
  return {
    count: () => sessions.size,
    dropped: () => dropped,
    endAll: () => {
      for (const stream of sessions.keys()) stream.push(null);
    },
    open: (of, stream) => {
      sessions.set(stream, of);
      stream.once('close', () => sessions.delete(stream));
    },
    refuseMore: ({ space, session }) => {
      const ofSpace = [...sessions.values()].filter((one) => one.space === space);
      const own = ofSpace.filter((one) => one.session === session).length;
      const most = space === 'demonstration' ? limits.demonstrationStreams : limits.streams;
      if (own >= limits.streamsPerSession || ofSpace.length >= most) {
        throw new PollwardenError('TOO_MANY_REQUESTS', 'too many live pages are open');
      }
    },
    drop: (stream) => {
      dropped++;
      stream.destroy();
    },
  };
}

const querySchema = z.object({
  topics: z
    .string()
    .max(200)
    .default('')
    .transform((text) => text.split(',').filter((word) => word !== ''))
    .pipe(z.array(z.enum(topics)).max(topics.length)),
});

/** Registers the stream of a space. */
export function registerEvents(api: FastifyInstance, space: Space, streams: EventStreams, tools: ApiTools): void {
  api.route({
    method: 'GET',
    url: '/events',
    exposeHeadRoute: false,
    schema: {
      summary: 'What happens here, as server-sent events: event <topic>, data {change, id, data}',
      tags: ['server'],
      querystring: querySchema,
      hide: tools.hide('GET /events'),
    },
    onRequest: admission(space, accessOf('GET', '/events'), [tools.general], tools.sessionOf),
    handler: async (request, reply) => await openStream(space, streams, tools, request, reply),
  });
}

const eventText = (name: string, data: unknown): string => `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;

async function openStream(
  space: Space,
  streams: EventStreams,
  { limits, sessionOf }: ApiTools,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { session, token } = admitted(request);
  if (session === undefined || token === undefined) throw new PollwardenError('NOT_SIGNED_IN');
  const owner = { space: space.name, session: session.id };
  streams.refuseMore(owner);
  const { topics: asked } = request.query as z.output<typeof querySchema>;
  const heard = topicsFor(session.role, asked);
  const stream = new Readable({ read: () => {} });
  const send = (text: string): void => {
    if (stream.destroyed || stream.readableEnded) return;
    stream.push(text);
    if (stream.readableLength > limits.streamBytes) streams.drop(stream);
  };
  const stop = space.hub.subscribe(({ topic, change, id, data }: HubEvent) => {
    if (heard.includes(topic)) send(eventText(topic, { change, id, data }));
  });
  const beat = setInterval(() => {
    // A role that changed hears other topics: the page comes back and asks anew.
    if (sessionOf(space.ledger, token)?.role === session.role) return send(': beat\n\n');
    send(eventText('ended', {}));
    stream.push(null);
  }, limits.heartbeatMilliseconds);
  stream.once('close', () => {
    clearInterval(beat);
    stop();
  });
  streams.open(owner, stream);
  send(`retry: 2000\n${eventText('listening', { topics: heard })}`);
  return await reply.type('text/event-stream; charset=utf-8').header('x-accel-buffering', 'no').send(stream);
}
