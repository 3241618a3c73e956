// Webhooks of alerts against a real HTTP server: what is sent and how it is signed, and receivers that misbehave.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test, type TestContext } from 'node:test';
import type { Ways } from '../src/alerts/send.ts';
import { startAlerts } from '../src/alerts/start.ts';
import { sendTest } from '../src/alerts/test-message.ts';
import { sendWebhook } from '../src/alerts/webhook-send.ts';
import { addWebhook, listWebhooks, removeWebhook } from '../src/alerts/webhooks.ts';
import {
  addPerson,
  addSketch,
  choose,
  createWorld,
  deliveriesOf,
  noon,
  raiseAll,
  type World,
} from '../src/alerts/testing/world.ts';

type Taken = { readonly headers: IncomingMessage['headers']; readonly body: string; readonly url: string };
type Receiver = { readonly url: string; readonly taken: readonly Taken[] };

async function receiver(t: TestContext, answer: RequestListener): Promise<Receiver> {
  const taken: Taken[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => {
      body += chunk;
    });
    request.on('end', () => {
      taken.push({ headers: request.headers, body, url: request.url ?? '' });
      answer(request, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, taken };
}
const ok: RequestListener = (_, response) => response.writeHead(204).end();
const options = { allowed: ['127.0.0.1'], timeoutMs: 3000 };
const hookOf = ({ url }: Receiver) => ({ url, secret: 'secret' });
const delivery = { id: 'd1', body: '{"a":"ünï"}' };

void test('JSON with a signature over its time, which the receiver can check', async (t) => {
  const there = await receiver(t, ok);
  assert.deepEqual(await sendWebhook(hookOf(there), delivery, noon, options), { sent: true });
  const [{ headers, body }] = there.taken;
  assert.equal(body, delivery.body);
  assert.equal(headers['content-type'], 'application/json; charset=utf-8');
  assert.equal(headers['pollwarden-delivery'], 'd1');
  const [, seconds, signature] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers['pollwarden-signature'])) ?? [];
  assert.equal(Number(seconds), noon / 1000);
  assert.equal(signature, createHmac('sha256', 'secret').update(`${seconds}.${body}`).digest('hex'));
});

void test('answers of the receiver: taken, for now not, for good not; redirects are not followed', async (t) => {
  const target = await receiver(t, ok);
  const cases = [
    [200, true],
    [202, true],
    [301, false],
    [302, false],
    [307, false],
    [404, true],
    [410, true],
    [429, false],
    [500, false],
    [503, false],
  ] as const;
  for (const [status, flag] of cases) {
    const there = await receiver(t, (_, response) => response.writeHead(status, { location: target.url }).end());
    const outcome = await sendWebhook(hookOf(there), delivery, noon, options);
    if (status < 300) assert.equal(outcome.sent, flag);
    else assert.deepEqual([outcome.sent, !outcome.sent && outcome.permanent], [false, flag], String(status));
  }
  assert.deepEqual(target.taken, []);
});

void test('a receiver that never answers, never ends or answers without measure is left', async (t) => {
  const silent = await receiver(t, () => undefined);
  const late = await sendWebhook(hookOf(silent), delivery, noon, { ...options, timeoutMs: 300 });
  assert.match(late.sent ? '' : late.problem, /No answer within 0\.3 s/);
  let written = 0;
  const endless = await receiver(t, (_, response) => {
    response.writeHead(200);
    const more = (): void => {
      while (!response.destroyed && response.write(Buffer.alloc(65_536))) written += 65_536;
      if (!response.destroyed) response.once('drain', more);
    };
    more();
  });
  assert.deepEqual(await sendWebhook(hookOf(endless), delivery, noon, options), { sent: true });
  assert.ok(written < 50_000_000);
  const drip = await receiver(t, (_, response) => {
    response.writeHead(200);
    const timer = setInterval(() => response.write('.'), 50);
    response.on('close', () => clearInterval(timer));
  });
  assert.equal((await sendWebhook(hookOf(drip), delivery, noon, { ...options, timeoutMs: 500 })).sent, false);
  const cut = await receiver(t, (request) => request.socket.destroy());
  const outcome = await sendWebhook(hookOf(cut), delivery, noon, options);
  assert.deepEqual([outcome.sent, !outcome.sent && outcome.permanent], [false, false]);
});

void test('without permission nothing inside the network is called, neither by number nor by name', async (t) => {
  const there = await receiver(t, ok);
  const closed = { ...options, allowed: [] };
  const byNumber = await sendWebhook(hookOf(there), delivery, noon, closed);
  assert.equal(!byNumber.sent && byNumber.permanent, true);
  // A name that stands for this machine: looked at when it is resolved, so that it cannot change in between.
  const port = new URL(there.url).port;
  const byName = await sendWebhook(
    { url: `https://localhost.localdomain.example:${port}/`, secret: 's' },
    delivery,
    noon,
    closed,
  );
  assert.equal(byName.sent, false);
  assert.deepEqual(there.taken, []);
});

