// Settings from file, environment and flags: which wins, what is refused and in which words.
import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { PollwardenError } from '../../kernel/errors.ts';
import type { Config } from './config.ts';
import { environmentName, keys } from './keys.ts';
import { type ConfigRequest, loadConfig } from './load.ts';
import { flagSettings } from './sources.ts';

const folders: string[] = [];
after(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

function folderWith(settings: unknown, mode = 0o600): string {
  const folder = mkdtempSync(join(tmpdir(), 'pollwarden-config-'));
  folders.push(folder);
  if (settings === undefined) return folder;
  const path = join(folder, 'pollwarden.json');
  writeFileSync(path, typeof settings === 'string' ? settings : JSON.stringify(settings));
  chmodSync(path, mode);
  return folder;
}

const load = (settings: unknown, more: Partial<ConfigRequest> = {}): Config =>
  loadConfig({ dataFolder: folderWith(settings), environment: {}, flags: {}, ...more });

function refusal(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    assert.ok(error instanceof PollwardenError, String(error));
    return error.message;
  }
  throw new assert.AssertionError({ message: 'nothing was refused' });
}

test('without any setting: the demonstration on this machine, believed to be localhost', () => {
  const config = load(undefined);
  assert.equal(config.profile, 'demo');
  assert.equal(config.demonstration, true);
  assert.equal(config.publicUrl, 'http://localhost:4610');
  assert.equal(config.host, '127.0.0.1');
  assert.equal(config.smtp, undefined);
});

test('flags win over the environment, and that over the file', () => {
  const file = { port: 1001, logLevel: 'warn', profile: 'guard' };
  const environment = { POLLWARDEN_PORT: '1002', POLLWARDEN_PROFILE: 'csirt', POLLWARDEN_LOG_LEVEL: '' };
  const config = load(file, { environment, flags: flagSettings([{ name: 'port', flag: '--port', text: '1003' }]) });
  assert.deepEqual([config.port, config.profile, config.logLevel], [1003, 'csirt', 'warn']);
  assert.equal(config.demonstration, false, 'only the profile demo has that space');
});

test('every setting can come from the environment, under the name that the documentation gives', () => {
  for (const key of keys) assert.match(environmentName(key.name), /^POLLWARDEN_[A-Z]+(_[A-Z]+)*$/);
  const environment = {
    POLLWARDEN_SMTP_HOST: 'mail.example',
    POLLWARDEN_SMTP_FROM: 'ops@example.org',
    POLLWARDEN_SMTP_SECURE: 'true',
  };
  assert.deepEqual(load(undefined, { environment }).smtp, {
    host: 'mail.example',
    port: 587,
    secure: true,
    user: undefined,
    password: undefined,
    from: 'ops@example.org',
  });
});

test('a name that is no setting is refused with the nearest one', () => {
  assert.match(
    refusal(() => load({ publicURI: 'https://a.example' })),
    /"publicURI", which is no setting; did you mean "publicUrl"/,
  );
  assert.match(
    refusal(() => load(undefined, { environment: { POLLWARDEN_PORTS: '1' } })),
    /POLLWARDEN_PORTS is no setting; did you mean POLLWARDEN_PORT/,
  );
  assert.match(
    refusal(() => load('{"__proto__": {"port": 1}}')),
    /"__proto__", which is no setting/,
  );
});

test('variables that other commands read are left alone', () => {
  const environment = { POLLWARDEN_DATA: '/x', POLLWARDEN_DEBUG: '1', POLLWARDEN_TOKEN_MASTODON: 'x', PATH: '/bin' };
  assert.equal(load(undefined, { environment }).port, 4610);
});

