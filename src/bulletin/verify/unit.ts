// Checks one unit without reading the rest of the log: its record, its return, its commitment, each by its inclusion; signatures
// and figures. That no later record replaces this one, only a check of all entries can say. Browser-safe.
import type { Definition } from '../../elections/definition/definition.ts';
import { publishedCounts } from '../../results/release/figures.ts';
import type { ReleaseRecord } from '../../results/release/record.ts';
import type { SignedReturn } from '../../results/return/count-return.ts';
import { canonicalReturn, returnChecker } from '../../results/return/parse.ts';
import type { Counts } from '../../results/tally/tally.ts';
import { bytesOfHex, hexOf } from '../../tlog/note.ts';
import { commitmentOf, saltOf } from '../model/commitment.ts';
import type { CommitmentEntry, LogEntry, PartEntry, ReturnEntry } from '../model/entry.ts';
import type { BulletinFault } from '../model/fault.ts';
import { mostJoinedBytes, parseEntry } from '../model/parse-entry.ts';
import type { AreaUnit, UnitStanding } from '../model/site.ts';
import { differencesOf } from '../total/judge.ts';
import { damageFaults, repaired } from './damage.ts';
import type { OpenedBulletin } from './open.ts';
import { figureFaults, saidFaults } from './said.ts';
import { returnVerifier } from './signatures.ts';
import { coveredByWords } from './words-cover.ts';

export type UnitCheck = {
  readonly faults: readonly BulletinFault[];
  readonly standing: UnitStanding;
  readonly record: ReleaseRecord | undefined;
  /** The return that the log holds, its signatures being valid. */
  readonly signed: SignedReturn | undefined;
  /** How many holders signed it; 0 where it is not signed as it has to be. */
  readonly holders: number;
  /** Whether a key that signed is not the centre's by the opening: then the sixteen words do not cover it. */
  readonly laterKeys: boolean;
  /** What counts: signed where a valid return is there, else as headquarters states. */
  readonly counts: Counts | undefined;
  /** C2SP tlog-proof of its newest entry: of the return, else of the record, else of the commitment. */
  readonly proof: string | undefined;
};

type Shown = AreaUnit['contests'][number];
type Looking = {
  readonly opened: OpenedBulletin;
  readonly shown: Shown;
  readonly unit: string;
  readonly faults: BulletinFault[];
};

const most = 1024;

/** An entry at its place, whole where it stands in parts. */
async function entryAt({ opened, shown, unit, faults }: Looking, place: number): Promise<LogEntry | undefined> {
  const { tree } = opened;
  const of = { contest: shown.contest, unit, entry: place };
  if (place >= tree.head.size) {
    faults.push({ code: 'FIGURE_DIFFERS', detail: 'a place that the log does not have', ...of });
    return undefined;
  }
  const texts: string[] = [];
  for (let at = place; at < Math.min(tree.head.size, place + most); at++) {
    const entry = await tree.entry(at);
    const bytes = entry.bytes ?? (await repaired(tree, entry, () => (shown.counts === null ? [] : [shown.counts])));
    faults.push(...damageFaults(entry, bytes, { contest: shown.contest, unit }));
    if (bytes === undefined && entry.damaged.length === 0)
      faults.push({ code: 'ENTRY_DAMAGED', detail: 'no copy of it is there', ...of });
    const read = bytes === undefined ? undefined : parseEntry(bytes);
    if (read?.ok === false) faults.push({ code: 'ENTRY_MALFORMED', detail: read.detail, ...of });
    if (read?.ok !== true) return undefined;
    if (read.value.kind !== 'part') return read.value;
    const part: PartEntry = read.value;
    texts.push(part.text);
    if (part.part === part.of) return joinedEntry(texts.join(''), part, opened);
  }
  return undefined;
}

function joinedEntry(text: string, { entry }: PartEntry, { crypto }: OpenedBulletin): LogEntry | undefined {
  const bytes = new TextEncoder().encode(text);
  const read = hexOf(crypto.sha256(bytes)) === entry ? parseEntry(bytes, mostJoinedBytes) : undefined;
  return read?.ok === true ? read.value : undefined;
}

async function recordAt(looking: Looking): Promise<ReleaseRecord | undefined> {
  const { shown, unit, faults } = looking;
  if (shown.record === null) return undefined;
  const entry = await entryAt(looking, shown.record);
  const record = entry?.kind === 'record' ? entry.record : undefined;
  if (record !== undefined && record.contest === shown.contest && record.units.includes(unit)) return record;
  if (entry !== undefined)
    faults.push({
      code: 'FIGURE_DIFFERS',
      detail: 'this entry is no record of the unit',
      contest: shown.contest,
      unit,
      entry: shown.record,
    });
  return undefined;
}

function commitmentProblem(
  { opened }: Looking,
  { commitment, salt, signed }: ReturnEntry,
  committed: LogEntry | undefined,
): string | undefined {
  const { sha256 } = opened.crypto;
  if (hexOf(saltOf(signed, sha256)) !== salt) return 'the salt is not the one of its signatures';
  if (commitment === null) return undefined;
  if (committed?.kind !== 'commitment') return `entry ${commitment} is no commitment`;
  const own: CommitmentEntry = committed;
  const same = own.contest === signed.return.contest && own.unit === signed.return.unit;
  return same && hexOf(commitmentOf(signed, bytesOfHex(salt), sha256)) === own.commitment
    ? undefined
    : `entry ${commitment} commits to another return`;
}

