// Routes of alerts as a guard serves them: who may, what is refused and how, and that nothing secret is answered.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { toldRoles } from '../src/alerts/people.ts';
import { acknowledgeUrl } from '../src/alerts/send.ts';
import { addSketch, alertsOf, deliveriesOf } from '../src/alerts/testing/world.ts';
import { emptyPlan } from '../src/alerts/rota-plan.ts';
import { accessTable } from '../src/server/access.ts';
import type { Space } from '../src/server/space.ts';
import { codeOf, person, type Person } from './server/person.ts';
import { type Served, signedIn, startServing } from './server/serving.ts';

let server: Served;
let space: Space;
let analyst: Person & { readonly id: string };
let admin: Person & { readonly id: string };
let party: Person & { readonly id: string };
let nobody: Person;

const as = (role: 'analyst' | 'administrator' | 'party'): Person & { readonly id: string } => {
  const one = person(server);
  const { cookie, personId } = signedIn(space, role);
  one.setCookie(cookie);
  return { ...one, id: personId };
};

before(async () => {
  server = await startServing({ profile: 'guard', settings: { publicUrl: 'https://ops.example' } });
  space = server.space('real');
  [analyst, admin, party, nobody] = [as('analyst'), as('administrator'), as('party'), person(server)];
  addSketch(space, 'f1', { severity: 'critical' });
  space.hub.publish({ topic: 'findings', change: 'added' });
  while (alertsOf(space).length < 2) await new Promise((resolve) => setTimeout(resolve, 10));
});
after(async () => {
  for (const one of [analyst, admin, party, nobody]) one.leave();
  await server.stop();
});

test('who is told is who may read findings', () => {
  const mayRead = accessTable['GET /findings'];
  assert.ok(Array.isArray(mayRead));
  assert.deepEqual([...toldRoles].toSorted(), [...(mayRead as readonly string[])].toSorted());
});

test('the list says who was told, and narrows by query', async () => {
  const { status, body } = await analyst.call('GET', '/alerts?q=person%3Ame%20severity%3Acritical');
  assert.equal(status, 200);
  const items = body.items as readonly Record<string, unknown>[];
  assert.deepEqual([body.matching, body.all, items.length, items[0].mine], [1, 2, 1, true]);
  assert.deepEqual((body.counts as Record<string, number>).mine, 1);
  assert.deepEqual(codeOf(await analyst.call('GET', '/alerts?q=nokey%3A1')), 'QUERY_INVALID');
  assert.deepEqual(codeOf(await analyst.call('GET', '/alerts?sort=title')), 'INPUT_INVALID');
  assert.equal((await party.call('GET', '/alerts')).status, 403);
  assert.equal((await nobody.call('GET', '/alerts')).status, 401);
});

test('settings: bounds are kept, and the place is named', async () => {
  const { body } = await analyst.call('GET', '/me/alerts');
  const settings = body.settings as Record<string, unknown>;
  const put = async (change: Record<string, unknown>) =>
    await analyst.call('PUT', '/me/alerts', { ...settings, ...change });
  assert.equal((await put({ perHour: 3 })).status, 200);
  const quiet = { from: '22:00', to: '07:00', timeZone: 'Europe/Brussels', days: [1], criticalBreaksThrough: true };
  assert.equal((await put({ quietHours: quiet })).status, 200);
  for (const change of [
    { perHour: 0 },
    { perHour: 1.5 },
    { quietHours: { ...quiet, timeZone: 'Europe/Atlantis' } },
    { quietHours: { ...quiet, from: '24:00' } },
    { quietHours: { ...quiet, days: [] } },
    { rule: { ...(settings.rule as object), q: 'x:1' } },
    { rule: { ...(settings.rule as object), severityAtLeast: 'grave' } },
    { more: 1 },
  ]) {
    assert.equal((await put(change)).status, 400, JSON.stringify(change));
  }
});