const waysTo = (allowed: readonly string[]): Ways => ({ smtp: undefined, allowed, timeoutMs: 2000 });

function withHook(t: TestContext, url: string): World & { readonly secret: string } {
  const world = createWorld();
  t.after(world.close);
  addPerson(world, 'ann');
  choose(world, 'ann', { mail: false });
  const { secret } = addWebhook(world, 'ann', url, ['127.0.0.1']);
  return { ...world, secret };
}

void test('from finding to webhook: only title, severity, numbers and link leave; a repeat is the same body', async (t) => {
  let calls = 0;
  const there = await receiver(t, (_, response) => response.writeHead(++calls === 1 ? 503 : 200).end());
  const world = withHook(t, there.url);
  addSketch(world, 'f1', { title: 'Group\u0007 of 3', severity: 'critical' });
  raiseAll(world);
  const alerts = startAlerts({
    context: world,
    ways: waysTo(['127.0.0.1']),
    now: () => world.clock.now,
    monotonic: () => world.clock.now,
    random: () => 0,
    tickMs: 10,
    changed: () => undefined,
    failed: (error) => assert.fail(String(error)),
  });
  while (deliveriesOf(world)[0].state !== 'failed') await new Promise((resolve) => setTimeout(resolve, 5));
  world.clock.now += 20_000;
  while (deliveriesOf(world)[0].state !== 'sent') await new Promise((resolve) => setTimeout(resolve, 5));
  await alerts.stop();
  const [first, second] = there.taken;
  assert.equal(first.body, second.body);
  assert.notEqual(first.headers['pollwarden-signature'], second.headers['pollwarden-signature']);
  const sent = JSON.parse(first.body) as { readonly alerts: readonly Record<string, unknown>[] };
  assert.deepEqual(Object.keys(sent.alerts[0]), [
    'alert',
    'finding',
    'title',
    'severity',
    'standing',
    'accounts',
    'objects',
    'qValue',
    'reasons',
    'link',
  ]);
  assert.equal(sent.alerts[0].title, 'Group of 3');
  assert.equal(sent.alerts[0].link, 'https://ops.example/findings/f1');
});

void test('secrets are shown once and go with the webhook; others cannot remove, test or see it', async (t) => {
  const there = await receiver(t, ok);
  const world = withHook(t, there.url);
  addPerson(world, 'bob');
  const [hook] = listWebhooks(world.ledger, 'ann');
  assert.ok(world.secret.length >= 43);
  assert.deepEqual(listWebhooks(world.ledger, 'bob'), []);
  assert.throws(() => removeWebhook(world.ledger, 'bob', hook.id), /NOT_FOUND/);
  const ways = waysTo(['127.0.0.1']);
  await assert.rejects(sendTest(world, 'bob', { channel: 'webhook', webhookId: hook.id }, ways), /NOT_FOUND/);
  assert.deepEqual(await sendTest(world, 'ann', { channel: 'webhook', webhookId: hook.id }, ways), { sent: true });
  assert.equal((JSON.parse(there.taken[0].body) as { readonly kind: string }).kind, 'test');
  removeWebhook(world.ledger, 'ann', hook.id);
  const kept = world.ledger.db
    .prepare('SELECT secret FROM alert_webhooks')
    .all()
    .map(({ secret }) => secret);
  assert.deepEqual(kept, ['']);
  const audit = JSON.stringify(world.ledger.db.prepare('SELECT details FROM audit').all());
  assert.ok(!audit.includes(world.secret));
});

void test('a failed test message is told at once and not tried again; five webhooks are the most', async (t) => {
  const there = await receiver(t, (_, response) => response.writeHead(500).end());
  const world = withHook(t, there.url);
  const [{ id }] = listWebhooks(world.ledger, 'ann');
  const outcome = await sendTest(world, 'ann', { channel: 'webhook', webhookId: id }, waysTo(['127.0.0.1']));
  assert.equal(outcome.sent, false);
  assert.equal(deliveriesOf(world)[0].state, 'givenUp');
  const noMail = await sendTest(world, 'ann', { channel: 'mail' }, waysTo([]));
  assert.match(noMail.sent ? '' : noMail.problem, /No mail server is configured/);
  for (let i = 0; i < 4; i++) addWebhook(world, 'ann', there.url, ['127.0.0.1']);
  assert.throws(() => addWebhook(world, 'ann', there.url, ['127.0.0.1']), /CONFLICT/);
  assert.throws(() => addWebhook(world, 'ann', there.url, []), /INPUT_INVALID/);
});
