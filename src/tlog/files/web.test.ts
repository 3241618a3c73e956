// A log over HTTP from servers that are slow, broken or hostile: capped, tried again, and never believed without its checks.
import assert from 'node:assert/strict';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { PollwardenError } from '../../kernel/errors.ts';
import { webSource } from './web.ts';

const servers: Server[] = [];
after(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/log/`;
}

const unreadable = (error: unknown): boolean => error instanceof PollwardenError && error.code === 'LOG_UNREADABLE';
const full = { level: 0, index: 0, width: 256 } as const;

test('what is there is read below the address, a partial tile from the full one, what is not there is empty', async () => {
  const tile = Buffer.from(Array.from({ length: 8192 }, (_, i) => i % 251));
  const asked: string[] = [];
  const url = await serve(({ url: path = '' }, response) => {
    asked.push(path);
    if (path === '/log/checkpoint') response.end('a note');
    else if (path === '/log/tile/0/000') response.end(tile);
    else response.writeHead(404).end('not here');
  });
  const source = webSource(url, 5000);
  assert.equal(Buffer.from(await source.checkpoint()).toString(), 'a note');
  assert.deepEqual(await source.read({ ...full, width: 3 }), tile.subarray(0, 96));
  assert.equal((await source.read({ level: 1, index: 0, width: 3 })).length, 0);
  assert.deepEqual(asked.slice(0, 3), ['/log/checkpoint', '/log/tile/0/000.p/3', '/log/tile/0/000']);
});

test('a server that fails twice is asked a third time; one that fails for good is unreadable', async () => {
  let asked = 0;
  const shaky = await serve((_, response) => {
    asked++;
    if (asked % 3 === 1) response.destroy();
    else response.writeHead(asked % 3 === 2 ? 500 : 200).end('note');
  });
  assert.equal(Buffer.from(await webSource(shaky, 5000).checkpoint()).toString(), 'note');
  const broken = await serve((_, response) => response.writeHead(503).end());
  await assert.rejects(async () => await webSource(broken, 5000).checkpoint(), unreadable);
  const silent = await serve(() => undefined);
  await assert.rejects(async () => await webSource(silent, 100).read(full), /no answer in time/);
  const elsewhere = await serve((_, response) => response.writeHead(302, { location: broken }).end());
  await assert.rejects(async () => await webSource(elsewhere, 5000).checkpoint(), unreadable);
  const missing = await serve((_, response) => response.writeHead(404).end());
  await assert.rejects(async () => await webSource(missing, 5000).checkpoint(), { code: 'NOT_FOUND' });
});

test('more bytes than a tile has are none, also where they come packed or without end', async () => {
  let sent = 0;
  const url = await serve(({ url: path = '' }, response) => {
    if (path.endsWith('tile/0/000')) {
      const more = (): void => {
        sent += 65_536;
        if (!response.destroyed) response.write(Buffer.alloc(65_536), more);
      };
      more();
    } else
      response
        .writeHead(200, { 'content-encoding': 'gzip' })
        .end(gzipSync(Buffer.alloc(path.includes('checkpoint') ? 50_000_000 : 100)));
  });
  const source = webSource(url, 10_000);
  assert.equal((await source.read(full)).length, 0);
  assert.ok(sent < 100_000_000, `${sent} bytes were taken`);
  await assert.rejects(async () => await source.checkpoint(), { code: 'NOT_FOUND' });
  assert.equal((await source.read({ level: 1, index: 0, width: 4 })).length, 100);
});
