// Results night over HTTP, as the people of it: an operator takes scanned codes and files in and decides a conflict, two of
// the authority fix the definition and certify, and everybody else is refused.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Role } from '../src/accounts/roles.ts';
import { generateElection } from '../src/generate/returns/election.ts';
import { type NightArrival } from '../src/generate/returns/night.ts';
import { nightOf, ordinaryNight } from '../src/generate/returns/write.ts';
import { canonicalJson } from '../src/kernel/canonical-json.ts';
import { toCompact } from '../src/results/codes/compact.ts';
import { toParts } from '../src/results/codes/parts.ts';
import type { By } from '../src/results/store/by.ts';
import { definitionOf, revokeKey, saveDraft } from '../src/results/store/elections.ts';
import { storeArrivals } from '../src/results/store/returns.ts';
import { unitRows } from '../src/results/store/unit-states.ts';
import { openLedger } from '../src/ledger/ledger.ts';
import { changing, type Served, signedIn, startServing } from './server/serving.ts';

const by: By = { actor: { kind: 'operator' }, name: 'operator' };
const generated = generateElection({
  seed: 12,
  election: 'night',
  day: '2026-06-07',
  units: 24,
  areas: 3,
  options: 6,
  candidates: 0,
});
const night = nightOf(
  generated,
  { ...ordinaryNight, seed: 12, channelFaults: 0.3, missing: 0, corrected: 0, entryFaults: 0 },
  Date.parse('2026-06-07T18:00:00Z'),
);
const ofChannel = (channel: string): readonly NightArrival[] => night.arrivals.filter((one) => one.channel === channel);

let server: Served;
const cookies = new Map<string, string>();
before(async () => {
  server = await startServing({ profile: 'results' });
  saveDraft(server.space('real').ledger, generated.definition, by);
});
after(async () => await server.stop());

function cookieOf(name: string, role: Role): string {
  const known = cookies.get(name);
  if (known !== undefined) return known;
  const { cookie } = signedIn(server.space('real'), role);
  cookies.set(name, cookie);
  return cookie;
}

type Answer = {
  readonly status: number;
  readonly body: Readonly<Record<string, never>> & Readonly<Record<string, unknown>>;
};

