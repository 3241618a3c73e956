// The unit keeps its sandbox, and the container its bounds: read from the files that operators use.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const folder = join(import.meta.dirname, '..', 'packaging');
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

test('the unit runs without rights, on a system it cannot change', () => {
  const settings = new Set(read('pollwarden.service').split('\n'));
  const wanted = [
    'DynamicUser=yes',
    'ProtectSystem=strict',
    'NoNewPrivileges=yes',
    'CapabilityBoundingSet=',
    'StateDirectory=pollwarden',
    'StateDirectoryMode=0700',
    'MemoryMax=2G',
    'SystemCallFilter=@system-service',
    'Restart=always',
  ];
  assert.deepEqual(
    wanted.filter((line) => !settings.has(line)),
    [],
  );
});

test('the unit of intake is as bare, has its own state, and no data folder or secret in its words', () => {
  const text = read('pollwarden-intake.service');
  const settings = new Set(text.split('\n'));
  const wanted = [
    'DynamicUser=yes',
    'ProtectSystem=strict',
    'NoNewPrivileges=yes',
    'CapabilityBoundingSet=',
    'StateDirectory=pollwarden-intake',
    'StateDirectoryMode=0750',
    'UMask=0027',
    'MemoryMax=1G',
    'SystemCallFilter=@system-service',
    'Restart=always',
  ];
  assert.deepEqual(
    wanted.filter((line) => !settings.has(line)),
    [],
  );
  assert.match(text, /^ExecStart=.* intake --folder \/var\/lib\/pollwarden-intake/m);
  assert.match(text, /^LoadCredential=privkey\.pem:/m);
  assert.doesNotMatch(text, /POLLWARDEN_|sealing/);
});

for (const name of ['pollwarden', 'pollwarden-intake'])
  test(`${name}: systemd itself finds the unit well-formed and little exposed`, (t) => {
    const unit = join(folder, `${name}.service`);
    const run = spawnSync('systemd-analyze', ['security', '--offline=true', '--threshold=15', unit], {
      encoding: 'utf8',
    });
    if (run.error !== undefined) {
      t.skip('there is no systemd-analyze');
      return;
    }
    assert.equal(run.status, 0, run.stdout.slice(-200) + run.stderr);
    assert.match(run.stdout, /Overall exposure level for [\w-]+\.service: [01]\.\d OK/);
    assert.doesNotMatch(run.stderr, /Unknown key|Failed to parse|Invalid/i);
  });

test('image and compose file: no root, nothing writable but the data, checked health', () => {
  const image = read('Containerfile');
  assert.match(image, /^USER 10001:10001$/m);
  assert.match(image, /^HEALTHCHECK /m);
  assert.equal(image.match(/^FROM /gm)?.length, 2);
  const compose = read('compose.yaml').replaceAll('"', "'");
  for (const line of ['read_only: true', 'cap_drop: [ALL]', "'no-new-privileges:true'", 'mem_limit: 2g']) {
    assert.ok(compose.includes(line), line);
  }
  assert.match(compose, /ports: \['127\.0\.0\.1:4610:4610'\]/);
});

test('neither image nor repository takes up data, or the passphrase that docs/install.md has one put beside compose.yaml', () => {
  const root = join(folder, '..');
  for (const name of ['.dockerignore', '.containerignore']) {
    const left = readFileSync(join(root, name), 'utf8').split('\n');
    for (const line of ['packaging/*passphrase*', '**/pollwarden-data', 'node_modules', '.git', 'dist']) {
      assert.ok(left.includes(line), `${name}: ${line}`);
    }
  }
  const ignored = readFileSync(join(root, '.gitignore'), 'utf8').split('\n');
  assert.ok(ignored.includes('packaging/*passphrase*') && ignored.includes('pollwarden-data/'));
});
