// Mails of alerts through a real SMTP server (aiosmtpd): TLS, sign-in, refusals for now and for good, slowness, cuts.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { type Mail, sendMail, type SmtpServer } from '../src/alerts/mail.ts';
import { mailContent } from '../src/alerts/message.ts';
import { startAlerts } from '../src/alerts/start.ts';
import type { Ways } from '../src/alerts/send.ts';
import { headerOf, type SmtpTestServer, startSmtpServer } from '../src/alerts/testing/smtp-server.ts';
import {
  addPerson,
  addSketch,
  createWorld,
  deliveriesOf,
  reviseSketch,
  type World,
} from '../src/alerts/testing/world.ts';

const from = 'Pollwarden <pollwarden@ops.example>';
const place = { consoleUrl: 'https://ops.example', demonstration: false };
const item = {
  alertId: 'a1',
  findingId: 'f1',
  title: 'Coordinated group',
  severity: 'severe',
  standing: 'calibrated',
  accounts: 1234,
  objects: 7,
  qValue: 0.0123,
  reasons: ['rule'],
} as const;

const mailTo = (to: string, title: string = item.title): Mail => ({
  ...mailContent('alert', { items: [{ ...item, title }], more: 0 }, place, 'https://ops.example/acknowledge#t'),
  to,
  messageId: `<${to}>`,
  replyTo: null,
  date: Date.parse('2026-06-03T12:00:00Z'),
});
const options = { timeoutMs: 5000 };

async function serverFor(t: TestContext, ...args: readonly string[]): Promise<SmtpTestServer> {
  const server = await startSmtpServer(...args);
  t.after(server.stop);
  return server;
}
const plain = ({ port }: SmtpTestServer): SmtpServer => ({ host: '127.0.0.1', port, secure: false, from });

void test('a mail has text first, simple HTML second, and says that a machine wrote it', async (t) => {
  const server = await serverFor(t);
  assert.deepEqual(await sendMail(plain(server), mailTo('ann@ops.example'), options), { sent: true });
  await server.until(1);
  const [mail] = server.taken;
  assert.equal(headerOf(mail, 'Subject'), '[Pollwarden] Severe: Coordinated group');
  assert.equal(headerOf(mail, 'Message-ID'), '<ann@ops.example>');
  assert.equal(headerOf(mail, 'Auto-Submitted'), 'auto-generated');
  assert.equal(headerOf(mail, 'Date'), 'Wed, 03 Jun 2026 12:00:00 +0000');
  assert.match(headerOf(mail, 'Content-Type') ?? '', /^multipart\/alternative/);
  assert.ok(mail.text.indexOf('text/plain') < mail.text.indexOf('text/html'));
  assert.match(mail.text, /accounts 1,234, objects 7, q-value 0\.012/);
});

void test('titles of findings cannot add headers, recipients or markup', async (t) => {
  const server = await serverFor(t);
  const title = 'x\r\nBcc: victim@ops.example\r\n\r\n<script>alert(1)</script>\u0000\u2028\u202e& "quoted" ünïcode';
  assert.deepEqual(await sendMail(plain(server), mailTo('ann@ops.example', title), options), { sent: true });
  await server.until(1);
  const [mail] = server.taken;
  assert.deepEqual(mail.to, ['ann@ops.example']);
  assert.equal(headerOf(mail, 'Bcc'), undefined);
  assert.doesNotMatch(mail.text, /^Bcc:/m);
  assert.doesNotMatch(mail.text, /<script>alert\(1\)<\/script>.*<\/p>/);
  assert.match(mail.text.replaceAll('=\r\n', ''), /&lt;script&gt;/);
  const subject = headerOf(mail, 'Subject') ?? '';
  assert.match(subject, /^[\x20-\x7e]+$/, 'encoded by the library');
});

void test('a recipient that holds line breaks or a second address reaches nobody else', async (t) => {
  const server = await serverFor(t);
  for (const to of ['ann@ops.example\r\nRCPT TO:<victim@ops.example>', 'ann@ops.example>, <victim@ops.example']) {
    await sendMail(plain(server), { ...mailTo('ann@ops.example'), to }, options);
  }
  assert.ok(server.taken.every((mail) => !mail.to.includes('victim@ops.example')));
});

void test('refusals for now are tried again, those of this mail for good are not', async (t) => {
  const server = await serverFor(t);
  const outcome = async (name: string) => sendMail(plain(server), mailTo(`${name}@ops.example`), options);
  const grey = await outcome('grey');
  assert.deepEqual([grey.sent, !grey.sent && grey.permanent], [false, false]);
  assert.match(grey.sent ? '' : grey.problem, /451 4\.7\.1 greylisted/);
  assert.deepEqual(await outcome('grey'), { sent: true });
  for (const [name, permanent] of [
    ['unknown', true],
    ['refuse', true],
    ['full', false],
    ['cut', false],
  ] as const) {
    const refused = await outcome(name);
    assert.deepEqual([refused.sent, !refused.sent && refused.permanent], [false, permanent], name);
  }
  assert.deepEqual(await outcome('cut'), { sent: true }, 'the second time it is taken');
});