for (const [settings, message] of [
  [{ port: '4610' }, /port takes whole number from 0 to 65535, not "4610"/],
  [{ port: 70_000 }, /port takes whole number from 0 to 65535, not 70000/],
  [{ profile: 'party' }, /profile takes guard, csirt, platform, results, demo, not "party"/],
  [{ publicUrl: 'https://a.example/path' }, /publicUrl takes address without a path/],
  [{ publicUrl: 'javascript:alert(1)' }, /publicUrl takes/],
  [{ publicUrl: 'https://user:secret@a.example' }, /publicUrl takes/],
  [{ proxyHops: -1 }, /proxyHops takes/],
  [{ smtpFrom: 'a@b\r\nBcc: c@d' }, /smtpFrom takes mail address/],
  [{ smtpHost: 'mail.example' }, /smtpHost needs smtpFrom/],
  ['[1]', /must hold one JSON object/],
  ['{"port":', /is not JSON/],
] as const) {
  test(`${JSON.stringify(settings)} is refused`, () =>
    assert.match(
      refusal(() => load(settings)),
      message,
    ));
}

test('numbers and switches of the environment are read strictly', () => {
  for (const environment of [
    { POLLWARDEN_PORT: '0x10' },
    { POLLWARDEN_PORT: '9'.repeat(20) },
    { POLLWARDEN_INSECURE_HTTP: 'yes' },
  ]) {
    assert.match(
      refusal(() => load(undefined, { environment })),
      /CONFIG_INVALID/,
    );
  }
});

test('a secret comes from a file of its own, and is never shown in a refusal', () => {
  const folder = folderWith(undefined);
  const secret = join(folder, 'token');
  writeFileSync(secret, 'a-token-of-some-length\n');
  assert.equal(
    load(undefined, { environment: { POLLWARDEN_METRICS_TOKEN_FILE: secret } }).metricsToken,
    'a-token-of-some-length',
  );
  assert.equal(load({ metricsTokenFile: secret }).metricsToken, 'a-token-of-some-length');
  const both = { POLLWARDEN_METRICS_TOKEN_FILE: secret, POLLWARDEN_METRICS_TOKEN: 'another-token-of-length' };
  assert.match(
    refusal(() => load(undefined, { environment: both })),
    /both set/,
  );
  const short = refusal(() => load(undefined, { environment: { POLLWARDEN_METRICS_TOKEN: 'too-short' } }));
  assert.ok(!short.includes('too-short'), short);
  assert.match(
    refusal(() => load(undefined, { environment: { POLLWARDEN_METRICS_TOKEN_FILE: `${secret}.no` } })),
    /cannot be read/,
  );
});

test('a configuration file that holds a secret must not be readable by others', {
  skip: process.platform === 'win32',
}, () => {
  const settings = { metricsToken: 'a-token-of-some-length' };
  assert.equal(load(settings).metricsToken, settings.metricsToken);
  const dataFolder = folderWith(settings, 0o644);
  assert.match(
    refusal(() => loadConfig({ dataFolder, environment: {}, flags: {} })),
    /chmod 600/,
  );
});

test('a named configuration file must be there', () => {
  assert.match(
    refusal(() => load(undefined, { file: '/nowhere/pollwarden.json' })),
    /FILE_NOT_FOUND/,
  );
});

test('other machines are let in by https only, unless it is said otherwise', () => {
  assert.match(
    refusal(() => load({ host: '0.0.0.0' })),
    /can be reached from other machines/,
  );
  assert.match(
    refusal(() => load({ host: '::' })),
    /can be reached from other machines/,
  );
  assert.match(
    refusal(() => load({ publicUrl: 'http://ops.example' })),
    /has no https/,
  );
  assert.equal(load({ host: '0.0.0.0', publicUrl: 'https://ops.example' }).publicUrl, 'https://ops.example');
  assert.equal(load({ host: '0.0.0.0', insecureHttp: true }).publicUrl, 'http://0.0.0.0:4610');
  assert.equal(load({ host: '::1' }).publicUrl, 'http://localhost:4610');
});

test('the profile results listens on this machine only, whatever else is said', () => {
  const environment = { POLLWARDEN_HOST: '0.0.0.0', POLLWARDEN_PUBLIC_URL: 'https://results.example' };
  const flags = { profile: 'results', insecureHttp: true };
  assert.throws(() => load(undefined, { environment, flags }), /CONFIG_INVALID.*no network/);
});
