// Units and their returns as the routes show them.
import { evidenceOf } from '../../../findings/read.ts';
import { findingById } from '../../../findings/store.ts';
import type { Ledger } from '../../../ledger/ledger.ts';
import { groupedCode, publicCode } from '../../../results/codes/public-code.ts';
import type { ConflictKind } from '../../../results/reconcile/explain.ts';
import { canDecide, hashesOf } from '../../../results/store/decide-unit.ts';
import { type Certification, waitingCertification } from '../../../results/store/certify.ts';
import { keptReconciler, type Reconciler } from '../../../results/store/reconciler.ts';
import type { Arrival } from '../../../results/store/returns.ts';
import { isCertified } from '../../../results/store/unit-persons.ts';
import { type ListedUnit, lateOf } from '../../../results/store/unit-list.ts';
import { unitDetail } from '../../../results/store/unit-detail.ts';
import { overviewOf } from '../../../results/store/unit-overview.ts';
import { type UnitRow, unitKey } from '../../../results/store/unit-rows.ts';
import { PollwardenError } from '../../../kernel/errors.ts';
import type { CertificationView, UnitCounts, UnitDetail, UnitItem } from './schemas.ts';

const areaNames = ({ definition }: Reconciler): ReadonlyMap<string, string> =>
  new Map(definition.areas.map(({ id, name }) => [id, name]));

export function unitItems(ledger: Ledger, election: string, rows: readonly ListedUnit[]): UnitItem[] {
  const names = areaNames(keptReconciler(ledger, election));
  return rows.map((row) => itemOf(row, row.late, names));
}

const itemOf = (row: UnitRow, late: boolean, names: ReadonlyMap<string, string>): UnitItem => ({
  contest: row.contest,
  unit: row.unit,
  name: row.name,
  area: row.area,
  areaName: names.get(row.area) ?? row.area,
  centre: row.centre,
  state: row.state,
  channels: row.channels,
  late,
  votesDiffering: row.votesDiffering,
  figuresDiffering: row.figuresDiffering,
  kind: row.kind === '' ? null : (row.kind as ConflictKind),
  sentence: row.sentence,
  firstAt: row.firstAt ?? null,
  lastAt: row.lastAt ?? null,
  changedAt: row.changedAt,
});

export function unitCounts(
  ledger: Ledger,
  election: string,
  asked: { readonly level?: string | undefined; readonly contest?: string | undefined },
): UnitCounts {
  const { definition } = keptReconciler(ledger, election);
  const overview = overviewOf(ledger, election, {
    ...(asked.level === undefined ? {} : { level: asked.level }),
    ...(asked.contest === undefined ? {} : { contest: asked.contest }),
  });
  const { summary, late, levels, level, areas, arrivals, lastArrival } = overview;
  const { units, states, onBoth, onOneOnly, inConflict, votesDiffering } = summary;
  return {
    election,
    name: definition.name,
    units,
    states,
    onBoth,
    onOneOnly,
    inConflict,
    votesDiffering,
    late,
    levels: [...levels],
    level: level ?? null,
    areas: areas.map((area) => ({ ...area, medianAt: area.medianAt ?? null, lastAt: area.lastAt ?? null })),
    arrivals: {
      from: arrivals.from,
      stepMilliseconds: arrivals.stepMilliseconds,
      counts: Object.fromEntries(Object.entries(arrivals.counts).map(([channel, counts]) => [channel, [...counts]])),
    },
    lastArrival: lastArrival ?? null,
    certification: definition.contests.map(({ id }) => {
      const waiting = waitingCertification(ledger, election, id);
      return {
        contest: id,
        certified: isCertified(ledger, election, id),
        waiting:
          waiting === undefined
            ? null
            : {
                act: waiting.act,
                reason: waiting.reason,
                by: waiting.proposedBy,
                at: waiting.proposedAt,
                digest: waiting.digest,
              },
      };
    }),
    at: ledger.now(),
  };
}

function arrivalView(arrival: Arrival, heads: readonly string[], holding: string | undefined) {
  const { return: one, signatures } = arrival;
  return {
    number: arrival.number,
    hash: arrival.hash,
    channel: arrival.channel,
    way: arrival.way,
    source: arrival.source,
    receivedAt: arrival.receivedAt,
    receivedBy: arrival.receivedBy,
    countedAt: one.countedAt,
    supersedes: one.supersedes ?? null,
    reason: one.reason ?? null,
    signatures: signatures.length,
    superseded: !heads.includes(arrival.hash),
    holds: arrival.hash === holding,
    publicCode: signatures.length === 0 ? null : groupedCode(publicCode(arrival.hash)),
  };
}

function findingView(ledger: Ledger, id: string): UnitDetail['finding'] {
  if (id === '' || findingById(ledger, id) === undefined) return null;
  const { finding, evidence } = evidenceOf(ledger, id);
  const { standing, severity, state, createdAt } = finding;
  return {
    id,
    open: standing !== 'lapsed',
    severity,
    state,
    createdAt,
    against: [...evidence.counterEvidence],
    nextSteps: [...evidence.nextSteps],
  };
}

/** NOT_FOUND. */
export function unitView(ledger: Ledger, election: string, contest: string, unit: string): UnitDetail {
  const detail = unitDetail(ledger, election, contest, unit);
  const { definition, row, derived, decision } = detail;
  if (row === undefined) throw new PollwardenError('NOT_FOUND', `unit ${unit} was not reconciled yet`);
  const reconciler = keptReconciler(ledger, election);
  const late = lateOf(ledger, election, reconciler).has(unitKey(contest, unit));
  const marked = new Set(row.fields);
  const heads = hashesOf(row.heads);
  return {
    ...itemOf(row, late, areaNames(reconciler)),
    election,
    contestName: definition.contests.find(({ id }) => id === contest)?.name ?? contest,
    centreName: definition.centres.find(({ id }) => id === row.centre)?.name ?? row.centre,
    heads: row.heads,
    holding: row.holding ?? null,
    columns: detail.columns.map((column) => ({ ...column })),
    fields: detail.fields.map(({ key, label, group, values, differs }) => ({
      key,
      label,
      group,
      values: { ...values },
      differs,
      marked: marked.has(key),
    })),
    groups: derived.comparison.groups.map(({ group, on, compared }) => ({
      group,
      on: [...on],
      byDesignOnOne: !compared,
    })),
    checks: detail.checks.map(({ hash, code, kind, label }) => ({ hash, code, kind, label })),
    arrivals: detail.arrivals.map((arrival) => arrivalView(arrival, heads, row.holding)),
    history: detail.history.map((step) => ({ ...step })),
    decision:
      decision === undefined
        ? null
        : {
            hash: decision.hash,
            ground: decision.ground,
            by: decision.by,
            at: decision.at,
            holds: decision.heads === row.heads,
          },
    canDecide: canDecide(row, decision) && !isCertified(ledger, election, contest),
    finding: findingView(ledger, row.finding),
  };
}

export const certificationView = (one: Certification): CertificationView => ({
  contest: one.contest,
  act: one.act,
  state: one.state,
  reason: one.reason,
  digest: one.digest,
  proposedBy: one.proposedBy,
  proposedAt: one.proposedAt,
  decidedBy: one.decidedBy ?? null,
  decidedAt: one.decidedAt ?? null,
});
