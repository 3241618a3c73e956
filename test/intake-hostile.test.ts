// Peers that mean harm: slow, oversize, half, many; real HTTPS with a certificate of our own; and what the process loads.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { join, relative } from 'node:path';
import { type TestContext, test } from 'node:test';
import { connect as connectTls } from 'node:tls';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { askIntake, intakeUrl } from '../src/intake/ask-intake.ts';
import type { IntakeRequest, RunningIntake } from '../src/intake/run.ts';
import { post, sealedNight, startIntake } from '../src/intake/testing/sealed-night.ts';
import { canonicalJson } from '../src/kernel/canonical-json.ts';
import { bring, pinnedKey } from '../src/results/intake/courier.ts';
import { temporaryFolder } from '../src/results/testing/temporary-folder.ts';
import { reachedFrom, root } from './server/modules.ts';
import { startIntakeProcess } from './server/intake-process.ts';

const night = await sealedNight(60);
const envelopes = await Promise.all(night.signed.slice(0, 40).map(async (one) => await night.seal(one)));

async function intake(
  t: TestContext,
  more: Partial<IntakeRequest> = {},
): Promise<RunningIntake & { readonly port: number }> {
  const running = await startIntake(temporaryFolder(t), night.definition, more);
  t.after(async () => await running.stop());
  return { ...running, port: Number(new URL(running.url).port) };
}

/** Sends bytes as they are; what came back until the other side ended it. */
async function raw(port: number, ...pieces: readonly (string | Buffer)[]): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  let answer = '';
  socket.setEncoding('latin1').on('data', (text: string) => (answer += text));
  socket.on('error', () => {});
  for (const piece of pieces) socket.write(piece);
  await once(socket, 'close');
  return answer;
}

const head = (length: number | string, more = ''): string =>
  `POST /intake/v1/envelopes HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n${more}\r\n`;

test('a body that is too large is refused before it is read, also where its length is not said', async (t) => {
  const { port, url } = await intake(t);
  const said = await raw(port, head(200_000), 'x');
  assert.match(said, /^HTTP\/1\.1 413 /);
  assert.match(said, /BODY_TOO_LARGE/);
  const chunk = `${(70_000).toString(16)}\r\n${'x'.repeat(70_000)}\r\n`;
  const chunked = `POST /intake/v1/envelopes HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n`;
  assert.match(await raw(port, chunked, chunk, chunk, chunk), /^HTTP\/1\.1 413 /);
  const most = await post(url, 'x'.repeat(131_072));
  assert.equal(most.status, 400);
  assert.match(await raw(port, `GET /${'x'.repeat(9000)} HTTP/1.1\r\nhost: x\r\n\r\n`), /^HTTP\/1\.1 431 /);
  assert.match(await raw(port, 'rubbish\r\n\r\n'), /^HTTP\/1\.1 400 /);
  assert.match(await raw(port, head('-5'), 'x'), /^HTTP\/1\.1 400 /);
});

test('who sends slowly is let go, headers and body; meanwhile others are served', async (t) => {
  const { port, url } = await intake(t, { limits: { headersMilliseconds: 700, requestMilliseconds: 1500 } });
  const slow = [
    raw(port, 'POST /intake/v1/envelopes HTTP/1.1\r\nhost: x\r\n'),
    raw(port, head(5000), '{"centre"'),
    ...Array.from({ length: 40 }, async () => await raw(port, head(5000), '{')),
  ];
  assert.equal((await post(url, envelopes[0])).status, 201);
  for (const answer of await Promise.all(slow)) assert.match(answer, /^(HTTP\/1\.1 408 |$)/);
});

test('one address that sends slowly does not take the places of others', async (t) => {
  const limits = { bodies: 8, bodiesPerAddress: 4 };
  const { port } = await intake(t, { limits });
  const from = async (localAddress: string): Promise<number | undefined> =>
    await new Promise((resolve, reject) => {
      const path = '/intake/v1/envelopes';
      const headers = { 'content-type': 'application/json' };
      const asked = request({ host: '127.0.0.1', port, path, method: 'POST', headers, localAddress }, (response) => {
        response.resume().once('end', () => resolve(response.statusCode));
      });
      asked.once('error', reject);
      asked.end(envelopes[0]);
    });
  const slow = Array.from({ length: 12 }, () => connect(port, '127.0.0.1').on('error', () => {}));
  t.after(() => {
    for (const socket of slow) socket.destroy();
  });
  for (const socket of slow) socket.write(`${head(5000)}{`);
  // Each is read, or refused, before another is asked.
  while ((await from('127.0.0.1')) !== 429);
  assert.equal(await from('127.0.0.2'), 201);
});

