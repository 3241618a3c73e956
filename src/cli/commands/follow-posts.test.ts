// pollwarden follow posts as a process: its sources, its numbers, its exit codes.
import assert from 'node:assert/strict';
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { eventText, timeOfEvent } from '../../ingest/follow/testing/bluesky-events.ts';
import { fakeJetstream } from '../../ingest/follow/testing/fake-jetstream.ts';
import { rowsIn, testPurpose } from '../../ingest/follow/testing/follow-lake.ts';

const folder = mkdtempSync(join(tmpdir(), 'pollwarden-follow-cli-'));
after(() => rmSync(folder, { recursive: true }));
const purpose = join(folder, 'purpose.json');
writeFileSync(
  purpose,
  JSON.stringify({ ...testPurpose, endDate: new Date(Date.now() + 30 * 864e5).toISOString().slice(0, 10) }),
);
const bin = join(import.meta.dirname, '..', '..', '..', 'bin', 'pollwarden.mjs');
const lines = (from: number, to: number): string =>
  Array.from({ length: to - from }, (_, i) => `${eventText(from + i)}\n`).join('');

type Ended = { readonly code: number | null; readonly out: string; readonly err: string };

function run(
  data: string,
  args: readonly string[],
): { child: ChildProcessWithoutNullStreams; err: () => string; ended: Promise<Ended> } {
  const all = [bin, 'follow', 'posts', '--purpose', purpose, '--data', join(folder, data), ...args];
  const child = spawn(process.execPath, all);
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (code) => resolve({ code, out, err }));
  });
  return { child, err: () => err, ended };
}

type Summary = {
  readonly posts: number;
  readonly rejected: number;
  readonly rowsAdded: number;
  readonly state: string;
};
const summaryOf = ({ out }: Ended): Summary => JSON.parse(out.trim().split('\n').at(-1) ?? '{}') as Summary;

test('standard input to its end', async () => {
  const { child, ended } = run('stdin', ['--from', 'stdin', '--json', '--no-detect']);
  child.stdin.end(lines(0, 50));
  const done = await ended;
  const { posts, rejected, state } = summaryOf(done);
  assert.deepEqual([done.code, posts, rejected, state], [0, 50, 0, 'ended'], done.err);
  assert.equal((await rowsIn(join(folder, 'stdin'))).posts, 50);
});

test('a Jetstream until it is interrupted, with detection, and on from there', async () => {
  const server = await fakeJetstream({ garbage: true });
  server.grow(200);
  try {
    const args = ['--from', 'jetstream', '--url', server.url, '--private', '--json'];
    const first = run('jet', args);
    // All is stored when the position says so; that is looked at from outside.
    const until = Date.now() + 30_000;
    const stored = async (): Promise<number> => (await rowsIn(join(folder, 'jet')).catch(() => ({ posts: 0 }))).posts;
    while ((await stored()) < 200) {
      assert.ok(Date.now() < until && first.child.exitCode === null, first.err());
      await new Promise((resolve) => {
        setTimeout(resolve, 50);
      });
    }
    first.child.kill('SIGINT');
    const done = await first.ended;
    assert.equal(done.code, 1, 'there were rejected records');
    assert.equal(summaryOf(done).state, 'stopped');
    server.grow(260);
    const second = await run('jet', [...args, '--for', '2s']).ended;
    assert.equal(server.cursors().at(-1), timeOfEvent(199) - 5_000_000);
    assert.equal(second.code, 1);
    assert.equal((await rowsIn(join(folder, 'jet'))).posts, 260);
  } finally {
    await server.close();
  }
});

test('bodies over HTTP on this machine: durable when answered, pages of a browser refused', async () => {
  const { child, err, ended } = run('http', ['--from', 'http', '--port', '0', '--json', '--no-detect']);
  const until = Date.now() + 30_000;
  while (!/Listening: POST (\S+)/.test(err())) {
    assert.ok(Date.now() < until && child.exitCode === null, err());
    await new Promise((resolve) => {
      setTimeout(resolve, 20);
    });
  }
  const url = /Listening: POST (\S+)/.exec(err())?.[1] ?? '';
  const answer = await fetch(url, { method: 'POST', body: lines(0, 30) });
  assert.equal(answer.status, 200);
  assert.equal(((await answer.json()) as { posts: number }).posts, 30);
  assert.equal((await rowsIn(join(folder, 'http'))).posts, 30);
  assert.equal(
    (await fetch(url, { method: 'POST', body: 'x', headers: { origin: 'http://evil.example' } })).status,
    403,
  );
  assert.equal((await fetch(url)).status, 404);
  child.kill('SIGTERM');
  assert.equal((await ended).code, 0);
});

test('what cannot be followed is said, with exit code 2', async () => {
  const cases: readonly (readonly [readonly string[], RegExp])[] = [
    [['--from', 'mastodon'], /needs --url/],
    [['--from', 'somewhere'], /--from takes jetstream, .* or tail:FILE, not/],
    [['--from', 'jetstream', '--url', 'http://a.example'], /no address of ws or wss/],
    [['--from', 'mastodon', '--url', 'http://127.0.0.1:1/'], /SOURCE_ADDRESS_CLOSED/],
    [['--from', 'stdin', '--for', 'ever'], /--for takes/],
    [['--from', 'tail:'], /needs a file/],
  ];
  const results = await Promise.all(cases.map(async ([args]) => run('bad', [...args, '--no-detect']).ended));
  results.forEach((done, i) => {
    assert.equal(done.code, 2, `${cases[i][0].join(' ')}: ${done.err}`);
    assert.match(done.err, cases[i][1]);
  });
});
