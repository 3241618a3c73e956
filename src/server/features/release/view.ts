// The release as its routes answer it.
import { readMachineClock } from '../../../kernel/machine-clock.ts';
import { samePerson } from '../../../results/store/by.ts';
import { keptReconciler } from '../../../results/store/reconciler.ts';
import { releaseFiles } from '../../../results/store/release-files.ts';
import { releaseHead, releaseRecords } from '../../../results/store/release-records.ts';
import { releaseLog } from '../../../results/store/release-steps.ts';
import { type ReleaseNow, releaseNow, releasePreview } from '../../../results/store/release-view.ts';
import type { Space } from '../../space.ts';
import type { RecordsAnswer, ReleaseAnswer, ReleasePreviewAnswer } from './schemas.ts';

const mostFiles = 50;

function policyView(now: ReleaseNow, contests: ReleaseAnswer['contests']): ReleaseAnswer['policy'] {
  if (now.policy === undefined) return null;
  const { policy, version, hash, draftedBy, draftedAt, embargoAt, passedAt } = now.policy;
  return {
    version,
    hash,
    draftedBy,
    draftedAt,
    embargoAt,
    lastState: now.lastState ?? null,
    fingerprint: policy.embargo.kind === 'calendar' ? policy.embargo.fingerprint : null,
    passedAt: passedAt ?? null,
    detail: policy.detail,
    flow: policy.flow,
    contests: contests.filter(({ id }) => policy.contests.includes(id)),
  };
}

export function releaseView(
  { ledger, now: time }: Space,
  election: string,
  asks: string,
  problem: string | undefined,
): ReleaseAnswer {
  const reading = readMachineClock(time);
  const now = releaseNow(ledger, election, reading);
  const { definition } = keptReconciler(ledger, election);
  const contests = definition.contests.map(({ id, name }) => ({ id, name }));
  const { doubt, drift, confirmedBy, confirmedAt, proposedBy } = now.clock;
  return {
    election,
    name: definition.name,
    timeZone: definition.timeZone,
    state: now.state,
    policy: policyView(now, contests),
    contests,
    gate: now.gate ?? null,
    clock: {
      now: reading.wall,
      doubt: doubt ?? null,
      drift,
      confirmedBy: confirmedBy ?? null,
      confirmedAt: confirmedAt ?? null,
      proposedBy: proposedBy ?? null,
    },
    waitsAfter: now.waiting?.by ?? null,
    own: now.waiting !== undefined && samePerson(now.waiting.by, asks),
    records: now.records,
    handedOut: now.handedOut,
    head: now.head,
    files: releaseFiles(ledger, election)
      .toReversed()
      .slice(0, mostFiles)
      .map(({ name, sha256, first, last, at }) => ({ name, sha256, records: last - first + 1, at })),
    problem: problem ?? null,
    log: releaseLog(ledger, election).map(({ number, step, from, to, by, at, reason }) => ({
      ...{ number, step, from, to, by, at, reason },
    })),
  };
}

const mostShown = 50;

export function previewView({ ledger }: Space, election: string): ReleasePreviewAnswer {
  const { definition } = keptReconciler(ledger, election);
  const preview = releasePreview(ledger, election);
  if (preview === undefined)
    return { receivers: [], removed: [], records: 0, units: 0, inDoubt: 0, reasons: [], first: [], withheld: [] };
  const units = new Map(definition.units.map(({ id, name }) => [id, name]));
  const areas = new Map(definition.areas.map(({ id, name }) => [id, name]));
  const nameOf = (of: { readonly kind: 'unit' | 'area'; readonly id: string }): string =>
    (of.kind === 'unit' ? units : areas).get(of.id) ?? of.id;
  const told = preview.others.filter(({ reason }) => !['awaited', 'released', 'otherContest'].includes(reason));
  return {
    receivers: [...preview.receivers],
    removed: [...preview.removed],
    records: preview.flowing.length,
    units: preview.flowing.reduce((sum, { members }) => sum + members.length, 0),
    inDoubt: preview.inDoubt,
    reasons: [...preview.reasons],
    first: preview.flowing.slice(0, mostShown).map(({ contest, of, members, corrects }) => ({
      contest,
      kind: corrects === undefined ? ('first' as const) : ('correction' as const),
      of: of.id,
      name: nameOf(of),
      level: of.kind,
      units: members.length,
    })),
    withheld: told.slice(0, mostShown).map(({ contest, unit, reason }) => ({
      contest,
      unit,
      name: units.get(unit) ?? unit,
      reason,
    })),
  };
}

export function recordsView({ ledger }: Space, election: string, from: number, limit: number): RecordsAnswer {
  return {
    all: releaseHead(ledger, election).number,
    items: releaseRecords(ledger, election, from, limit).map(({ record, sha256 }) => ({
      number: record.number,
      sha256,
      at: Date.parse(record.at),
      record: { ...record },
    })),
  };
}
