// Live pages over server-sent events: who hears what, how many may listen, who is let go, and when a stream ends.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { after, test } from 'node:test';
import { type Served, signedIn, startServing } from './server/serving.ts';

const servers: Served[] = [];
after(async () => {
  for (const server of servers) await server.stop();
});

async function serving(limits: Parameters<typeof startServing>[0]['limits']): Promise<Served> {
  const server = await startServing({ profile: 'csirt', limits });
  servers.push(server);
  return server;
}

/** Opens a stream and collects what comes; `until` waits for a text, `ended` for the end. */
async function listenTo(
  server: Served,
  cookie: string,
  query = '',
): Promise<{
  readonly status: number;
  readonly type: string | null;
  readonly until: (text: string) => Promise<string>;
  readonly ended: () => Promise<string>;
  readonly close: () => void;
}> {
  const abort = new AbortController();
  const response = await fetch(`${server.origin}/api/events${query}`, { headers: { cookie }, signal: abort.signal });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const more = async (): Promise<boolean> => {
    const { done, value = '' } = (await reader?.read()) ?? { done: true };
    text += value;
    return !done;
  };
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    until: async (wanted) => {
      while (!text.includes(wanted)) assert.ok(await more(), `ended without ${wanted}: ${text}`);
      return text;
    },
    ended: async () => {
      while (await more());
      return text;
    },
    close: () => abort.abort(),
  };
}

test('a person hears the topics of their role, and only those asked for', async () => {
  const server = await serving({});
  const space = server.space('real');
  const administrator = await listenTo(server, signedIn(space, 'administrator').cookie);
  const analyst = await listenTo(server, signedIn(space, 'analyst').cookie, '?topics=findings,people');
  const party = await listenTo(server, signedIn(space, 'party').cookie);
  assert.equal(administrator.type, 'text/event-stream; charset=utf-8');
  assert.match(await analyst.until('listening'), /event: listening\ndata: \{"topics":\["findings"\]\}\n\n/);
  await administrator.until('listening');
  await party.until('listening');
  space.hub.publish({ topic: 'people', change: 'added', id: 'p1' });
  space.hub.publish({
    topic: 'findings',
    change: 'changed',
    id: 'f\n\ndata: forged',
    data: { state: 'new\nevent: x' },
  });
  space.hub.publish({ topic: 'demonstration', change: 'changed' });
  const heard = await administrator.until('event: demonstration');
  assert.match(heard, /event: people\ndata: \{"change":"added","id":"p1"\}\n\n/);
  assert.ok(
    heard.includes('data: {"change":"changed","id":"f\\n\\ndata: forged","data":{"state":"new\\nevent: x"}}\n\n'),
  );
  assert.ok(!(await analyst.until('event: findings')).includes('event: people'));
  assert.ok(!(await party.until('event: demonstration')).includes('event: findings'));
  for (const stream of [administrator, analyst, party]) stream.close();
});

test('nobody listens without a session, and a topic that is none is refused', async () => {
  const server = await serving({});
  assert.equal((await listenTo(server, '')).status, 401);
  const { cookie } = signedIn(server.space('real'), 'analyst');
  assert.equal((await listenTo(server, cookie, '?topics=everything')).status, 400);
  assert.equal((await listenTo(server, cookie, `?topics=${'findings,'.repeat(3000)}`)).status, 431);
});

test('a stream ends when its session ends, and when the role changes', async () => {
  const server = await serving({ heartbeatMilliseconds: 50 });
  const { ledger } = server.space('real');
  const leaving = signedIn(server.space('real'), 'analyst');
  const changed = signedIn(server.space('real'), 'administrator');
  const streams = [await listenTo(server, leaving.cookie), await listenTo(server, changed.cookie)];
  for (const stream of streams) await stream.until(': beat');
  ledger.write(() => ledger.db.prepare('DELETE FROM sessions WHERE person_id = ?').run(leaving.personId));
  ledger.write(() => ledger.db.prepare("UPDATE people SET role = 'observer' WHERE id = ?").run(changed.personId));
  for (const stream of streams) assert.match(await stream.ended(), /event: ended\ndata: \{\}\n\n$/);
  assert.equal((await listenTo(server, leaving.cookie)).status, 401);
});

