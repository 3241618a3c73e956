// A release from the command line, as two persons and a clerk call it: exit codes, answers for machines, refusals.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Definition } from '../../elections/definition/definition.ts';
import { memberStates } from '../../results/release/calendar.ts';

const folder = mkdtempSync(join(tmpdir(), 'pollwarden-release-'));
after(() => rmSync(folder, { recursive: true }));
const program = join(import.meta.dirname, '..', '..', '..', 'bin', 'pollwarden.mjs');
const file = (name: string): string => join(folder, name);

type Called = { readonly status: number | null; readonly out: string; readonly err: string };
function call(...args: readonly string[]): Called {
  const env = { ...process.env, POLLWARDEN_DATA: file('data') };
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], { env, encoding: 'utf8' });
  return { status, out: stdout, err: stderr };
}
const json = (...args: readonly string[]): unknown => JSON.parse(call(...args, '--json').out);
const on = ['--election', 'night'] as const;
const done = (...args: readonly string[]): void => {
  const { status, err } = call(...args);
  assert.equal(status, 0, `${args.join(' ')}: ${err}`);
};

before(() => {
  const size = ['--units', '20', '--areas', '2', '--options', '3', '--candidates', '0', '--day', '2026-06-07'];
  done('generate', 'returns', '--out', file('made'), '--election', 'night', ...size);
  done('election', 'import', file('made'), '--pack', 'pollwarden', ...on);
  done('election', 'fix', ...on, '--by', 'A. Chair');
  done('election', 'fix', ...on, '--by', 'B. Deputy');
  for (const channel of ['official', 'backup'])
    call(
      'returns',
      'import',
      file(`made/${channel}.returns.jsonl`),
      '--pack',
      'pollwarden',
      '--channel',
      channel,
      ...on,
    );
  const policy = {
    format: 'pollwarden-release-policy/1',
    election: 'night',
    embargo: { kind: 'instant', at: '2026-06-07T20:00:00+02:00' },
    detail: 'units',
    flow: 'twoConfirm',
    contests: ['assembly'],
  };
  writeFileSync(file('policy.json'), JSON.stringify(policy));
});

test('two persons approve and start it, records flow, one holds it, two resume it', () => {
  assert.equal(call('release', 'preview', ...on).status, 2, 'there is no policy');
  done('release', 'draft', file('policy.json'), ...on, '--by', 'A. Chair');
  done('release', 'approve', ...on, '--by', 'A. Chair');
  const same = call('release', 'approve', ...on, '--by', 'a.  chair');
  assert.match(same.err, /SECOND_PERSON/);
  done('release', 'approve', ...on, '--by', 'B. Deputy');
  assert.equal(call('release', 'flow', ...on).status, 1, 'it is not started');
  done('release', 'start', ...on, '--by', 'A. Chair');
  done('release', 'start', ...on, '--by', 'B. Deputy');
  const early = call('release', 'flow', ...on);
  assert.equal(early.status, 1, early.out);
  assert.match(
    early.out,
    /^0 records flowed\n\d+ units with returns that are not reconciled yet: pollwarden returns reconcile/,
  );
  call('returns', 'reconcile', ...on);
  const { flowing } = json('release', 'preview', ...on) as { readonly flowing: readonly unknown[] };
  const flowed = json('release', 'flow', ...on) as { readonly records: number; readonly files: readonly string[] };
  assert.ok(flowed.records > 10);
  assert.equal(flowed.records, flowing.length);
  const rest = call('release', 'flow', ...on);
  assert.equal(rest.status, 0, rest.err);
  assert.ok(!rest.out.includes('not reconciled'), rest.out);
  const [name] = readdirSync(file('data/release/night'));
  assert.deepEqual(flowed.files, [name]);
  assert.equal(readFileSync(file(`data/release/night/${name}`), 'utf8').split('\n').length - 1, flowed.records);
  done('release', 'hold', ...on, '--by', 'C. Clerk', '--reason', 'a figure looks wrong');
  const held = call('release', 'show', ...on);
  assert.equal(held.status, 1);
  assert.match(held.out, /a figure looks wrong/);
  assert.equal(call('release', 'flow', ...on).status, 1);
  done('release', 'resume', ...on, '--by', 'B. Deputy');
  assert.match(call('release', 'resume', ...on, '--by', 'B. Deputy').err, /SECOND_PERSON/);
  done('release', 'resume', ...on, '--by', 'A. Chair');
  assert.equal((json('release', 'show', ...on) as { readonly state: string }).state, 'started');
});