test('one address has its share of connections; a flood of strangers leaves the disk as it is', async (t) => {
  const { port, url, counts } = await intake(t, {
    limits: {
      connectionsPerAddress: 10,
      headersMilliseconds: 2000,
      requestMilliseconds: 2000,
      perAddress: { perMinute: 60, burst: 100 },
    },
  });
  const open = Array.from({ length: 30 }, () => connect(port, '127.0.0.1').on('error', () => {}));
  await Promise.all(open.slice(10).map(async (socket) => (socket.closed ? undefined : await once(socket, 'close'))));
  assert.equal(open.filter(({ destroyed }) => !destroyed).length, 10);
  for (const socket of open) socket.destroy();
  const forged = envelopes[1].replace(/"signature":"./, '"signature":"-');
  const statuses: number[] = [];
  for (let i = 0; i < 130; i++) statuses.push((await post(url, forged).catch(() => ({ status: 0 }))).status);
  assert.ok(statuses.filter((status) => status === 400).length <= 105);
  assert.ok(statuses.includes(429));
  assert.equal(counts().envelopes, 0);
});

test('behind a proxy of this machine each address has its own share; from elsewhere the header counts for nothing', async (t) => {
  const limits = { perAddress: { perMinute: 1, burst: 1 } };
  const proxied = await intake(t, { behindProxy: true, limits });
  const from = async (url: string, address: string, i: number): Promise<number> =>
    (await post(url, envelopes[i], { 'x-forwarded-for': `198.51.100.1, ${address}` })).status;
  assert.equal(await from(proxied.url, '192.0.2.1', 0), 201);
  assert.equal(await from(proxied.url, '192.0.2.2', 1), 201);
  assert.equal(await from(proxied.url, '192.0.2.1', 2), 429);
  assert.equal(await from(proxied.url, '2001:db8::1', 2), 201);
  assert.equal(await from(proxied.url, '2001:db8:0:0:9::2', 3), 429, 'one subscriber has many addresses of IPv6');
  const plain = await intake(t, { limits });
  assert.equal(await from(plain.url, '192.0.2.1', 0), 201);
  assert.equal(await from(plain.url, '192.0.2.2', 1), 429);
});

test('a hundred replays give one receipt', async (t) => {
  const { url, counts } = await intake(t);
  const bodies = new Set<string>();
  for (let i = 0; i < 100; i++) bodies.add((await post(url, envelopes[0])).body);
  assert.deepEqual([bodies.size, counts().envelopes], [1, 1]);
});

function certificateIn(folder: string): { readonly cert: string; readonly key: string } {
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  execFileSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:P-256',
      '-nodes',
      '-days',
      '2',
      '-subj',
      '/CN=localhost',
      '-addext',
      'subjectAltName=DNS:localhost,IP:127.0.0.1',
      '-keyout',
      key,
      '-out',
      cert,
    ],
    { stdio: 'ignore' },
  );
  return { cert, key };
}

test('HTTPS with a certificate; a client that does not know it gives nothing away; nobody else listens in plain', async (t) => {
  const folder = temporaryFolder(t);
  const { cert, key } = certificateIn(folder);
  const running = await intake(t, { tls: { cert: readFileSync(cert), key: readFileSync(key) } });
  const url = intakeUrl(running.url.replace('127.0.0.1', 'localhost'));
  const strange = await bring(askIntake(url, undefined), envelopes[0], running.key.publicKey);
  assert.equal(strange.result, 'later');
  const ask = askIntake(url, readFileSync(cert));
  assert.deepEqual(await pinnedKey(ask, running.key.fingerprint), { publicKey: running.key.publicKey });
  const other = await pinnedKey(ask, '0'.repeat(64));
  assert.ok('result' in other && other.result === 'refused' && other.code === 'RECEIPT_INVALID');
  const brought = await bring(ask, envelopes[0], running.key.publicKey);
  assert.ok(brought.result === 'received' && brought.receipt.sequence === 1);
  assert.equal(await raw(running.port, head(2), '{}'), '', 'plain HTTP is not answered');
  const old = connectTls({
    port: running.port,
    host: '127.0.0.1',
    rejectUnauthorized: false,
    minVersion: 'TLSv1',
    maxVersion: 'TLSv1.1',
  });
  await once(old, 'error');
  // Half a handshake, and gone.
  const half = connect(running.port, '127.0.0.1');
  half.write(Buffer.from([0x16, 0x03, 0x01, 0x40, 0x00]));
  half.destroy();
  assert.equal((await bring(ask, envelopes[1], running.key.publicKey)).result, 'received');
});

