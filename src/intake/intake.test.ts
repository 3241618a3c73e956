// Intake in this process: a receipt for each envelope that is on the disk, the same for the same, and nothing for strangers.
import assert from 'node:assert/strict';
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { appendFileSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { canonicalEnvelope, type Envelope, envelopeBytes } from '../results/intake/seal.ts';
import { parseReceipt, receiptHolds } from '../results/intake/receipt.ts';
import { temporaryFolder } from '../results/testing/temporary-folder.ts';
import { envelopePlace, journalName } from './folder.ts';
import type { IntakeLimits } from './limits.ts';
import { openRevocations } from './revocations.ts';
import type { IntakeRequest, RunningIntake } from './run.ts';
import { post, sealedNight, startIntake } from './testing/sealed-night.ts';

const night = await sealedNight(40);
const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');
const errorOf = (body: string): string => (JSON.parse(body) as { error: { code: string } }).error.code;

async function intake(t: TestContext, more: Partial<IntakeRequest> = {}): Promise<RunningIntake & { folder: string }> {
  const folder = temporaryFolder(t);
  const running = await startIntake(folder, night.definition, more);
  t.after(async () => await running.stop());
  return { ...running, folder };
}

const limited = (limits: Partial<IntakeLimits>): Partial<IntakeRequest> => ({ limits });

test('an envelope is answered with a receipt that holds, and is on the disk byte for byte', async (t) => {
  const { url, key, folder } = await intake(t);
  const envelope = await night.seal(night.signed[0]);
  const { status, body } = await post(url, envelope);
  assert.equal(status, 201);
  const receipt = parseReceipt(body);
  assert.ok(receipt.ok);
  assert.equal(receipt.value.envelope, hashOf(envelope));
  assert.equal(receipt.value.sequence, 1);
  assert.ok(await receiptHolds(receipt.value, key.publicKey));
  assert.ok(!(await receiptHolds({ ...receipt.value, sequence: 2 }, key.publicKey)));
  assert.equal(readFileSync(join(folder, envelopePlace(hashOf(envelope))), 'utf8'), envelope);
  assert.equal((statSync(join(folder, 'receipt-key.pem')).mode & 0o777).toString(8), '600');
});

test('the same envelope gives the same receipt, at once, later, and after a new start', async (t) => {
  const folder = temporaryFolder(t);
  const first = await startIntake(folder, night.definition);
  const envelope = await night.seal(night.signed[0]);
  const together = await Promise.all(Array.from({ length: 8 }, async () => await post(first.url, envelope)));
  assert.equal(new Set(together.map(({ body }) => body)).size, 1);
  await first.stop();
  const second = await startIntake(folder, night.definition, { now: () => 0 });
  t.after(async () => await second.stop());
  assert.equal(second.key.fingerprint, first.key.fingerprint);
  const again = await post(second.url, envelope);
  assert.deepEqual([again.status, again.body], [200, together[0].body]);
  const looked = await fetch(`${second.url}/intake/v1/receipts/${hashOf(envelope)}`);
  assert.equal((await looked.text()).trimEnd(), again.body);
  assert.equal((await fetch(`${second.url}/intake/v1/receipts/${'0'.repeat(64)}`)).status, 404);
});

test('strangers, other elections, revoked keys and changed bytes are refused by name, and leave nothing', async (t) => {
  const envelope = JSON.parse(await night.seal(night.signed[0])) as Envelope;
  const revoked = new Map<string, number>();
  const { url, folder } = await intake(t, { revocations: { now: () => revoked, problem: () => undefined } });
  const stranger = generateKeyPairSync('ed25519').privateKey;
  const forged = { ...envelope, signature: sign(null, envelopeBytes(envelope), stranger).toString('base64url') };
  const other = night.definition.centres.find(({ id }) => id !== envelope.centre)?.id ?? '';
  const cases: readonly (readonly [string, string])[] = [
    [canonicalEnvelope(forged), 'SIGNATURE_INVALID'],
    [canonicalEnvelope({ ...envelope, centre: other }), 'KEY_UNKNOWN'],
    [canonicalEnvelope({ ...envelope, key: '0123456789abcdef' }), 'KEY_UNKNOWN'],
    [canonicalEnvelope({ ...envelope, election: 'another' }), 'ELECTION_OTHER'],
    [canonicalEnvelope({ ...envelope, madeAt: '2026-06-07T19:00:01Z' }), 'SIGNATURE_INVALID'],
    [`${canonicalEnvelope(envelope)}\n`, 'RETURN_INVALID'],
    [JSON.stringify({ ...envelope, extra: 1 }), 'RETURN_INVALID'],
    ['{"format":', 'RETURN_INVALID'],
    ['', 'RETURN_INVALID'],
  ];
  for (const [body, code] of cases) {
    const answered = await post(url, body);
    assert.equal(errorOf(answered.body), code);
    assert.ok(answered.status >= 400 && answered.status < 500);
  }
  revoked.set(envelope.key, Date.now() - 1000);
  const late = await post(url, canonicalEnvelope(envelope));
  assert.deepEqual([late.status, errorOf(late.body)], [403, 'KEY_REVOKED']);
  assert.equal(readFileSync(join(folder, journalName), 'utf8'), '');
  assert.deepEqual(
    readdirSync(join(folder, 'envelopes'), { recursive: true }).filter((name) => String(name).endsWith('.json')),
    [],
  );
});

test('the list of revoked keys is read again when it changes; a damaged one leaves the list before it', (t) => {
  const path = join(temporaryFolder(t), 'revoked.json');
  writeFileSync(path, JSON.stringify({ revoked: [{ key: '0123456789abcdef', at: 5 }], more: 'ignored' }));
  let clock = 0;
  const list = openRevocations(path, () => clock);
  assert.deepEqual([...list.now()], [['0123456789abcdef', 5]]);
  writeFileSync(path, 'damaged');
  clock += 2000;
  assert.equal(list.now().size, 1);
  assert.match(list.problem() ?? '', /cannot be read/);
  writeFileSync(path, JSON.stringify({ revoked: [] }));
  clock += 2000;
  assert.equal(list.now().size, 0);
  assert.equal(list.problem(), undefined);
  assert.throws(() => openRevocations(join(path, 'no'), () => 0), /INPUT_INVALID/);
});

test('one address, one centre and all together have bounds, and are told when to come back', async (t) => {
  const [first, second, third] = await Promise.all(night.signed.slice(0, 3).map(async (one) => await night.seal(one)));
  const byAddress = await intake(t, limited({ perAddress: { perMinute: 1, burst: 2 } }));
  assert.equal((await post(byAddress.url, first)).status, 201);
  assert.equal((await post(byAddress.url, second)).status, 201);
  const asked = await post(byAddress.url, third);
  assert.deepEqual([asked.status, errorOf(asked.body)], [429, 'TOO_MANY_REQUESTS']);
  assert.ok(Number(asked.headers.get('retry-after')) >= 59);
  const own = night.signed.filter((one) => one.return.centre === night.signed[0].return.centre);
  const [one, two] = await Promise.all(own.slice(0, 2).map(async (each) => await night.seal(each)));
  for (const [limits, status, code] of [
    [{ perCentre: { perMinute: 1, burst: 1 } }, 429, 'TOO_MANY_REQUESTS'],
    [{ envelopesPerCentre: 1 }, 503, 'NO_ROOM'],
    [{ envelopes: 1 }, 503, 'NO_ROOM'],
    [{ bytes: 1 }, 503, 'NO_ROOM'],
  ] as const) {
    const { url } = await intake(t, limited(limits));
    assert.equal((await post(url, one)).status, 201);
    const refused = await post(url, two);
    assert.deepEqual([refused.status, errorOf(refused.body)], [status, code]);
    assert.ok(Number(refused.headers.get('retry-after')) > 0);
    assert.equal((await post(url, one)).status, 200, 'what is kept has its receipt all the same');
  }
});

test('pages of the signing app may ask, others may not; answers are never kept', async (t) => {
  const { url } = await intake(t);
  const ask = async (origin: string): Promise<Headers> =>
    (
      await fetch(`${url}/intake/v1/envelopes`, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-private-network': 'true' },
      })
    ).headers;
  const own = await ask('null');
  assert.equal(own.get('access-control-allow-origin'), 'null');
  assert.equal(own.get('access-control-allow-headers'), 'content-type');
  assert.equal(own.get('access-control-allow-private-network'), 'true');
  assert.equal((await ask('https://elsewhere.example')).get('access-control-allow-origin'), null);
  const plain = await post(url, '{}', { 'content-type': 'text/plain' });
  assert.deepEqual([plain.status, errorOf(plain.body)], [415, 'MEDIA_TYPE_UNSUPPORTED']);
  assert.equal(plain.headers.get('cache-control'), 'no-store');
  for (const path of ['/', '/intake/v1/../receipt-key.pem', '/envelopes', '/intake/v1/receipts/..%2f']) {
    assert.equal((await fetch(`${url}${path}`)).status, 404, path);
  }
  assert.equal((await fetch(`${url}/intake/v1/envelopes`, { method: 'DELETE' })).status, 404);
});

