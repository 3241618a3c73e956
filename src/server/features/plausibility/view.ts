// Plausibility as the routes show it: an assessment with what persons did.
import { createHash } from 'node:crypto';
import type { Definition } from '../../../elections/definition/definition.ts';
import { PollwardenError } from '../../../kernel/errors.ts';
import type { Ledger } from '../../../ledger/ledger.ts';
import type { Hit, UnitHits } from '../../../results/plausibility/hit.ts';
import { type NoteRecipient, noteRecipients, type ReviewState } from '../../../results/plausibility/query-keys.ts';
import type { ListedHits } from '../../../results/store/plausibility-list.ts';
import {
  holdingOf,
  lastReviews,
  type Note,
  noteReading,
  type Review,
  reviewsOfUnit,
  type UnitName,
} from '../../../results/store/plausibility-reviews.ts';
import type { KeptAssessment } from '../../../results/store/plausibility-thread.ts';
import { keptReconciler } from '../../../results/store/reconciler.ts';
import { unitKey, unitRow } from '../../../results/store/unit-rows.ts';
import type { HitView, NoteView, PlausibilitySummary, PlausibleItem, PlausibleUnit } from './schemas.ts';

/** Looked at and explained hold for the return that was looked at. */
function stateOf(ledger: Ledger, election: string, last: Review | undefined): ReviewState {
  if (last === undefined) return 'open';
  const fleeting = last.step === 'looked' || last.step === 'explained';
  return fleeting && last.holding !== holdingOf(ledger, election, last) ? 'open' : last.step;
}

function reviewedOnly({ units }: Definition, { contest, unit }: UnitName): UnitHits {
  const known = units.find(({ id }) => id === unit);
  return { contest, unit, name: known?.name ?? unit, area: known?.area ?? '', special: '', hits: [] };
}

/** What is found now, and after it what persons reviewed before and is not found any more. */
export function listedHits(ledger: Ledger, election: string, { found }: KeptAssessment): readonly ListedHits[] {
  const { definition } = keptReconciler(ledger, election);
  const names = new Map(definition.areas.map(({ id, name }) => [id, name]));
  const reviews = new Map(lastReviews(ledger, election).map((one) => [unitKey(one.contest, one.unit), one]));
  const units = found.contests.flatMap(({ hits }) => hits);
  const shown = new Set(units.map(({ contest, unit }) => unitKey(contest, unit)));
  const others = [...reviews].filter(([key]) => !shown.has(key)).map(([, one]) => reviewedOnly(definition, one));
  return [...units, ...others].map((one) => {
    const last = reviews.get(unitKey(one.contest, one.unit));
    const areaName = names.get(one.area) ?? one.area;
    return { ...one, areaName, state: stateOf(ledger, election, last), reviewedAt: last?.at };
  });
}

export const itemView = ({ hits, reviewedAt, ...unit }: ListedHits): PlausibleItem => ({
  contest: unit.contest,
  unit: unit.unit,
  name: unit.name,
  area: unit.area,
  areaName: unit.areaName,
  special: unit.special,
  state: unit.state,
  rules: [...new Set(hits.map(({ rule }) => rule))],
  reason: hits[0]?.reason ?? '',
  hits: hits.length,
  reviewedAt: reviewedAt ?? null,
});

export function summaryView(rows: readonly ListedHits[], { found, at, old }: KeptAssessment): PlausibilitySummary {
  const states = { open: 0, looked: 0, explained: 0, proposed: 0, released: 0, refused: 0 };
  for (const { state } of rows) states[state]++;
  return {
    election: found.election,
    name: found.name,
    at,
    old,
    states,
    contests: found.contests.map((one) => ({
      contest: one.contest,
      name: one.contestName,
      pack: one.pack.name,
      packTitle: one.pack.title,
      calibratedOn: one.calibratedOn ?? null,
      ownDay: one.ownDay,
      counted: one.counted,
      units: one.units,
      rules: one.rules.map(({ rule, units, comparisons, expected }) => ({
        rule,
        units,
        comparisons: comparisons ?? null,
        expected: expected ?? null,
      })),
    })),
  };
}

