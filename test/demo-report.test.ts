// pollwarden demo report: the demonstration without a server, twice in a row in the same folder.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const launcher = join(import.meta.dirname, '..', 'bin', 'pollwarden.mjs');
const data = mkdtempSync(join(tmpdir(), 'pollwarden-demo-report-'));
after(() => rmSync(data, { recursive: true }));

const start = (): { readonly status: number | null; readonly stdout: string; readonly stderr: string } =>
  spawnSync(process.execPath, [launcher, 'demo', 'report', '--posts', '6000'], {
    encoding: 'utf8',
    env: { ...process.env, POLLWARDEN_DATA: data },
  });

test('the demonstration ends with a report, says that it is one, and runs again with the same findings', () => {
  const first = start();
  assert.equal(first.status, 0, first.stderr);
  assert.match(first.stdout, /^DEMONSTRATION: generated posts/);
  assert.match(first.stdout, /of 1 planted groups? found/);
  const [url] = first.stdout.match(/file:\/\/\S+report\.html/) ?? [''];
  const report = fileURLToPath(url);
  assert.equal(report, join(data, 'demo', 'report.html'));
  assert.match(readFileSync(report, 'utf8'), /DEMONSTRATION/);
  const groups = readFileSync(join(data, 'demo', 'groups.json'), 'utf8');
  assert.ok(existsSync(join(data, 'demo', 'edges.csv')) && existsSync(join(data, 'demo', 'graph.graphml')));

  const second = start();
  assert.equal(second.status, 0, second.stderr);
  assert.equal(second.stdout, first.stdout);
  assert.equal(readFileSync(join(data, 'demo', 'groups.json'), 'utf8'), groups);
});
