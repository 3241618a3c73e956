// Assessments of elections kept by what they rest on. One thread at a time; while returns keep coming, what is shown is
// at most as old as the assessment before, and says of when it is.
import { Worker } from 'node:worker_threads';
import { type ErrorCode, PollwardenError } from '../../kernel/errors.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { ElectionAssessment } from './plausibility.ts';

/** `at` in milliseconds since 1970 UTC. */
export type AssessRequest = { readonly folder: string; readonly election: string; readonly at: number };
export type AssessAnswer =
  | { readonly found: ElectionAssessment }
  | { readonly code: ErrorCode | undefined; readonly detail: string | undefined };

export type KeptAssessment = {
  readonly found: ElectionAssessment;
  /** When it was begun, milliseconds since 1970 UTC. */
  readonly at: number;
  /** Something it rests on has changed since; the next one is on its way. */
  readonly old: boolean;
};

type Kept = { readonly found: ElectionAssessment; readonly at: number; readonly stamp: string };

/** Changes with every arrival, settled unit, decided definition and calibration of the election. */
function stampOf({ db }: Ledger, election: string): string {
  const row = db
    .prepare(
      `SELECT (SELECT max(number) FROM arrivals) AS arrivals,
         (SELECT max(changed_at) FROM unit_states WHERE election = ?1) AS settled,
         (SELECT max(number) FROM unit_history) AS history,
         (SELECT count(*) FROM definitions WHERE election = ?1 AND decided_at IS NOT NULL) AS versions,
         (SELECT made_at FROM plausibility_calibrations WHERE election = ?1) AS calibrated`,
    )
    .get(election);
  return JSON.stringify(row);
}

function inThread(request: AssessRequest, running: Set<Worker>): Promise<ElectionAssessment> {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const worker = new Worker(new URL(`./plausibility-worker.${extension}`, import.meta.url), { workerData: request });
  running.add(worker);
  return new Promise((resolve, reject) => {
    worker.once('message', (answer: AssessAnswer) => {
      if ('found' in answer) resolve(answer.found);
      else
        reject(answer.code === undefined ? new Error(answer.detail) : new PollwardenError(answer.code, answer.detail));
    });
    worker.once('error', reject);
    worker.once('exit', (code) => {
      running.delete(worker);
      reject(new Error(`the thread ended with ${code}`));
    });
  });
}

export type Assessments = {
  /** Waits for the first one; later answers at once, with what it has. NOT_FOUND; PACK_INVALID. */
  readonly of: (election: string) => Promise<KeptAssessment>;
  readonly stop: () => Promise<void>;
};

const mostKept = 3;

/** `changed` is called when a newer assessment has taken the place of one that was shown. */
export function createAssessments(ledger: Ledger, folder: string, changed: (election: string) => void): Assessments {
  const kept = new Map<string, Kept>();
  const begun = new Map<string, Promise<Kept>>();
  const running = new Set<Worker>();
  let last: Promise<unknown> = Promise.resolve();

  const keep = (election: string, one: Kept): void => {
    kept.delete(election);
    kept.set(election, one);
    for (const oldest of kept.keys()) {
      if (kept.size <= mostKept) break;
      kept.delete(oldest);
    }
  };
  const work = async (election: string): Promise<Kept> => {
    const at = ledger.now();
    const stamp = stampOf(ledger, election);
    const one = { found: await inThread({ folder, election, at }, running), at, stamp };
    const replaces = kept.has(election);
    keep(election, one);
    if (replaces) changed(election);
    return one;
  };
  const begin = (election: string): Promise<Kept> => {
    const known = begun.get(election);
    if (known !== undefined) return known;
    const one = last.then(() => work(election)).finally(() => begun.delete(election));
    last = one.catch(() => undefined);
    begun.set(election, one);
    return one;
  };
  return {
    of: async (election) => {
      const known = kept.get(election);
      const old = known === undefined || known.stamp !== stampOf(ledger, election);
      if (known !== undefined && old) begin(election).catch(() => undefined);
      const { found, at } = known ?? (await begin(election));
      return { found, at, old: known !== undefined && old };
    },
    stop: async () => {
      await Promise.all([...running].map((worker) => worker.terminate()));
    },
  };
}
