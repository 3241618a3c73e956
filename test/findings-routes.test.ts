// Findings, views, watchlists and the calendar over HTTP: analyst finds, examines, assigns, exports; hostile text stays
// text; what a role may not do is refused.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import {
  fixtureResult,
  hostilePlans,
  hostileStrings,
  typicalPlans,
} from '../src/detect/coordination/testing/fixture.ts';
import { applyBatchResult } from '../src/findings/coordination.ts';
import { changing, type Served, signedIn, startServing } from './server/serving.ts';

let server: Served;
let ids: readonly string[];
before(async () => {
  server = await startServing({ profile: 'guard', limits: { perMinutePerson: 100_000, perMinuteAddress: 100_000 } });
  const { ledger } = server.space('real');
  ids = applyBatchResult(ledger, fixtureResult(9, [...typicalPlans, ...hostilePlans])).map(({ id }) => id);
});
after(() => server.stop());

type Person = { readonly cookie: string; readonly personId: string };
const as = (role: 'analyst' | 'electionAuthority' | 'observer'): Person => signedIn(server.space('real'), role);

async function call(who: Person, method: string, path: string, body?: unknown) {
  const response = await fetch(`${server.origin}/api${path}`, {
    method,
    headers: { cookie: who.cookie, ...(method === 'GET' ? {} : changing) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') === true;
  const read = (isJson && !path.includes('export') ? JSON.parse(text) : {}) as Readonly<Record<string, unknown>>;
  return { status: response.status, json: read, text, headers: response.headers };
}

test('an analyst finds, examines, assigns, notes and exports', async () => {
  const analyst = as('analyst');
  const list = await call(analyst, 'GET', '/findings?q=state:new%20accounts:%3E10&sort=-accounts&limit=2');
  assert.equal(list.status, 200);
  const { items, matching, all } = list.json as {
    items: { id: string; accounts: number }[];
    matching: number;
    all: number;
  };
  assert.deepEqual([items[0].accounts, matching, all], [14, 2, 5]);
  const [{ id }] = items;
  const changed = await call(analyst, 'PATCH', `/findings/${id}`, { state: 'examined', assignedTo: analyst.personId });
  assert.equal(changed.status, 200);
  assert.deepEqual(changed.json.nextStates, ['new', 'confirmed', 'dismissed']);
  const refused = await call(analyst, 'PATCH', `/findings/${id}`, { state: 'dismissed' });
  assert.deepEqual([refused.status, (refused.json.error as { code: string }).code], [400, 'INPUT_INVALID']);
  const stale = await call(analyst, 'PATCH', `/findings/${id}`, {
    state: 'confirmed',
    reason: 'x',
    expectedState: 'new',
  });
  assert.equal(stale.status, 409);
  assert.equal((await call(analyst, 'POST', `/findings/${id}/notes`, { text: 'Looked at it' })).status, 200);
  const detail = await call(analyst, 'GET', `/findings/${id}`);
  const { history, names } = detail.json as { history: { kind: string }[]; names: Record<string, string> };
  assert.deepEqual(
    history.map(({ kind }) => kind),
    ['state', 'assignment', 'note'],
  );
  assert.match(names[analyst.personId], /analyst/);
  const mine = await call(analyst, 'GET', '/findings?q=assigned:me');
  assert.equal(mine.json.matching, 1);
  assert.equal((await call(analyst, 'GET', '/findings/counts')).json.mine, 1);
  for (const format of ['edges-csv', 'graphml', 'json']) {
    const file = await call(analyst, 'GET', `/findings/${id}/export?format=${format}`);
    assert.equal(file.status, 200);
    assert.match(file.headers.get('content-disposition') ?? '', /attachment/);
  }
  const csv = await call(analyst, 'GET', '/findings/export?q=declared:yes');
  assert.equal(csv.text.trimEnd().split('\r\n').length, 3);
});

test('network, evidence and related findings answer for every finding', async () => {
  const analyst = as('analyst');
  for (const id of ids) {
    for (const part of ['', '/network', '/evidence?limit=3', '/related']) {
      const { status, text } = await call(analyst, 'GET', `/findings/${id}${part}`);
      assert.equal(status, 200, `${part} ${text.slice(0, 300)}`);
    }
  }
});

test('hostile text comes back as it went in, and never as HTML', async () => {
  const analyst = as('analyst');
  for (const text of hostileStrings.map((one) => one.toWellFormed())) {
    const note = await call(analyst, 'POST', `/findings/${ids[0]}/notes`, { text });
    assert.equal(note.json.text, text.trim());
    const name = text.slice(0, 80);
    const view = { name, page: 'findings', query: text, columns: [], sort: '', shared: true };
    assert.equal((await call(analyst, 'POST', '/views', view)).json.query, text);
    for (const path of [`/findings?q=${encodeURIComponent(text)}`, `/findings/${encodeURIComponent(text)}`]) {
      const answer = await call(analyst, 'GET', path);
      assert.ok([200, 400, 404, 414].includes(answer.status), `${path} ${answer.status}`);
      assert.match(answer.headers.get('content-type') ?? '', /^application\/json/);
    }
  }
  const bad = await call(analyst, 'GET', '/findings?q=stat:new');
  assert.equal((bad.json.error as { code: string }).code, 'QUERY_INVALID');
  for (const query of ['sort=title;DROP', 'cursor=%27%20OR%201=1', 'limit=0', 'limit=1e9']) {
    assert.equal((await call(analyst, 'GET', `/findings?${query}`)).status, 400, query);
  }
});

test('who may not, does not', async () => {
  const authority = as('electionAuthority');
  assert.equal((await call(authority, 'PATCH', `/findings/${ids[0]}`, { state: 'examined' })).status, 403);
  assert.equal((await call(as('observer'), 'GET', '/findings')).status, 403);
  const nobody = await call(as('analyst'), 'PATCH', `/findings/${ids[1]}`, { assignedTo: as('observer').personId });
  assert.equal(nobody.status, 400);
});

test('the authority keeps watchlists and the calendar; a guard knows no accounts', async () => {
  const authority = as('electionAuthority');
  const told: string[] = [];
  const end = server.space('real').hub.subscribe(({ topic, change }) => told.push(`${topic} ${change}`));
  const made = await call(authority, 'POST', '/watchlists', {
    kind: 'topic',
    name: 'Harbour',
    text: '#Harbour\nharbour-courier.example\n',
  });
  assert.equal(made.status, 200, made.text);
  const { id, items } = made.json as { id: string; items: unknown[] };
  assert.equal(items.length, 2);
  const twice = await call(authority, 'POST', '/watchlists', { kind: 'topic', name: ' HARBOUR', text: 'other' });
  assert.equal((twice.json.error as { code: string }).code, 'NAME_TAKEN');
  const account = await call(authority, 'POST', '/watchlists', { kind: 'account', name: 'Net', text: 'x:gazette' });
  assert.equal(account.status, 403);
  assert.deepEqual((await call(authority, 'GET', '/watchlists')).json.kinds, ['officialName', 'topic']);
  const replaced = await call(authority, 'PUT', `/watchlists/${id}`, {
    kind: 'topic',
    name: 'Harbour',
    text: 'line one\na,b',
  });
  assert.match(replaced.text, /WATCHLIST_INVALID.*line 2/);
  const body = { kind: 'topic', name: 'Harbour', text: 'old-harbour.example' };
  assert.equal((await call(authority, 'PUT', `/watchlists/${id}`, body)).status, 200);
  assert.equal((await call(authority, 'DELETE', `/watchlists/${id}`)).status, 200);
  assert.equal((await call(authority, 'DELETE', `/watchlists/${id}`)).status, 404);
  end();
  // Those that were refused told nothing.
  assert.deepEqual(told, ['watchlists added', 'watchlists changed', 'watchlists removed']);
  const phases = [{ phase: 'campaign', from: '2020-01-01', to: '2099-12-31' }];
  const calendar = await call(authority, 'PUT', '/calendar', {
    elections: [{ name: 'Vote', timeZone: 'Europe/Brussels', phases }],
  });
  assert.deepEqual([calendar.json.phase, calendar.json.election], ['campaign', 'Vote']);
  assert.equal((await call(as('analyst'), 'PUT', '/calendar', { elections: [] })).status, 403);
});

test('where detectors run, accounts of declared networks are kept as pseudonyms only', async () => {
  const csirt = await startServing({ profile: 'csirt' });
  try {
    const { cookie } = signedIn(csirt.space('real'), 'electionAuthority');
    const send = (body: unknown) =>
      fetch(`${csirt.origin}/api/watchlists`, {
        method: 'POST',
        headers: { cookie, ...changing },
        body: JSON.stringify(body),
      });
    const response = await send({
      kind: 'account',
      name: 'Gazette',
      text: 'x:@GazetteMarker\nmastodon:@news@host.example',
    });
    assert.equal(response.status, 200);
    const { items } = (await response.json()) as { readonly items: readonly { readonly value: string }[] };
    assert.equal(items.length, 2);
    for (const { value } of items) assert.match(value, /^acc_[a-z2-7]{26}$/);
    const refused = await send({ kind: 'account', name: 'Other', text: 'GazetteMarker' });
    assert.doesNotMatch(await refused.text(), /gazettemarker/i);
    const again = await send({ kind: 'account', name: 'Again', text: 'twitter:gazettemarker' });
    const [same] = ((await again.json()) as { readonly items: readonly { readonly value: string }[] }).items;
    assert.ok(items.some(({ value }) => value === same.value));
    const { ledger } = csirt.space('real');
    ledger.db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    const bytes = readFileSync(ledger.path).toString('latin1').toLowerCase();
    assert.ok(!bytes.includes('gazettemarker') && !csirt.log().toLowerCase().includes('gazettemarker'));
  } finally {
    await csirt.stop();
  }
});
