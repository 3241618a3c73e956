// Every list at a million findings: first and deep pages, each filter, each order, counts. As a program it prints the
// slowest answer and fails beyond 200 ms: node scripts/bench/lists.ts [COUNT] [--keep DIR]
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findingList } from '../../src/findings/list-spec.ts';
import { findingSorts } from '../../src/findings/query-keys.ts';
import { countFindings } from '../../src/findings/read.ts';
import { relatedFindings } from '../../src/findings/related.ts';
import { addManyFindings } from '../../src/findings/testing/many-findings.ts';
import { seededRandom } from '../../src/kernel/random.ts';
import { type Ledger, openLedger } from '../../src/ledger/ledger.ts';
import { listRows } from '../../src/ledger/list.ts';
import { median } from './measure.ts';

const mostMilliseconds = 200;
const now = Date.UTC(2026, 5, 7);

const queries = [
  '',
  'state:new',
  'state:dismissed',
  'state:confirmed severity:critical',
  '-state:dismissed severity:severe,critical standing:calibrated phase:voting',
  'phase:none',
  'layer:media',
  '-layer:url -state:dismissed',
  'declared:yes',
  'network:"Network 1"',
  'network:network state:new',
  'watchlisted:yes',
  'watch:"Watchlist 3"',
  'detector:requests',
  'technique:T0119',
  'technique:T0119 accounts:>5',
  'assigned:person-3',
  'assigned:none',
  'account:acc_77',
  'object:site12.example/story/5',
  'accounts:>5',
  'accounts:>100',
  'accounts:>20 seen:<30d',
  'accounts:>60 objects:>80',
  'seen:<2h',
  'seen:>60d',
  'seen:>300d',
  'seen:>300d created:>300d',
  'seen:>100d accounts:<5 objects:>60',
  'created:>300d state:new',
  'updated:<30d first:<1d',
  'q:<0.0001',
  'q:none',
  'notes:>0 severity:critical',
  'revision:>8',
  'coordinated',
  'coordinated links',
  'site12',
  'zzzz',
  '-links',
  '-coordinated',
  'media accounts:>50',
];

/** CPU beside the wall clock: on a busy machine only the first can be compared. */
type Answer = { readonly what: string; readonly milliseconds: number; readonly cpuMilliseconds: number };

function timed(what: string, work: () => void): Answer {
  const runs = [0, 1, 2].map(() => {
    const start = performance.now();
    const used = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(used);
    return { wall: performance.now() - start, cpu: (user + system) / 1000 };
  });
  return { what, milliseconds: median(runs.map((r) => r.wall)), cpuMilliseconds: median(runs.map((r) => r.cpu)) };
}

/** The median of three for each query in each order, first page and a deep one; counts; related findings. */
function* answers(ledger: Ledger): Generator<Answer> {
  const context = { now, me: 'person-3' };
  for (const q of queries) {
    for (const sort of findingSorts.flatMap((key) => [key, `-${key}`])) {
      yield timed(`${q} by ${sort}`, () => listRows(ledger, findingList, { q, sort, limit: 50 }, context));
    }
  }
  for (const q of ['', 'state:dismissed', 'accounts:>5', 'coordinated']) {
    let cursor: string | undefined;
    for (let page = 0; page < 20; page++) {
      cursor = listRows(
        ledger,
        findingList,
        { q, limit: 500, ...(cursor === undefined ? {} : { cursor }) },
        context,
      ).next;
    }
    const request = { q, limit: 50, ...(cursor === undefined ? {} : { cursor }) };
    yield timed(`${q}, from row 10,000 on`, () => listRows(ledger, findingList, request, context));
  }
  yield timed('counts', () => countFindings(ledger, 'person-3'));
  yield timed('related', () => relatedFindings(ledger, 'finding-000000123'));
}

function prepare(folder: string, count: number): Ledger {
  const made = existsSync(join(folder, 'ledger'));
  const ledger = openLedger(folder, () => now);
  if (made) return ledger;
  ledger.db.exec('PRAGMA cache_size=-1000000');
  addManyFindings(ledger, count, seededRandom(1));
  ledger.db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  ledger.close();
  return openLedger(folder, () => now);
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { keep: { type: 'string' }, cache: { type: 'string' } },
});
const folder = values.keep ?? mkdtempSync(join(tmpdir(), 'pollwarden-lists-'));
try {
  const ledger = prepare(folder, Number(positionals[0] ?? 1_000_000));
  if (values.cache !== undefined) ledger.db.exec(`PRAGMA cache_size=-${Number(values.cache)}`);
  const found = [...answers(ledger)].toSorted((a, b) => b.cpuMilliseconds - a.cpuMilliseconds);
  for (const { what, milliseconds, cpuMilliseconds } of found.slice(0, 15)) {
    process.stderr.write(`CPU ${cpuMilliseconds.toFixed(0)} ms, wall ${milliseconds.toFixed(0)} ms: ${what}\n`);
  }
  const summary = {
    answers: found.length,
    slowestMilliseconds: Math.round(Math.max(...found.map(({ milliseconds }) => milliseconds))),
    medianMilliseconds: Math.round(median(found.map(({ milliseconds }) => milliseconds))),
    slowestCpuMilliseconds: Math.round(found[0].cpuMilliseconds),
  };
  process.stdout.write(`${JSON.stringify(summary)}\n`);
  ledger.close();
  if (summary.slowestMilliseconds > mostMilliseconds) process.exitCode = 3;
} finally {
  if (values.keep === undefined) rmSync(folder, { recursive: true, force: true });
}
