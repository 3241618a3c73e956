// Plausibility over HTTP: operators look and explain, one person proposes a note and another releases it, nobody else sees
// anything; what holds for a return does not hold for the next.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Role } from '../src/accounts/roles.ts';
import { applyFault } from '../src/generate/returns/faults.ts';
import { trueCounts } from '../src/generate/returns/counts.ts';
import { generateElection } from '../src/generate/returns/election.ts';
import { canonicalJson } from '../src/kernel/canonical-json.ts';
import { seededRandom } from '../src/kernel/random.ts';
import type { By } from '../src/results/store/by.ts';
import { saveDraft } from '../src/results/store/elections.ts';
import { returnHash, storeArrivals } from '../src/results/store/returns.ts';
import { reconcileElection } from '../src/results/store/unit-states.ts';
import type { CountReturn } from '../src/results/return/count-return.ts';
import type { PlausibilitySummary, PlausibleItem, PlausibleUnit } from '../src/server/features/plausibility/schemas.ts';
import { changing, type Served, signedIn, startServing } from './server/serving.ts';

const by: By = { actor: { kind: 'operator' }, name: 'operator' };
const { definition } = generateElection({
  seed: 6,
  election: 'night',
  day: '2026-06-07',
  units: 150,
  areas: 3,
  options: 6,
  candidates: 5,
});
const counts = trueCounts(definition, 6);
const [first, second] = definition.units;
const invalid = applyFault('invalidShare', counts.get(first.id) ?? {}, definition, seededRandom(1))?.counts;
const moved = applyFault('listShare', counts.get(second.id) ?? {}, definition, seededRandom(2))?.counts;

const returnOf = (unit: string, own: CountReturn['counts']): CountReturn => ({
  format: 'pollwarden-return/1',
  election: 'night',
  definition: '0'.repeat(64),
  contest: 'assembly',
  unit,
  centre: definition.units.find(({ id }) => id === unit)?.centre ?? '',
  counts: own,
  countedAt: '2026-06-07T20:00:00Z',
});

const hashOf = (one: CountReturn): string => returnHash(Buffer.from(canonicalJson(one)));

function arrive(returns: readonly CountReturn[]): void {
  const { ledger } = server.space('real');
  const arrivals = returns.map((one) => ({
    signed: { return: one, signatures: [] },
    channel: 'official' as const,
    way: 'import' as const,
    source: {},
  }));
  storeArrivals(ledger, arrivals, 'test');
  reconcileElection(ledger, 'night', by);
}

let server: Served;
const cookies = new Map<string, string>();
before(async () => {
  server = await startServing({ profile: 'results' });
  saveDraft(server.space('real').ledger, definition, by);
  arrive(
    [...counts].map(([unit, own]) =>
      returnOf(unit, (unit === first.id ? invalid : unit === second.id ? moved : own) ?? own),
    ),
  );
});
after(async () => await server.stop());

type Person = readonly [name: string, role: Role];
const operator: Person = ['operator', 'resultsOperator'];
const chair: Person = ['chair', 'electionAuthority'];
const deputy: Person = ['deputy', 'electionAuthority'];

