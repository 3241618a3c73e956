// Takes posts over HTTP on this machine only: POST /posts, JSON lines; 200 when they are durable, 429 when too much waits.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PollwardenError } from '../../../kernel/errors.ts';
import type { Pipeline } from '../../../live/pipeline.ts';

const largestBody = 8 * 2 ** 20;
const loopback = new Set(['127.0.0.1', 'localhost', '[::1]']);

export type PostListener = { readonly port: number; readonly close: () => Promise<void> };

/** Port 0 takes a free one; the address is told on stderr. */
export async function listenForPosts(pipeline: Pipeline, source: string, port: number): Promise<PostListener> {
  const server = createServer((request, response) => {
    take(pipeline, source, request).then(
      (answer) => send(response, 200, answer),
      (error: unknown) => {
        const [status, code] = failureOf(error);
        if (status === 413) request.destroy();
        send(response, status, { error: { code } });
      },
    );
  });
  server.requestTimeout = 30_000;
  server.headersTimeout = 10_000;
  server.maxConnections = 64;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const { port: open } = server.address() as AddressInfo;
  process.stderr.write(`Listening: POST http://127.0.0.1:${open}/posts\n`);
  return {
    port: open,
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}

async function take(pipeline: Pipeline, source: string, request: IncomingMessage): Promise<unknown> {
  // A page in a browser on this machine must not be able to send us posts, nor a name that leads here.
  const host = (request.headers.host ?? '').replace(/:\d+$/, '');
  if (!loopback.has(host) || request.headers.origin !== undefined) throw new PollwardenError('REQUEST_FOREIGN');
  if (request.method !== 'POST' || request.url !== '/posts') throw new PollwardenError('NOT_FOUND');
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += (chunk as Buffer).length;
    if (bytes > largestBody) throw new PollwardenError('BODY_TOO_LARGE');
    parts.push(chunk as Buffer);
  }
  return await pipeline.push(source, Buffer.concat(parts));
}

const statuses: Readonly<Record<string, number>> = {
  REQUEST_FOREIGN: 403,
  NOT_FOUND: 404,
  BODY_TOO_LARGE: 413,
  SOURCE_BUSY: 429,
  PURPOSE_ENDED: 409,
  DISK_FULL: 507,
};

function failureOf(error: unknown): readonly [status: number, code: string] {
  const code = error instanceof PollwardenError ? error.code : 'INTERNAL';
  return [statuses[code] ?? 500, code];
}

function send(response: ServerResponse, status: number, answer: unknown): void {
  const headers = { 'content-type': 'application/json', ...(status === 429 ? { 'retry-after': '1' } : {}) };
  if (response.destroyed) return;
  response.writeHead(status, headers).end(JSON.stringify(answer));
}