void test('a server that is slow, or slow for ever, is left after the deadline', async (t) => {
  const server = await serverFor(t);
  for (const name of ['slow', 'drip']) {
    const outcome = await sendMail(plain(server), mailTo(`${name}@ops.example`), { timeoutMs: 700 });
    assert.equal(outcome.sent, false, name);
    assert.equal(!outcome.sent && outcome.permanent, false);
  }
});

void test('nobody listens, and a server that is none: failures for now', async () => {
  const outcome = await sendMail({ host: '127.0.0.1', port: 1, secure: false, from }, mailTo('a@ops.example'), options);
  assert.match(outcome.sent ? '' : outcome.problem, /not reached/);
  assert.equal(!outcome.sent && outcome.permanent, false);
});

void test('STARTTLS and sign-in; a wrong password, an unknown certificate and a server without TLS send nothing', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'pollwarden-smtp-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const [certificate, key] = [join(folder, 'certificate.pem'), join(folder, 'key.pem')];
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
  const made = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-keyout', key, '-out', certificate];
  execFileSync('openssl', [...made, ...subject], { stdio: 'ignore' });
  const ca = readFileSync(certificate, 'utf8');
  const files = ['--certificate', certificate, '--key', key, '--auth'];
  for (const secure of [false, true]) {
    const server = await serverFor(t, ...files, ...(secure ? ['--implicit'] : []));
    const smtp = { ...plain(server), host: 'localhost', secure, user: 'sender', password: 'right password' };
    const mail = mailTo('ann@ops.example');
    assert.deepEqual(await sendMail(smtp, mail, { ...options, ca }), { sent: true });
    await server.until(1);
    assert.deepEqual([server.taken[0].tls, server.taken[0].auth], [true, 'sender']);
    const wrong = await sendMail({ ...smtp, password: 'wrong' }, mail, { ...options, ca });
    assert.deepEqual([wrong.sent, !wrong.sent && wrong.permanent], [false, false], 'settings can be put right');
    assert.match(wrong.sent ? '' : wrong.problem, /refused the sign-in/);
    const unknown = await sendMail(smtp, mail, options);
    assert.equal(unknown.sent, false);
    assert.equal(server.taken.length, 1);
  }
  const open = await serverFor(t);
  const stripped = await sendMail(
    { ...plain(open), user: 'sender', password: 'right password' },
    mailTo('a@b.example'),
    options,
  );
  assert.equal(stripped.sent, false, 'no password without TLS');
});

const run = (world: World, server: SmtpTestServer) => {
  const ways: Ways = { smtp: plain(server), allowed: [], timeoutMs: 5000 };
  const failures: unknown[] = [];
  const alerts = startAlerts({
    context: world,
    ways,
    now: () => world.clock.now,
    monotonic: () => world.clock.now,
    random: () => 0.5,
    tickMs: 20,
    changed: () => undefined,
    failed: (error) => failures.push(error),
  });
  return { alerts, failures };
};
const settled = async (world: World, states: readonly string[]): Promise<void> => {
  while (JSON.stringify(deliveriesOf(world).map(({ state }) => state)) !== JSON.stringify(states)) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};

void test('from finding to mailbox: greylisting passes, later mails reply to the first, stopping loses nothing', async (t) => {
  const server = await serverFor(t);
  const world = createWorld();
  t.after(world.close);
  addPerson(world, 'grey');
  const { alerts, failures } = run(world, server);
  addSketch(world, 'f1', { title: 'First' });
  alerts.wake();
  await settled(world, ['failed']);
  world.clock.now += 20_000;
  await settled(world, ['sent']);
  reviseSketch(world, 'f1', { severity: 'critical', title: 'First, grown' });
  await settled(world, ['sent', 'sent']);
  await server.until(2);
  const [first, raised] = server.taken;
  assert.equal(headerOf(raised, 'In-Reply-To'), headerOf(first, 'Message-ID'));
  assert.equal(headerOf(raised, 'Subject'), '[Pollwarden] Now more severe: Critical: First, grown');
  await alerts.stop();
  addSketch(world, 'f2');
  assert.deepEqual(failures, []);
  assert.equal(deliveriesOf(world).length, 2);
  const again = run(world, server);
  await settled(world, ['sent', 'sent', 'sent']);
  await again.alerts.stop();
});

void test('a mail whose acceptance was not heard comes a second time with the same Message-ID', async (t) => {
  const server = await serverFor(t);
  const world = createWorld();
  t.after(world.close);
  addPerson(world, 'lost');
  const { alerts } = run(world, server);
  addSketch(world, 'f1');
  await settled(world, ['failed']);
  world.clock.now += 20_000;
  await settled(world, ['sent']);
  await server.until(2);
  assert.equal(headerOf(server.taken[0], 'Message-ID'), headerOf(server.taken[1], 'Message-ID'));
  assert.equal(server.taken.length, 2);
  await alerts.stop();
});