test('one session opens eight streams and no more; another person is not held up', async () => {
  const server = await serving({});
  const { cookie } = signedIn(server.space('real'), 'analyst');
  const eight = await Promise.all(Array.from({ length: 8 }, () => listenTo(server, cookie)));
  assert.deepEqual(
    eight.map(({ status }) => status),
    Array.from({ length: 8 }, () => 200),
  );
  assert.equal((await listenTo(server, cookie)).status, 429);
  const other = await listenTo(server, signedIn(server.space('real'), 'analyst').cookie);
  assert.equal(other.status, 200);
  eight[0].close();
  // The place is free once the server has seen the end of it.
  let again = await listenTo(server, cookie);
  while (again.status === 429) again = await listenTo(server, cookie);
  assert.equal(again.status, 200);
  for (const stream of [...eight, other, again]) stream.close();
});

test('a flood of streams fills the places of its session and no others, and the rest works on', async () => {
  const server = await serving({ streams: 30 });
  const flooding = signedIn(server.space('real'), 'analyst').cookie;
  const streams = await Promise.all(Array.from({ length: 100 }, () => listenTo(server, flooding)));
  assert.equal(streams.filter(({ status }) => status === 200).length, 8);
  const more = [];
  for (let i = 0; i < 5; i++) {
    const { cookie } = signedIn(server.space('real'), 'analyst');
    for (let j = 0; j < 8; j++) more.push(await listenTo(server, cookie));
  }
  assert.equal(more.filter(({ status }) => status === 200).length, 22, 'all of the server');
  assert.equal((await fetch(`${server.origin}/api/me`, { headers: { cookie: flooding } })).status, 200);
  for (const stream of [...streams, ...more]) stream.close();
});

test('a reader that does not read is let go, while others hear everything', async () => {
  const server = await serving({ streamBytes: 96 * 1024 });
  const space = server.space('real');
  const slow = await openAndPause(server, signedIn(space, 'analyst').cookie);
  const quick = await listenTo(server, signedIn(space, 'analyst').cookie);
  await quick.until('listening');
  const closed = once(slow, 'close');
  const count = 4000;
  for (let i = 0; i < count; i++) {
    space.hub.publish({ topic: 'findings', change: 'changed', id: `finding-${i}`, data: { text: 'x'.repeat(20_000) } });
    // Lets the quick reader read.
    if (i % 4 === 0) await quick.until(`finding-${i}"`);
    if (droppedPages(await metrics(server)) > 0) break;
  }
  assert.equal(droppedPages(await metrics(server)), 1);
  slow.resume();
  await closed;
  space.hub.publish({ topic: 'findings', change: 'changed', id: 'the last' });
  await quick.until('the last');
  quick.close();
});

const metrics = async (server: Served): Promise<string> => await (await fetch(`${server.origin}/metrics`)).text();
const droppedPages = (text: string): number => Number(/^pollwarden_live_pages_dropped (\d+)$/m.exec(text)?.[1] ?? -1);

async function openAndPause(server: Served, cookie: string): Promise<Socket> {
  const socket = connect(server.port, '127.0.0.1');
  socket.on('error', () => {});
  socket.write(`GET /api/events HTTP/1.1\r\nHost: localhost\r\nCookie: ${cookie}\r\n\r\n`);
  await once(socket, 'data');
  socket.pause();
  return socket;
}

test('a stop ends the streams at once, and nothing new is answered as ready', async () => {
  const server = await startServing({ profile: 'csirt' });
  const stream = await listenTo(server, signedIn(server.space('real'), 'analyst').cookie);
  await stream.until('listening');
  const stopped = server.stop();
  await stream.ended();
  await stopped;
  await assert.rejects(fetch(`${server.origin}/health/ready`));
});
