// Findings of the coordination detector: a group that goes on updates its finding instead of repeating it. Each update
// is one transaction. Loaded only where the detectors are.
import { phaseAt } from '../elections/calendar.ts';
import type { CoordinationResult, Group } from '../detect/coordination/result.ts';
import type { ProvisionalGroup, StreamUpdate } from '../detect/coordination/stream/update.ts';
import type { Actor } from '../ledger/audit/entry.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { readCalendar, watchMatcher } from '../ledger/watchlists.ts';
import { type DraftContext, draftOfGroup, draftOfProvisional } from './coordination-draft.ts';
import { matchGroups } from './matching.ts';
import {
  findingById,
  addFinding,
  type FindingDraft,
  lapseFinding,
  markSeenAgain,
  reviseFinding,
  type Stored,
} from './store.ts';

export type ChangedFinding = { readonly id: string; readonly change: 'added' | 'changed' };

/** What a provisional update does not say of the run that made it. */
export type RunContext = {
  readonly detector: string;
  readonly version: string;
  readonly parameters: CoordinationResult['parameters'];
  /** Who acts in the audit trail; the detector where it is left out. */
  readonly actor?: Actor;
};

const theDetector: Actor = { kind: 'system', id: 'detector' };

/** What a detection on the stream tells. Applying it twice changes nothing more. */
export function applyStreamUpdate(ledger: Ledger, update: StreamUpdate, run: RunContext): readonly ChangedFinding[] {
  if (update.kind === 'pane') {
    const { actor } = run;
    return applyPane(ledger, update.result, { actor, endsBefore: update.to * 1000 });
  }
  return ledger.write(() => {
    const context = draftContext(ledger, run);
    return update.groups.length === 0 ? [] : applyProvisional(ledger, update.groups, context, run.actor ?? theDetector);
  });
}

/** The result of a run over what is stored. Nothing lapses by it. */
export function applyBatchResult(
  ledger: Ledger,
  result: CoordinationResult,
  { actor }: { readonly actor?: Actor } = {},
): readonly ChangedFinding[] {
  return applyPane(ledger, result, { actor, endsBefore: undefined });
}

function draftContext(ledger: Ledger, { detector, version, parameters }: RunContext): DraftContext {
  const { elections } = readCalendar(ledger);
  return {
    detector,
    version,
    parameters,
    watch: watchMatcher(ledger),
    phaseAt: (time) => phaseAt(elections, time)?.phase,
  };
}

type Known<G> = { readonly group: G; readonly accounts: readonly string[]; readonly draft: FindingDraft };

/** The finding of each group: by id or the stream's name for it first, then by members. */
function findAll<G>(
  ledger: Ledger,
  detector: string,
  groups: readonly Known<G>[],
  own: (known: Known<G>) => Stored | undefined,
): ReadonlyMap<Known<G>, Stored> {
  const found = new Map<Known<G>, Stored>();
  const rows = new Set<number>();
  for (const known of groups) {
    const stored = own(known);
    if (stored === undefined || rows.has(stored.row)) continue;
    rows.add(stored.row);
    found.set(known, stored);
  }
  const rest = groups.filter((known) => !found.has(known));
  for (const [known, stored] of matchGroups(ledger, detector, rest, rows)) found.set(known, stored);
  return found;
}

function applyProvisional(
  ledger: Ledger,
  groups: readonly ProvisionalGroup[],
  context: DraftContext,
  actor: Actor,
): readonly ChangedFinding[] {
  const known = groups.map((group) => ({ group, accounts: group.members, draft: draftOfProvisional(group, context) }));
  const found = findAll(ledger, context.detector, known, ({ draft }) => byStreamKey(ledger, draft));
  return known.flatMap((one) => changed(applyDraft(ledger, one.draft, found.get(one), actor)));
}

function byStreamKey(ledger: Ledger, { detector, streamKey, id }: FindingDraft): Stored | undefined {
  const row = ledger.db
    .prepare("SELECT id FROM findings WHERE stream_key = ? AND detector = ? AND standing <> 'lapsed' LIMIT 1")
    .get(streamKey ?? null, detector) as { readonly id: string } | undefined;
  return findingById(ledger, row?.id ?? id);
}

type Applied = { readonly id: string; readonly change: 'added' | 'changed' | 'none' };

const changed = ({ id, change }: Applied): readonly ChangedFinding[] => (change === 'none' ? [] : [{ id, change }]);

/** A calibrated finding keeps its numbers until the next pane: they belong together. */
function applyDraft(ledger: Ledger, draft: FindingDraft, stored: Stored | undefined, actor: Actor): Applied {
  if (stored === undefined) {
    addFinding(ledger, draft, actor);
    return { id: draft.id, change: 'added' };
  }
  const { id, standing, lastSeen } = stored.finding;
  const settled = standing === 'calibrated' || standing === 'notCalibrated';
  if (draft.standing === 'provisional' && settled) {
    if (draft.lastSeen < lastSeen + leastStepMilliseconds) return { id, change: 'none' };
    markSeenAgain(ledger, stored, draft.lastSeen, actor);
    return { id, change: 'changed' };
  }
  return { id, change: reviseFinding(ledger, stored, draft, actor) ? 'changed' : 'none' };
}

const leastStepMilliseconds = 60_000;

type PaneOptions = {
  readonly actor: Actor | undefined;
  /** Provisional findings seen last before this time lapse unless the result upholds them; milliseconds. */
  readonly endsBefore: number | undefined;
};

function applyPane(
  ledger: Ledger,
  result: CoordinationResult,
  { actor = theDetector, endsBefore }: PaneOptions,
): readonly ChangedFinding[] {
  return ledger.write(() => {
    const { detector, version, parameters } = result;
    const context = draftContext(ledger, { detector, version, parameters });
    const known: readonly Known<Group>[] = result.groups.map((group) => ({
      group,
      accounts: group.members.map(({ account }) => account),
      draft: draftOfGroup(group, result, context),
    }));
    const found = findAll(ledger, detector, known, ({ draft }) => findingById(ledger, draft.id));
    const applied = known.flatMap((one) => changed(applyDraft(ledger, one.draft, found.get(one), actor)));
    const upheld = new Set([...found.values()].map(({ row }) => row));
    return [...applied, ...(endsBefore === undefined ? [] : lapseBefore(ledger, detector, endsBefore, upheld, actor))];
  });
}

function lapseBefore(
  ledger: Ledger,
  detector: string,
  endsBefore: number,
  upheld: ReadonlySet<number>,
  actor: Actor,
): readonly ChangedFinding[] {
  const rows = ledger.db
    .prepare(
      "SELECT id FROM findings WHERE stream_key IS NOT NULL AND standing = 'provisional' AND detector = ? AND last_seen < ?",
    )
    .all(detector, endsBefore) as { readonly id: string }[];
  return rows.flatMap(({ id }): readonly ChangedFinding[] => {
    const stored = findingById(ledger, id);
    if (stored === undefined || upheld.has(stored.row)) return [];
    lapseFinding(ledger, stored, actor);
    return [{ id, change: 'changed' }];
  });
}
