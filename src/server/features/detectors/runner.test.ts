// Runs over a real lake and a real ledger: by hand, by schedule, stopped, interrupted; parameters in their bounds.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { writePostStream } from '../../../generate/posts/write.ts';
import { beginRun, listRuns, type Run, runById } from '../../../findings/detectors/runs.ts';
import { changeDetector, detectorSettings } from '../../../findings/detectors/settings.ts';
import { ingestPosts } from '../../../ingest/ingest-posts.ts';
import { examplePurposeAt } from '../../../ingest/purpose.ts';
import { readPosts } from '../../../ingest/read-posts.ts';
import { type Ledger, openLedger } from '../../../ledger/ledger.ts';
import { createHub, type HubEvent } from '../../hub.ts';
import type { Space } from '../../space.ts';
import { createRunner } from './runner.ts';

const actor = { kind: 'person', id: 'person_1' } as const;
const folder = mkdtempSync(join(tmpdir(), 'pollwarden-detectors-'));
let now = Date.UTC(2026, 2, 12);
let ledger: Ledger;
const events: HubEvent[] = [];

const space = (): Space => {
  const hub = createHub();
  hub.subscribe((event) => void events.push(event));
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined, debug: () => undefined };
  const parts = { name: 'real', prefix: '', folder, ledger, hub, now: () => now, log, config: {} };
  return parts as unknown as Space;
};

before(async () => {
  ledger = openLedger(folder, () => now);
  writePostStream(join(folder, 'made'), { seed: 2, posts: 12_000, days: 6 }, 'jsonl', () => undefined);
  await ingestPosts({
    dataFolder: folder,
    inputs: [join(folder, 'made', 'posts.jsonl')],
    purpose: examplePurposeAt(Date.now()),
    purposeFile: 'purpose.json',
    read: { format: undefined, map: undefined, compatCnt: false },
    now: Date.now,
    reader: readPosts,
  });
});

after(() => {
  ledger.close();
  rmSync(folder, { recursive: true, force: true });
});

const range = { from: Date.UTC(2026, 2, 1), to: Date.UTC(2026, 2, 10) };

function mustRun(here: Space, id: string): Run {
  const run = runById(here.ledger, id);
  assert.ok(run !== undefined);
  return run;
}

async function until(condition: () => boolean): Promise<void> {
  for (let i = 0; i < 1200 && !condition(); i++) await new Promise((resolve) => void setTimeout(resolve, 50));
  assert.ok(condition());
}

test('a run that a person asks for finds groups, once; a second one adds nothing', async () => {
  const here = space();
  const runner = createRunner(here);
  const first = runner.ask(range, { actor });
  await until(() => mustRun(here, first.id).state === 'finished');
  const { outcome } = mustRun(here, first.id);
  assert.ok(outcome !== undefined && outcome.groups >= 1 && outcome.added === outcome.groups && outcome.calibrated);
  assert.ok(events.some(({ topic, change }) => topic === 'findings' && change === 'added'));
  const second = runner.ask(range, { actor });
  await until(() => mustRun(here, second.id).state === 'finished');
  assert.deepEqual(mustRun(here, second.id).outcome, { ...outcome, added: 0, updated: 0 });
  const { n } = ledger.db.prepare('SELECT count(*) AS n FROM findings').get() as { readonly n: number };
  assert.equal(n, outcome.groups);
  await runner.stop();
});

test('a run over a time in which nothing lies says so, and speaks of no evidence', async () => {
  const here = space();
  const runner = createRunner(here);
  const run = runner.ask({ from: Date.UTC(2025, 0, 1), to: Date.UTC(2025, 0, 8) }, { actor });
  await until(() => mustRun(here, run.id).state === 'finished');
  const { outcome } = mustRun(here, run.id);
  assert.equal(outcome?.claim, 'nothing lies between 2025-01-01 00:00 UTC and 2025-01-08 00:00 UTC');
  assert.deepEqual([outcome.shares, outcome.groups], [0, 0]);
  await runner.stop();
});

test('the schedule runs when it is due, and not twice', async () => {
  const here = space();
  changeDetector(ledger, 'coordination', { schedule: { everyHours: 6, lookBackDays: 12 } }, { actor });
  const runner = createRunner(here);
  const runs = () => listRuns(ledger, 'coordination', 100).runs.filter(({ cause }) => cause === 'schedule');
  runner.tick();
  await until(() => runs()[0]?.state === 'finished');
  runner.tick();
  assert.equal(runs().length, 1);
  now += 6 * 3_600_000;
  runner.tick();
  await until(() => runs().length === 2 && runs()[0].state === 'finished');
  // A clock that jumps back a week does not stop it for a week.
  now -= 7 * 86_400_000;
  runner.tick();
  await until(() => runs().length === 3 && runs()[0].state === 'finished');
  now += 7 * 86_400_000;
  changeDetector(ledger, 'coordination', { schedule: { everyHours: null, lookBackDays: 14 } }, { actor });
  await runner.stop();
});

test('a run under way at the stop is interrupted; one that a crash left is, at the next start', async () => {
  const here = space();
  const runner = createRunner(here);
  const run = runner.ask(range, { actor });
  const waiting = runner.ask(range, { actor });
  await runner.stop();
  assert.equal(mustRun(here, run.id).state, 'interrupted');
  assert.equal(mustRun(here, waiting.id).state, 'interrupted');
  const parameters = detectorSettings(ledger, 'coordination').parameters;
  const asked = { detector: 'coordination', detectorVersion: '1', cause: 'person', ...range, parameters } as const;
  const left = beginRun(ledger, asked, { actor }, 'running');
  createRunner(here);
  assert.equal(mustRun(here, left.id).state, 'interrupted');
});

test('parameters are held to their bounds, each refusal names the parameter', () => {
  const refuse = (parameters: Record<string, number | number[]>, words: RegExp): void => {
    assert.throws(() => changeDetector(ledger, 'coordination', { parameters }, { actor }), words);
  };
  refuse({ fdr: 0.9 }, /INPUT_INVALID.*Rate of false discoveries: between 0.001 and 0.2/);
  refuse({ decoys: 2.5 }, /Decoy streams: whole numbers/);
  refuse({ windowsSeconds: [] }, /Time windows: between 1 and 8 numbers/);
  refuse({ windowsSeconds: [10, 10] }, /each number once/);
  refuse({ windowsSeconds: 10 }, /a list/);
  refuse({ cap: Number.NaN }, /between 16 and 4096/);
  refuse({ horizonHours: 7, paneMinutes: 50 }, /whole number of panes/);
  refuse({ constructor: 1 }, /no parameter "constructor"/);
  assert.deepEqual(detectorSettings(ledger, 'coordination').parameters.windowsSeconds, [10, 60, 300, 1800, 7200]);
  changeDetector(ledger, 'coordination', { parameters: { fdr: 0.01 } }, { actor });
  assert.equal(detectorSettings(ledger, 'coordination').parameters.fdr, 0.01);
});