async function call(person: readonly [string, Role], method: string, path: string, body?: unknown): Promise<Answer> {
  const response = await fetch(`${server.origin}/api/elections/night${path}`, {
    method,
    headers: { ...changing, cookie: cookieOf(...person) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Answer['body'] };
}

const operator = ['operator', 'resultsOperator'] as const;
const chair = ['chair', 'electionAuthority'] as const;
const deputy = ['deputy', 'electionAuthority'] as const;

test('the definition is fixed by two of the authority, not by one, and not by another hash than was seen', async () => {
  const seen = await call(chair, 'GET', '');
  const { hash } = seen.body.current as { readonly hash: string };
  assert.equal((await call(chair, 'POST', '/proposal', { hash: '0'.repeat(64) })).status, 409);
  assert.equal((await call(operator, 'POST', '/proposal', { hash })).status, 403);
  assert.equal((await call(chair, 'POST', '/proposal', { hash })).status, 200);
  assert.equal((await call(chair, 'POST', '/decision', { hash, approve: true })).status, 403);
  const fixed = await call(deputy, 'POST', '/decision', { hash, approve: true });
  assert.equal((fixed.body.current as { readonly state: string }).state, 'fixed');
});

test('once it is fixed every unit is awaited, and blocks certification', async () => {
  const { body } = await call(operator, 'GET', '/certification');
  const [contest] = body.contests as readonly { readonly units: number; readonly allOpen: number }[];
  assert.deepEqual([contest.units, contest.allOpen], [24, 24]);
  const counts = await call(operator, 'GET', '/units/counts');
  assert.equal((counts.body.states as Readonly<Record<string, number>>).awaited, 24);
});

test('files and scanned codes are taken in, each answered for itself; what is no return is refused by name', async () => {
  const file = ofChannel('official')
    .map(({ signed }) => canonicalJson(signed))
    .join('\n');
  const official = await call(operator, 'POST', '/arrivals', {
    channel: 'official',
    way: 'stick',
    texts: [file],
    file: 'night.jsonl',
  });
  assert.deepEqual([official.status, official.body.added, official.body.refused], [200, 24, 0]);
  const definition = definitionOf(server.space('real').ledger, 'night');
  const codes = ofChannel('backup').flatMap(({ signed }) => toParts(toCompact(signed, definition)));
  const backup = await call(operator, 'POST', '/arrivals', { channel: 'backup', way: 'qr', texts: codes });
  assert.deepEqual([backup.body.added, backup.body.refused], [24, 0]);
  // One file by one person is one channel, whatever it is called.
  for (const way of ['stick', 'mail', 'text']) {
    const copied = await call(operator, 'POST', '/arrivals', { channel: 'backup', way, texts: [file] });
    const copies = copied.body.items as readonly { readonly code: string | null }[];
    assert.deepEqual([copied.body.added, copied.body.refused, copies[0].code], [0, 24, 'CONFLICT'], way);
  }
  const [{ signed }] = ofChannel('official');
  const forged = canonicalJson({
    ...signed,
    return: { ...signed.return, counts: { ...signed.return.counts, cast: 1 } },
  });
  const bad = await call(operator, 'POST', '/arrivals', {
    channel: 'official',
    way: 'mail',
    texts: [forged, 'no return at all', canonicalJson(signed)],
  });
  const items = bad.body.items as readonly { readonly result: string; readonly code: string | null }[];
  assert.deepEqual(
    items.map(({ result, code }) => code ?? result),
    ['SIGNATURE_INVALID', 'RETURN_INVALID', 'known'],
  );
  assert.equal(
    (await call(['desk', 'callBackDesk'], 'POST', '/arrivals', { channel: 'official', way: 'mail', texts: ['x'] }))
      .status,
    403,
  );
  assert.equal((await call(['party', 'party'], 'GET', '/units')).status, 403);
});

test('an operator decides a conflict with a ground, for the returns that were seen; then two certify', async () => {
  const list = await call(operator, 'GET', '/units?q=state%3Aconflicting');
  const conflicts = list.body.items as readonly {
    readonly contest: string;
    readonly unit: string;
    readonly sentence: string;
  }[];
  assert.ok(conflicts.length > 2 && conflicts.every(({ sentence }) => sentence !== ''));
  const counts = await call(operator, 'GET', '/units/counts');
  assert.equal((counts.body.states as Readonly<Record<string, number>>).conflicting, conflicts.length);
  const certify = { step: 'propose', act: 'certify', contest: 'assembly', reason: 'all papers were seen' };
  assert.equal((await call(chair, 'POST', '/certification', certify)).status, 409, 'conflicts are open');
  for (const { contest, unit } of conflicts) {
    const path = `/units/${contest}/${unit}`;
    const { body } = await call(operator, 'GET', path);
    const fields = body.fields as readonly { readonly differs: boolean }[];
    assert.ok(fields.some(({ differs }) => differs));
    const decision = { hash: body.holding, heads: body.heads, ground: 'the paper was looked at' };
    assert.equal(
      (await call(operator, 'POST', `${path}/decision`, { ...decision, heads: 'official:other' })).status,
      409,
    );
    assert.equal((await call(operator, 'POST', `${path}/decision`, { ...decision, ground: '' })).status, 400);
    const decided = await call(operator, 'POST', `${path}/decision`, decision);
    assert.equal(decided.body.state, 'corrected');
  }
  const proposed = await call(chair, 'POST', '/certification', certify);
  assert.equal(proposed.status, 200, JSON.stringify(proposed.body));
  const decide = { step: 'decide', contest: 'assembly', approve: true, digest: proposed.body.digest };
  assert.equal((await call(chair, 'POST', '/certification', decide)).status, 403);
  assert.equal((await call(deputy, 'POST', '/certification', decide)).body.state, 'done');
  const certified = await call(operator, 'GET', '/units?q=state%3Acertified');
  assert.equal(certified.body.matching, 24);
});

test('what a revoked key signed is refused from then on', async () => {
  const { ledger } = server.space('real');
  const [{ signed }] = ofChannel('official');
  revokeKey(ledger, 'night', signed.signatures[0].key, 'stolen', by);
  const answer = await call(operator, 'POST', '/arrivals', {
    channel: 'backup',
    way: 'mail',
    texts: [canonicalJson(signed)],
  });
  const [item] = answer.body.items as readonly { readonly code: string | null }[];
  assert.equal(item.code, 'KEY_REVOKED');
});

test('returns that a command took in before the server started are in its lists', async () => {
  const started = await startServing({
    profile: 'results',
    prepare: (folder) => {
      const ledger = openLedger(folder, Date.now);
      saveDraft(ledger, generated.definition, by);
      const own = ofChannel('official').slice(0, 5);
      storeArrivals(
        ledger,
        own.map(({ signed, channel }) => ({ signed, channel, way: 'stick' as const, source: {} })),
        'operator',
      );
      ledger.close();
    },
  });
  try {
    const states = unitRows(started.space('real').ledger, 'night').map(({ state }) => state);
    assert.deepEqual([states.length, states.filter((state) => state === 'received').length], [24, 5]);
  } finally {
    await started.stop();
  }
});