const hitView = ({ keys: _keys, extrapolated: _extrapolated, ...hit }: Hit): HitView => ({
  ...hit,
  otherUnit: hit.otherUnit ?? null,
  score: hit.score ?? null,
  p: hit.p ?? null,
  q: hit.q ?? null,
  picture: hit.picture ?? null,
});

/** Of the reasons that are shown. */
const shownDigest = (hits: readonly Hit[]): string =>
  createHash('sha256')
    .update(JSON.stringify(hits.map(({ reason, expected }) => [reason, expected])))
    .digest('hex')
    .slice(0, 32);

function rowOf(rows: readonly ListedHits[], { contest, unit }: UnitName): ListedHits {
  const row = rows.find((one) => one.contest === contest && one.unit === unit);
  if (row === undefined)
    throw new PollwardenError('NOT_FOUND', `plausibility shows nothing of unit ${unit.slice(0, 80)}`);
  return row;
}

const noteView = ({ recipient, reason, seen, reading }: Note): NoteView => ({ recipient, reason, seen, reading });

function recipientName({ units, centres }: Definition, unit: string, recipient: NoteRecipient): string {
  if (recipient !== 'countCentre') return '';
  const centre = units.find(({ id }) => id === unit)?.centre;
  return centres.find(({ id }) => id === centre)?.name ?? '';
}

/** NOT_FOUND for a unit that neither is found nor was reviewed. */
export function plausibleUnitView(
  ledger: Ledger,
  election: string,
  kept: KeptAssessment,
  name: UnitName,
): PlausibleUnit {
  const row = rowOf(listedHits(ledger, election, kept), name);
  const { definition } = keptReconciler(ledger, election);
  const reviews = reviewsOfUnit(ledger, election, name);
  const holding = holdingOf(ledger, election, name);
  const last = reviews.at(-1);
  const { step, note } = last ?? {};
  const waiting = last === undefined || step !== 'proposed' || note === undefined ? undefined : { ...last, note };
  return {
    ...itemView(row),
    election,
    contestName: definition.contests.find(({ id }) => id === name.contest)?.name ?? name.contest,
    unitState: unitRow(ledger, election, name.contest, name.unit)?.state ?? null,
    findings: row.hits.map(hitView),
    shown: shownDigest(row.hits),
    at: kept.at,
    old: kept.old,
    reviews: reviews.toReversed().map((one) => ({
      number: one.number,
      step: one.step,
      text: one.text,
      by: one.by,
      at: one.at,
      recipient: one.note?.recipient ?? null,
      superseded: one.holding !== holding,
    })),
    waiting:
      waiting === undefined
        ? null
        : {
            note: noteView(waiting.note),
            digest: waiting.digest,
            by: waiting.by,
            at: waiting.at,
            superseded: waiting.holding !== holding,
          },
    released: reviews.some((one) => one.step === 'released'),
    recipients: noteRecipients.map((recipient) => ({
      recipient,
      name: recipientName(definition, name.unit, recipient),
    })),
  };
}

/** A note on what is shown now. CONFLICT where it is not what the person saw; INPUT_INVALID where nothing is found. */
export function noteOf(
  ledger: Ledger,
  election: string,
  kept: KeptAssessment,
  name: UnitName,
  asked: { readonly recipient: NoteRecipient; readonly reason: string; readonly shown: string },
): Note {
  const { hits, name: unitName } = rowOf(listedHits(ledger, election, kept), name);
  if (hits.length === 0) throw new PollwardenError('INPUT_INVALID', 'nothing is found of this unit any more');
  if (shownDigest(hits) !== asked.shown)
    throw new PollwardenError('CONFLICT', 'what is found has changed since you looked; look again');
  return {
    format: 'pollwarden-note/1',
    election,
    contest: name.contest,
    unit: name.unit,
    name: unitName,
    recipient: asked.recipient,
    reason: asked.reason.trim(),
    seen: hits.map(({ reason, expected, against, next }) => ({ reason, expected, against, next })),
    reading: noteReading,
  };
}