test('the rota: kept by those who may, and not over somebody else’s change', async () => {
  const plan = {
    ...emptyPlan,
    enabled: true,
    shifts: [{ week: 1, day: 1, handover: 0, first: analyst.id, second: null }],
  };
  assert.equal((await analyst.call('PUT', '/rota', { plan, version: 0 })).status, 403);
  const saved = await admin.call('PUT', '/rota', { plan, version: 0 });
  assert.equal(saved.status, 200, saved.text);
  assert.equal(saved.body.version, 1);
  assert.equal(codeOf(await admin.call('PUT', '/rota', { plan, version: 0 })), 'CONFLICT');
  const foreign = { ...plan, shifts: [{ ...plan.shifts[0], first: party.id }] };
  assert.equal(codeOf(await admin.call('PUT', '/rota', { plan: foreign, version: 1 })), 'INPUT_INVALID');
  const seen = await analyst.call('GET', '/rota?days=7');
  const slots = seen.body.slots as readonly { readonly from: number; readonly to: number }[];
  slots.forEach((slot, i) => assert.ok(i === 0 || slots[i - 1].to === slot.from));
  assert.ok((seen.body.gaps as readonly unknown[]).length > 0);
  assert.ok(!seen.text.includes(party.id));
});

test('webhooks of others are out of reach, and no answer but the first holds a secret', async () => {
  const made = await analyst.call('POST', '/me/alerts/webhooks', { url: 'https://hooks.example.org/x' });
  assert.equal(made.status, 200, made.text);
  const { id, secret } = made.body as { readonly id: string; readonly secret: string };
  assert.equal((await admin.call('DELETE', `/me/alerts/webhooks/${id}`)).status, 404);
  assert.equal((await admin.call('POST', '/me/alerts/test', { channel: 'webhook', id })).status, 404);
  for (const path of ['/me/alerts', '/alerts', '/rota']) {
    assert.ok(!(await analyst.call('GET', path)).text.includes(secret), path);
  }
  assert.ok(!server.log().includes(secret));
  for (const url of ['http://hooks.example.org/', 'https://10.0.0.1/', 'https://[::1]/', 'https://localhost/']) {
    assert.equal((await analyst.call('POST', '/me/alerts/webhooks', { url })).status, 400, url);
  }
  assert.equal((await analyst.call('DELETE', `/me/alerts/webhooks/${id}`)).status, 200);
});

test('the link of a mail needs nobody signed in, works by POST only, and once', async () => {
  const [delivery] = deliveriesOf(space, analyst.id);
  const place = { ledger: space.ledger, newId: () => '', consoleUrl: server.origin, demonstration: false };
  const token = acknowledgeUrl(place, delivery).split('#')[1];
  assert.equal((await nobody.call('GET', `/alerts/acknowledgement?token=${token}`)).status, 404);
  const look = await nobody.call('POST', '/alerts/acknowledgement/look', { token });
  assert.deepEqual([look.status, look.body.state], [200, 'open']);
  assert.equal(alertsOf(space, analyst.id)[0].state, 'open');
  const used = await nobody.call('POST', '/alerts/acknowledgement', { token });
  assert.deepEqual([used.status, used.body.state], [200, 'acknowledged']);
  assert.equal(alertsOf(space, analyst.id)[0].state, 'acknowledged');
  assert.equal((await nobody.call('POST', '/alerts/acknowledgement', { token })).body.state, 'used');
  const bad = await nobody.call('POST', '/alerts/acknowledgement', { token: `${token.slice(0, -4)}AAAA` });
  assert.equal(bad.status, 404);
  assert.ok(!server.log().includes(token));
});

test('acknowledged in the console by whoever may see it; unknown ones are not there', async () => {
  const [alert] = alertsOf(space, admin.id);
  const done = await analyst.call('POST', `/alerts/${alert.id}/acknowledge`);
  assert.deepEqual([done.status, done.body.state], [200, 'acknowledged'], done.text);
  assert.equal((await analyst.call('POST', '/alerts/unknown/acknowledge')).status, 404);
  assert.equal((await party.call('POST', `/alerts/${alert.id}/acknowledge`)).status, 403);
});
