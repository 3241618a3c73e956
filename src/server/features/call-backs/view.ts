// Calls as the routes show them.
import type { Definition } from '../../../elections/definition/definition.ts';
import type { Ledger } from '../../../ledger/ledger.ts';
import { groupsReadOut } from '../../../results/codes/totals.ts';
import { labelOf } from '../../../results/reconcile/explain.ts';
import { lastAnswers } from '../../../results/store/call-backs/answered.ts';
import { callCounts, lockedUnits } from '../../../results/store/call-backs/list.ts';
import { type CallRow, callRow, triesOf } from '../../../results/store/call-backs/rows.ts';
import { isLocked, triesLeft } from '../../../results/store/call-backs/spent.ts';
import { waitingQuestions } from '../../../results/store/call-backs/waiting.ts';
import { type Unlock, waitingUnlock } from '../../../results/store/call-backs/unlock.ts';
import { electionOf } from '../../../results/store/elections.ts';
import { keptReconciler } from '../../../results/store/reconciler.ts';
import { unitDetail } from '../../../results/store/unit-detail.ts';
import type { CallCounts, CallDetail, CallItem, DeskView, WaitingView } from './schemas.ts';

const namesOf = (all: readonly { readonly id: string; readonly name: string }[]): ReadonlyMap<string, string> =>
  new Map(all.map(({ id, name }) => [id, name]));

type Names = { readonly units: ReadonlyMap<string, string>; readonly centres: ReadonlyMap<string, string> };

function namesIn(ledger: Ledger, election: string): Names {
  const { definition } = keptReconciler(ledger, election);
  return { units: namesOf(definition.units), centres: namesOf(definition.centres) };
}

const itemOf = (row: CallRow, { units, centres }: Names): CallItem => ({
  call: row.number,
  contest: row.contest,
  unit: row.unit,
  unitName: units.get(row.unit) ?? row.unit,
  centre: row.centre,
  centreName: centres.get(row.centre) ?? row.centre,
  sheet: row.sheet,
  line: row.line,
  kind: row.kind,
  state: row.state,
  openedBy: row.openedBy,
  openedAt: row.openedAt,
  changedAt: row.changedAt,
});

export function callItems(ledger: Ledger, election: string, rows: readonly CallRow[]): CallItem[] {
  const names = namesIn(ledger, election);
  return rows.map((row) => itemOf(row, names));
}

const unlockView = (unlock: Unlock | undefined): CallDetail['unlock'] =>
  unlock === undefined ? null : { reason: unlock.reason, by: unlock.proposedBy, at: unlock.proposedAt };

export function countsView(ledger: Ledger, election: string): CallCounts {
  const { current } = electionOf(ledger, election);
  const { definition } = keptReconciler(ledger, election);
  const { units } = namesIn(ledger, election);
  const states = callCounts(ledger, election);
  return {
    all: Object.values(states).reduce((sum, n) => sum + n, 0),
    states,
    sheets: definition.callBack?.sheets.length ?? 0,
    fixed: current.state === 'fixed',
    locked: lockedUnits(ledger, election).map((name) => ({
      contest: name.contest,
      unit: name.unit,
      unitName: units.get(name.unit) ?? name.unit,
      waiting: unlockView(waitingUnlock(ledger, name)),
    })),
  };
}

const groupName = (definition: Definition, group: string): string =>
  group === 'form' ? 'Form' : (definition.modes.find(({ id }) => id === group)?.name ?? group);

/** NOT_FOUND. What the centre should say is what its official return says, or another that came. */
export function callView(ledger: Ledger, election: string, number: number): CallDetail {
  const row = callRow(ledger, election, number);
  const { contest, unit } = row;
  const { definition, derived, row: state } = unitDetail(ledger, election, contest, unit);
  const [expected] = derived.readings;
  const name = { election, contest, unit };
  return {
    ...itemOf(row, namesIn(ledger, election)),
    election,
    contestName: definition.contests.find(({ id }) => id === contest)?.name ?? contest,
    unitState: state?.state ?? 'awaited',
    reason: row.reason,
    hash: row.hash ?? null,
    triesLeft: triesLeft(ledger, name),
    locked: isLocked(ledger, name),
    unlock: unlockView(waitingUnlock(ledger, name)),
    expectedFrom: expected?.channel ?? null,
    checks: checksOf(definition, contest),
    groups: groupsReadOut(definition, contest).map(({ group, keys }) => ({
      group,
      name: groupName(definition, group),
      fields: keys.map((key) => ({ key, label: labelOf(definition, key), expected: expected?.counts[key] ?? null })),
    })),
    tries: triesOf(ledger, number).map((one) => ({
      number: one.number,
      code: one.code,
      totals: { ...one.totals },
      by: one.handedInBy,
      at: one.handedInAt,
      verdict: one.answer?.verdict ?? null,
      answeredBy: one.answeredBy ?? null,
      recordedAt: one.recordedAt ?? null,
    })),
  };
}

const checksOf = ({ fields, modes, contests, rules }: Definition, contest: string): CallDetail['checks'] => ({
  fields: fields.map(({ id, label, group }) => ({ id, label, group })),
  modes: modes.map(({ id, name }) => ({ id, name })),
  options: (contests.find(({ id }) => id === contest)?.options ?? []).map(({ id, name, candidates = [] }) => ({
    id,
    name,
    candidates: candidates.map((one) => ({ id: one.id, name: one.name })),
  })),
  // A rule may name an option of another contest; it says nothing of this one.
  rules: rules.map((rule) => ({ ...rule, fields: [...rule.fields] })),
});

export function deskView(ledger: Ledger, election: string): DeskView {
  const { callBack } = keptReconciler(ledger, electionOf(ledger, election).id).definition;
  if (callBack === undefined) return { election, callBack: null };
  return { election, callBack: { publicKey: callBack.publicKey, sheets: callBack.sheets.map((one) => ({ ...one })) } };
}

const mostAnswers = 50;

export function waitingView(ledger: Ledger, election: string): WaitingView {
  const { units, centres } = namesIn(ledger, election);
  return {
    items: waitingQuestions(ledger, election).map(({ question, operator, handedInAt }) => ({
      question: { ...question, totals: { ...question.totals } },
      operator,
      handedInAt,
      unitName: units.get(question.unit) ?? question.unit,
      centreName: centres.get(question.centre) ?? question.centre,
    })),
    answered: lastAnswers(ledger, election, mostAnswers).map(({ unit, ...one }) => ({
      ...one,
      unitName: units.get(unit) ?? unit,
    })),
  };
}
