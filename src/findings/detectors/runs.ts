// Runs of detectors in the ledger: asked for, running, ended. What a crash interrupted is said to be so.
import { randomUUID } from 'node:crypto';
import type { CoordinationResult } from '../../detect/coordination/result.ts';
import { recordAudit } from '../../ledger/audit/record.ts';
import type { Actor } from '../../ledger/audit/entry.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { Parameters } from './parameters.ts';

export type RunCause = 'person' | 'schedule' | 'pane';
export type RunState = 'queued' | 'running' | 'finished' | 'failed' | 'interrupted';

/** What a run found. */
export type RunOutcome = {
  readonly posts: number;
  readonly shares: number;
  readonly accounts: number;
  readonly claim: string;
  readonly calibrated: boolean;
  readonly groups: number;
  readonly added: number;
  readonly updated: number;
};

/** Times in milliseconds since 1970 UTC; `from` and `to` of what is looked at, end exclusive. */
export type Run = {
  readonly id: string;
  readonly detector: string;
  readonly detectorVersion: string;
  readonly cause: RunCause;
  readonly startedBy: string | null;
  readonly state: RunState;
  readonly startedAt: number;
  readonly finishedAt: number | null;
  readonly from: number;
  readonly to: number;
  readonly parameters: Parameters;
  readonly outcome: RunOutcome | undefined;
  readonly problem: string | null;
};

type Row = {
  readonly sequence: number;
  readonly id: string;
  readonly detector: string;
  readonly detector_version: string;
  readonly cause: string;
  readonly started_by: string | null;
  readonly state: string;
  readonly started_at: number;
  readonly finished_at: number | null;
  readonly range_from: number;
  readonly range_to: number;
  readonly parameters: string;
  readonly outcome: string | null;
  readonly problem: string | null;
};

const runOf = (row: Row): Run => ({
  id: row.id,
  detector: row.detector,
  detectorVersion: row.detector_version,
  cause: row.cause as RunCause,
  startedBy: row.started_by,
  state: row.state as RunState,
  startedAt: row.started_at,
  finishedAt: row.finished_at,
  from: row.range_from,
  to: row.range_to,
  parameters: JSON.parse(row.parameters) as Parameters,
  outcome: row.outcome === null ? undefined : (JSON.parse(row.outcome) as RunOutcome),
  problem: row.problem,
});

export type NewRun = Pick<Run, 'detector' | 'detectorVersion' | 'cause' | 'from' | 'to' | 'parameters'>;

/** A person's wish is an entry of the audit trail at once; every run is one at its end. */
export function beginRun(
  ledger: Ledger,
  run: NewRun,
  by: { readonly actor: Actor; readonly address?: string },
  state: 'queued' | 'running' = 'queued',
): Run {
  return ledger.write(() => {
    const id = `run_${randomUUID()}`;
    const now = Math.trunc(ledger.now());
    const person = by.actor.kind === 'person' ? by.actor.id : null;
    ledger.db
      .prepare(
        `INSERT INTO detector_runs (id, detector, detector_version, cause, started_by, state, started_at, range_from,
           range_to, parameters) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        id,
        run.detector,
        run.detectorVersion,
        run.cause,
        person,
        state,
        now,
        Math.trunc(run.from),
        Math.trunc(run.to),
        JSON.stringify(run.parameters),
      );
    if (run.cause === 'person') {
      const [from, to] = [run.from, run.to].map((time) => new Date(time).toISOString());
      recordAudit(ledger, {
        event: 'detector.runAsked',
        ...by,
        subject: id,
        details: { detector: run.detector, from, to },
      });
    }
    return runById(ledger, id) as Run;
  });
}

export function setRunning(ledger: Ledger, id: string): void {
  ledger.write(() => {
    ledger.db.prepare("UPDATE detector_runs SET state = 'running' WHERE id = ? AND state = 'queued'").run(id);
  });
}

export type RunEnd =
  | { readonly state: 'finished'; readonly outcome: RunOutcome }
  | { readonly state: 'failed' | 'interrupted'; readonly problem: string };

/** Once: a run that has ended stays as it is. */
export function endRun(ledger: Ledger, id: string, end: RunEnd): void {
  ledger.write(() => {
    const run = runById(ledger, id);
    if (run === undefined || (run.state !== 'queued' && run.state !== 'running')) return;
    const outcome = end.state === 'finished' ? end.outcome : undefined;
    ledger.db
      .prepare('UPDATE detector_runs SET state = ?, finished_at = ?, outcome = ?, problem = ? WHERE id = ?')
      .run(
        end.state,
        Math.trunc(ledger.now()),
        outcome === undefined ? null : JSON.stringify(outcome),
        end.state === 'finished' ? null : end.problem,
        id,
      );
    const { detector, cause } = run;
    recordAudit(ledger, {
      event: 'detector.runEnded',
      actor: { kind: 'system', id: 'detector' },
      subject: id,
      details: { detector, cause, state: end.state, added: outcome?.added ?? 0, changed: outcome?.updated ?? 0 },
    });
  });
}

/** At a start: what was queued or running when the last process ended. */
export function interruptOpenRuns(ledger: Ledger): number {
  const open = ledger.db
    .prepare("SELECT id FROM detector_runs WHERE state IN ('queued', 'running')")
    .all() as unknown as readonly { readonly id: string }[];
  for (const { id } of open) endRun(ledger, id, { state: 'interrupted', problem: 'the server stopped while it ran' });
  return open.length;
}

export function runById(ledger: Ledger, id: string): Run | undefined {
  const row = ledger.db.prepare('SELECT * FROM detector_runs WHERE id = ?').get(id) as Row | undefined;
  return row === undefined ? undefined : runOf(row);
}

/** Newest first. `before`: the sequence that a page begins below. */
export function listRuns(
  ledger: Ledger,
  detector: string,
  limit: number,
  before = Number.MAX_SAFE_INTEGER,
): { readonly runs: readonly Run[]; readonly all: number; readonly next: number | undefined } {
  const rows = ledger.db
    .prepare('SELECT * FROM detector_runs WHERE detector = ? AND sequence < ? ORDER BY sequence DESC LIMIT ?')
    .all(detector, before, limit + 1) as unknown as readonly Row[];
  const { all } = ledger.db.prepare('SELECT count(*) AS "all" FROM detector_runs WHERE detector = ?').get(detector) as {
    readonly all: number;
  };
  const page = rows.slice(0, limit);
  return { runs: page.map(runOf), all, next: rows.length > limit ? page.at(-1)?.sequence : undefined };
}

const utc = (time: number): string => `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/** Nothing was looked at: that is no lack of evidence, and is said so. Times in milliseconds since 1970 UTC. */
export const nothingBetween = (from: number, to: number): string => `nothing lies between ${utc(from)} and ${utc(to)}`;

export const outcomeOf = (
  { input, claim, calibrated, groups }: CoordinationResult,
  changes: readonly { readonly change: 'added' | 'changed' }[],
): RunOutcome => ({
  posts: input.posts,
  shares: input.shares,
  accounts: input.accounts,
  claim,
  calibrated,
  groups: groups.length,
  added: changes.filter(({ change }) => change === 'added').length,
  updated: changes.filter(({ change }) => change === 'changed').length,
});