test('a calendar of polls is made, signed and verified; another key is refused', () => {
  const lines = memberStates.map((state) => `${state},2029-06-10T${state === 'IT' ? '23' : '20'}:00:00+02:00`);
  writeFileSync(file('closings.csv'), `memberState,closes\n${lines.join('\n')}\n`);
  execFileSync('openssl', ['genpkey', '-algorithm', 'ed25519', '-out', file('key.pem')]);
  const ep = ['--election', 'ep-2029'];
  const signed = call('release', 'calendar', file('closings.csv'), ...ep, '--sign', file('key.pem'));
  writeFileSync(file('calendar.json'), signed.out);
  const fingerprint = /[0-9a-f]{64}/.exec(signed.err)?.[0] ?? '';
  const verified = json(...['release', 'calendar', file('calendar.json'), '--key', fingerprint]) as {
    readonly verified: boolean;
    readonly last: unknown;
  };
  assert.equal(verified.verified, true);
  assert.deepEqual(verified.last, { memberState: 'IT', closes: '2029-06-10T21:00:00.000Z' });
  assert.match(call('release', 'calendar', file('calendar.json'), '--key', '0'.repeat(64)).err, /KEY_UNKNOWN/);
  writeFileSync(file('short.csv'), `memberState,closes\n${lines.slice(1).join('\n')}\n`);
  assert.equal(call('release', 'calendar', file('short.csv'), ...ep).status, 2);
});

test('a station reports; the board and its exit code say who needs help', () => {
  const { units } = JSON.parse(readFileSync(file('made/definition.json'), 'utf8')) as Definition;
  const [{ id }] = units;
  const by = ['--by', 'C. Clerk'];
  const at = ['--at', new Date(Date.now() - 60_000).toISOString()];
  done('pollday', 'report', id, 'opened', ...on, ...by, ...at);
  const report = json(...['pollday', 'report', id, 'shortOfBallots', ...on, ...by, '--text', '40 left']) as {
    readonly number: number;
  };
  const short = (): readonly unknown[] =>
    (json('pollday', 'board', ...on, '--q', 'needs:shortOfBallots') as { readonly stations: readonly unknown[] })
      .stations;
  assert.equal(short().length, 1);
  assert.equal(call('pollday', 'board', ...on).status, 1);
  done('pollday', 'report', id, 'withdrawn', ...on, ...by, '--supersedes', String(report.number));
  assert.equal(short().length, 0);
  assert.equal(call('pollday', 'report', id, 'vanished', ...on, ...by).status, 2);
});

test('channels that share a failure need attention, those that share none do not', () => {
  const channel = (id: string, role: string, value: string) => ({
    ...{ id, name: id, role },
    dependencies: [{ kind: 'dns', value }],
  });
  assert.equal(call('election', 'channels', ...on).status, 1, 'nothing was entered');
  writeFileSync(file('one.json'), JSON.stringify([channel('a', 'official', 'X'), channel('b', 'backup', 'x')]));
  const shared = call('election', 'channels', file('one.json'), ...on, '--by', 'N');
  assert.equal(shared.status, 1);
  assert.match(shared.out, /If the DNS provider X fails, a and b both fail/);
  writeFileSync(file('two.json'), JSON.stringify([channel('a', 'official', 'X'), channel('b', 'backup', 'Y')]));
  assert.equal(call('election', 'channels', file('two.json'), ...on, '--by', 'N').status, 0);
  assert.match(call('election', 'channels', '--example').out, /O2/);
});