async function raw([name, role]: Person, method: string, path: string, body?: unknown): Promise<Response> {
  let cookie = cookies.get(name);
  if (cookie === undefined) cookies.set(name, ({ cookie } = signedIn(server.space('real'), role)).cookie ?? cookie);
  return await fetch(`${server.origin}/api/elections/night/plausibility${path}`, {
    method,
    headers: { ...changing, cookie: cookies.get(name) ?? '' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}
type Answers = { readonly list: List; readonly unit: PlausibleUnit; readonly summary: PlausibilitySummary };
type Called<K extends keyof Answers> = {
  readonly status: number;
  readonly body: Answers[K] & { readonly error?: { readonly message: string } };
};

async function call<K extends keyof Answers>(
  _answers: K,
  person: Person,
  method: string,
  path: string,
  body?: unknown,
): Promise<Called<K>> {
  const response = await raw(person, method, path, body);
  return { status: response.status, body: (await response.json()) as Called<K>['body'] };
}
type List = { readonly items: readonly PlausibleItem[]; readonly matching: number; readonly all: number };
const unitPath = (unit: string): string => `/assembly/${unit}`;

test('the list says the reason before anything else, filters by its query, and counts by rule', async () => {
  const { status, body } = await call('list', operator, 'GET', '');
  assert.equal(status, 200);
  const units = body.items.map(({ unit }) => unit);
  assert.ok(units.includes(first.id) && units.includes(second.id));
  assert.ok(body.items.every(({ reason, state }) => reason.length > 10 && state === 'open'));
  const invalids = await call('list', operator, 'GET', '?q=rule:invalid%20state:open');
  assert.ok(invalids.body.items.some(({ unit }) => unit === first.id));
  assert.ok(invalids.body.items.every(({ rules }) => rules.includes('invalid')));
  const none = await call('list', operator, 'GET', '?q=state:released');
  assert.deepEqual([none.body.matching, none.body.all], [0, body.all]);
  assert.equal((await call('unit', operator, 'GET', '?q=rule:nonsense')).status, 400);
  assert.equal((await call('unit', operator, 'GET', '?sort=rank')).status, 400);
  const area = definition.areas.find(({ id }) => id === first.area)?.name ?? '';
  const inArea = await call('list', operator, 'GET', `?q=${encodeURIComponent(`area:"${area}"`)}&sort=-hits`);
  assert.ok(inArea.body.items.length > 0 && inArea.body.items.every((one) => one.area === first.area));
  const { body: summary } = await call('summary', operator, 'GET', '/summary');
  assert.equal(summary.contests[0].calibratedOn, null);
  assert.equal(summary.states.open, body.all);
});

test('parties, observers, the call-back desk and strangers see nothing of it', async () => {
  for (const role of ['party', 'observer', 'callBackDesk', 'administrator', 'analyst'] as const)
    for (const path of ['', '/summary', '/export', unitPath(first.id)])
      assert.equal((await raw([role, role], 'GET', path)).status, 403, `${role} ${path}`);
  assert.equal((await fetch(`${server.origin}/api/elections/night/plausibility`)).status, 401);
});

test('an operator explains a unit; when another return holds, it is open again', async () => {
  const path = unitPath(first.id);
  const { body } = await call('unit', operator, 'GET', path);
  assert.equal(body.state, 'open');
  assert.ok(body.findings.some(({ rule, picture }) => rule === 'invalid' && (picture?.peers.length ?? 0) > 8));
  assert.equal((await call('unit', operator, 'POST', `${path}/review`, { step: 'explained', text: ' ' })).status, 400);
  const text = 'The paper says so too: ballots of another election were in the box';
  const done = await call('unit', operator, 'POST', `${path}/review`, { step: 'explained', text });
  assert.deepEqual([done.body.state, done.body.reviews[0].text], ['explained', text]);
  const own = counts.get(first.id) ?? {};
  const supersedes = hashOf(returnOf(first.id, invalid ?? own));
  arrive([{ ...returnOf(first.id, own), supersedes, reason: 'The figures were entered wrongly' }]);
  let again = await call('unit', operator, 'GET', path);
  for (let i = 0; i < 100 && again.body.old; i++) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    again = await call('unit', operator, 'GET', path);
  }
  assert.equal(again.body.state, 'open');
  assert.deepEqual(again.body.findings, [], 'the corrected figures are quiet');
  assert.equal(again.body.reviews[0].superseded, true);
  assert.equal((await call('unit', operator, 'GET', unitPath('nowhere'))).status, 404);
});

test('a note needs two persons, and says reasons without scores; who proposed it cannot release it', async () => {
  const path = unitPath(second.id);
  const { body } = await call('unit', chair, 'GET', path);
  const recipient = 'countCentre';
  const propose = { recipient, reason: 'Please look at the paper again', shown: body.shown };
  assert.equal((await call('unit', chair, 'POST', `${path}/note`, { ...propose, shown: 'other' })).status, 409);
  assert.equal((await raw(chair, 'POST', `${path}/released-note`)).status, 409, 'nothing was released');
  const proposed = await call('unit', chair, 'POST', `${path}/note`, propose);
  assert.equal(proposed.status, 200);
  const { waiting, recipients } = proposed.body;
  assert.ok(waiting !== null);
  assert.notEqual(recipients.find((one) => one.recipient === recipient)?.name, '');
  assert.doesNotMatch(JSON.stringify(waiting.note), /"(score|p|q|picture)"/);
  const decide = { digest: waiting.digest };
  const own = await call('unit', chair, 'POST', `${path}/note/release`, decide);
  assert.equal(own.status, 403);
  assert.equal(
    (await call('unit', deputy, 'POST', `${path}/note/release`, { ...decide, digest: '0'.repeat(64) })).status,
    409,
  );
  const looked = { step: 'looked', text: 'Seen on the night' };
  assert.equal((await call('unit', operator, 'POST', `${path}/review`, looked)).status, 409, 'a note waits');
  assert.equal((await call('unit', chair, 'POST', `${path}/note`, propose)).status, 409, 'one at a time');
  const released = await call('unit', deputy, 'POST', `${path}/note/release`, decide);
  assert.deepEqual([released.body.state, released.body.released, released.body.waiting], ['released', true, null]);
  assert.equal((await raw(operator, 'POST', `${path}/released-note`)).status, 403, 'the authority takes it');
  assert.equal((await raw(operator, 'POST', `${path}/note/release`, decide)).status, 403);
  const taken = await raw(deputy, 'POST', `${path}/released-note`);
  const note = (await taken.json()) as { readonly seen: readonly unknown[]; readonly reading: string };
  assert.ok(note.seen.length > 0 && note.reading.includes('nothing of causes'));
  assert.doesNotMatch(JSON.stringify(note), /fraud|manipul|suspicio|"score"/i);
});

test('a second person refuses with a reason; a note on a return that holds no more is not released', async () => {
  const path = unitPath(second.id);
  const { body } = await call('unit', chair, 'GET', path);
  const propose = { recipient: 'observers', reason: 'For the observers', shown: body.shown };
  const proposed = await call('unit', operator, 'POST', `${path}/note`, propose);
  const digest = proposed.body.waiting?.digest;
  const without = await call('unit', deputy, 'POST', `${path}/note/refusal`, { digest });
  assert.equal(without.status, 400);
  const refusal = { digest, reason: 'The centre has explained it' };
  const refused = await call('unit', deputy, 'POST', `${path}/note/refusal`, refusal);
  assert.equal(refused.body.state, 'refused');
  await call('unit', operator, 'POST', `${path}/note`, propose);
  const own = moved ?? {};
  const supersedes = hashOf(returnOf(second.id, own));
  arrive([{ ...returnOf(second.id, { ...own, blank: (own.blank ?? 0) + 1 }), supersedes, reason: 'Again' }]);
  const late = await call('unit', deputy, 'POST', `${path}/note/release`, { digest });
  assert.equal(late.status, 409);
  assert.match(late.body.error?.message ?? '', /return that holds has changed/);
});

test('the export is for work inside: it begins with the reason and is marked', async () => {
  const response = await raw(operator, 'GET', '/export');
  assert.match(response.headers.get('content-disposition') ?? '', /INTERNAL-plausibility\.csv/);
  assert.match(await response.text(), /^contest,unit,name,area,reason,/);
});