test('without a certificate only this machine is served; flags that do not fit are named', async (t) => {
  const folder = temporaryFolder(t);
  const definition = join(folder, 'definition.json');
  writeFileSync(definition, canonicalJson(night.definition));
  const refused = async (...args: readonly string[]): Promise<string> => {
    const child = spawn(process.execPath, [
      join(root, 'bin', 'pollwarden.mjs'),
      'intake',
      '--folder',
      join(folder, 'x'),
      ...args,
    ]);
    let text = '';
    child.stderr.setEncoding('utf8').on('data', (piece: string) => (text += piece));
    const [code] = (await once(child, 'close')) as [number];
    assert.equal(code, 2);
    return text;
  };
  assert.match(await refused('--definition', definition, '--host', '0.0.0.0'), /needs --cert and --key/);
  assert.match(await refused('--definition', definition, '--cert', definition), /--cert and --key go together/);
  assert.match(await refused('--definition', join(folder, 'none')), /FILE_NOT_FOUND/);
  writeFileSync(join(folder, 'bad.json'), '{"format":"pollwarden-definition/1"}');
  assert.match(await refused('--definition', join(folder, 'bad.json')), /bad\.json: DEFINITION_INVALID/);
  assert.match(await refused(), /needs --definition/);
});

/** What would let it call others. */
const goesOut =
  /\bfetch\(|from 'node:(?:dgram|http2|child_process|dns)'|import \{[^}]*\b(?:connect|request|get)\b[^}]*\} from 'node:(?:net|tls|https?)'/;

/** Nothing that opens, keeps results, follows posts, mails, exchanges or detects. */
const never =
  /^src\/(ledger|lake|ingest|detect|live|generate|accounts|findings|alerts|operations|server)\/|^src\/results\/(store|tally\/(?!areas)|seats|release|plausibility|packs|formats)/;

test('intake loads no ledger of results, no posts, mail, exchange or detectors: by its imports, and as it runs', async (t) => {
  const reached = reachedFrom('src/cli/commands/intake.ts');
  assert.deepEqual(
    reached.filter((file) => never.test(file)),
    [],
  );
  assert.ok(reached.includes('src/intake/vault.ts'));
  for (const file of reached.filter((one) => !one.startsWith('src/cli/'))) {
    const text = readFileSync(join(root, file), 'utf8');
    assert.doesNotMatch(text, goesOut, file);
  }
  const folder = temporaryFolder(t);
  const definition = join(folder, 'definition.json');
  writeFileSync(definition, canonicalJson(night.definition));
  const list = join(folder, 'modules.txt');
  const recorder = pathToFileURL(join(root, 'test', 'server', 'record-modules.ts')).href;
  const running = await startIntakeProcess(
    ['--folder', join(folder, 'intake'), '--definition', definition, '--port', '0'],
    {
      nodeArgs: ['--import', recorder],
      env: { RECORD_MODULES_TO: list },
    },
  );
  assert.equal((await post(running.url, envelopes[0])).status, 201);
  running.child.kill('SIGTERM');
  await running.ended;
  const files = readFileSync(list, 'utf8')
    .trim()
    .split('\n')
    .map((url) => relative(root, fileURLToPath(url)));
  assert.ok(files.includes('src/intake/vault.ts'));
  assert.deepEqual(
    files.filter((file) => never.test(file)),
    [],
  );
});

test('its folder holds sealed returns and receipts, and no figure, unit or list of any return', async (t) => {
  const folder = temporaryFolder(t);
  mkdirSync(join(folder, 'in'));
  const running = await startIntake(join(folder, 'in'), night.definition);
  for (const envelope of envelopes.slice(0, 5)) await post(running.url, envelope);
  await running.stop();
  const texts = readdirSync(join(folder, 'in'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'));
  assert.ok(texts.length >= 7);
  for (const { return: one } of night.signed.slice(0, 5))
    for (const text of texts) {
      assert.ok(!text.includes(`"unit":"${one.unit}"`) && !text.includes('votes/'));
    }
});