test('a second process is refused; health tells how many, and which envelope is gone', async (t) => {
  const folder = temporaryFolder(t);
  const first = await startIntake(folder, night.definition);
  await assert.rejects(startIntake(folder, night.definition), /DATA_IN_USE/);
  const envelope = await night.seal(night.signed[0]);
  await post(first.url, envelope);
  await first.stop();
  rmSync(join(folder, envelopePlace(hashOf(envelope))));
  const second = await startIntake(folder, night.definition);
  t.after(async () => await second.stop());
  const health = (await (await fetch(`${second.url}/intake/v1/health`)).json()) as Record<string, unknown>;
  assert.deepEqual([health.ready, health.envelopes, health.elections], [true, 1, ['sealed']]);
  assert.match(String(health.problems), /1 envelopes of the list of receipts are not in the folder/);
});

test('what a crash left of the last lines is cut and kept aside; a list that was changed before them is refused', async (t) => {
  const folder = temporaryFolder(t);
  const first = await startIntake(folder, night.definition);
  for (const one of night.signed.slice(0, 3)) assert.equal((await post(first.url, await night.seal(one))).status, 201);
  await first.stop();
  const path = join(folder, journalName);
  const whole = readFileSync(path);
  const garbage = Buffer.concat([Buffer.alloc(700), Buffer.from('\n{"bytes":1')]);
  appendFileSync(path, garbage);
  const second = await startIntake(folder, night.definition);
  assert.equal(second.counts().envelopes, 3);
  const { body } = await post(second.url, await night.seal(night.signed[3]));
  assert.equal((JSON.parse(body) as { sequence: number }).sequence, 4);
  await second.stop();
  assert.deepEqual(readFileSync(path).subarray(0, whole.length), whole);
  assert.equal(readFileSync(`${path}.cut-${whole.length}`).length, garbage.length);
  assert.ok(existsSync(join(folder, 'envelopes')));
  writeFileSync(path, Buffer.concat([Buffer.from('x'), whole, Buffer.alloc(200_000, 0x61)]));
  await assert.rejects(startIntake(folder, night.definition), /FILE_UNREADABLE/);
});

test('a clock that jumps changes no receipt and no order', async (t) => {
  let clock = Date.parse('2026-06-07T20:00:00Z');
  const { url } = await intake(t, { now: () => clock });
  const receipts: { sequence: number; receivedAt: string }[] = [];
  for (const jump of [0, -3_600_000, 86_400_000, -90_000_000]) {
    clock += jump;
    const { body } = await post(url, await night.seal(night.signed[receipts.length]));
    receipts.push(JSON.parse(body) as { sequence: number; receivedAt: string });
  }
  assert.deepEqual(
    receipts.map(({ sequence }) => sequence),
    [1, 2, 3, 4],
  );
  assert.deepEqual(
    receipts.map(({ receivedAt }) => receivedAt),
    ['2026-06-07T20:00:00Z', '2026-06-07T19:00:00Z', '2026-06-08T19:00:00Z', '2026-06-07T18:00:00Z'],
  );
});