type Definitions = ReadonlyMap<string, Definition>;
type Found = { readonly signed: SignedReturn; readonly holders: number };

async function returnAt(
  looking: Looking,
  record: ReleaseRecord | undefined,
  definitions: Definitions,
): Promise<Found | undefined> {
  const { opened, shown, unit, faults } = looking;
  if (shown.return === null) return undefined;
  const entry = await entryAt(looking, shown.return);
  if (entry === undefined) return undefined;
  const of = { contest: shown.contest, unit, entry: shown.return };
  const own =
    entry.kind === 'return' && entry.signed.return.unit === unit && entry.signed.return.contest === shown.contest;
  if (!own) {
    faults.push({ code: 'FIGURE_DIFFERS', detail: 'this entry is no return of the unit', ...of });
    return undefined;
  }
  const committed = entry.commitment === null ? undefined : await entryAt(looking, entry.commitment);
  const broken = commitmentProblem(looking, entry, committed);
  if (broken !== undefined) faults.push({ code: 'COMMITMENT_BROKEN', detail: broken, ...of });
  const hash = hexOf(opened.crypto.sha256(canonicalReturn(entry.signed.return)));
  const named = record?.return === hash;
  if (!named) faults.push({ code: 'ENTRY_ORDER', detail: 'its record names another return', ...of });
  const definition = definitions.get(entry.signed.return.definition);
  const misfit =
    definition === undefined
      ? undefined
      : returnChecker({ definition, hashes: new Set([entry.signed.return.definition]) })(entry.signed.return);
  if (misfit !== undefined) faults.push({ code: 'ENTRY_MALFORMED', detail: misfit.detail, ...of });
  const signedBy = await returnVerifier(opened.crypto)(entry.signed, definition);
  if (!signedBy.ok) faults.push({ code: 'SIGNATURE_INVALID', detail: signedBy.detail, ...of });
  return signedBy.ok && named && broken === undefined && misfit === undefined
    ? { signed: entry.signed, holders: signedBy.holders }
    : undefined;
}

function standingOf(
  { shown }: Looking,
  record: ReleaseRecord | undefined,
  found: Found | undefined,
  differs: boolean,
): UnitStanding {
  // Without a record it has no figures, whatever is said of it.
  if (record === undefined)
    return shown.record !== null ? 'unverified' : shown.commitment === null ? 'awaited' : 'committed';
  if (record.units.length > 1) return 'merged';
  if (found !== undefined) return differs ? 'differs' : 'signed';
  return record.return === undefined && shown.standing !== 'unverified' ? 'stated' : 'unverified';
}

/** The figures of a valid return as its record has to have them. */
function signedCounts(
  found: Found | undefined,
  record: ReleaseRecord | undefined,
  definitions: Definitions,
): Counts | undefined {
  const form = record === undefined ? undefined : definitions.get(record.definition);
  const contest = form?.contests.find(({ id }) => id === record?.contest);
  return found === undefined || record === undefined || form === undefined || contest === undefined
    ? undefined
    : publishedCounts(form, contest, found.signed.return.counts, record.modes);
}

/** The commitment that is named has to be one of this unit, where nothing else of it is in the log yet. */
async function committedFaults(looking: Looking): Promise<readonly BulletinFault[]> {
  const { shown, unit } = looking;
  if (shown.commitment === null || shown.return !== null) return [];
  const entry = await entryAt(looking, shown.commitment);
  const own = entry?.kind === 'commitment' && entry.contest === shown.contest && entry.unit === unit;
  const of = { contest: shown.contest, unit, entry: shown.commitment };
  return entry === undefined || own
    ? []
    : [{ code: 'FIGURE_DIFFERS', detail: 'this entry is no commitment of the unit', ...of }];
}

/** `definitions`: those of the log, by hash. `shown`: what headquarters' copy of the area says, which is what is checked. */
export async function checkUnit(
  opened: OpenedBulletin,
  { unit, shown }: { readonly unit: string; readonly shown: Shown },
  definitions: Definitions,
): Promise<UnitCheck> {
  const faults: BulletinFault[] = [];
  const looking: Looking = { opened, shown, unit, faults };
  const record = await recordAt(looking);
  const found = await returnAt(looking, record, definitions);
  const published = signedCounts(found, record, definitions);
  const differs = published !== undefined && differencesOf(record?.counts ?? {}, published).length > 0;
  const counts = published ?? record?.counts;
  const standing = standingOf(looking, record, found, differs);
  faults.push(...figureFaults(looking, counts), ...saidFaults(looking, record, standing));
  faults.push(...(await committedFaults(looking)));
  const covered = coveredByWords(definitions.get(opened.opening.entry.definition));
  const newest = found === undefined ? (shown.record ?? shown.commitment) : shown.return;
  return {
    faults,
    standing,
    record,
    signed: found?.signed,
    holders: found?.holders ?? 0,
    laterKeys: found !== undefined && !covered(found.signed, definitions.get(found.signed.return.definition)),
    counts,
    proof: newest === null ? undefined : await opened.tree.proof(newest, opened.head.note),
  };
}
