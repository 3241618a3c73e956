// One unit in one contest, by the entries that its file names: they are in the log, the return is the one that was committed
// to, two holders signed it, and what is shown is what they signed.
import type { RecordEntry, ReturnEntry } from '../../../../src/bulletin/model/entry.ts';
import type { BulletinFault, BulletinFaultCode } from '../../../../src/bulletin/model/fault.ts';
import { commitmentOf, saltOf } from '../../../../src/bulletin/model/commitment.ts';
import { mostJoinedBytes, parseEntry } from '../../../../src/bulletin/model/parse-entry.ts';
import type { AreaUnit } from '../../../../src/bulletin/model/site.ts';
import type { LogEntry } from '../../../../src/bulletin/model/entry.ts';
import { differencesOf } from '../../../../src/bulletin/total/judge.ts';
import type { OpenedBulletin } from '../../../../src/bulletin/verify/open.ts';
import { bytesOfHex, hexOf } from '../../../../src/tlog/note.ts';
import { publishedCounts } from '../../../../src/results/release/figures.ts';
import type { UnitCheck } from '../model.ts';
import type { Definitions } from './definitions.ts';
import { verifyReturn } from './signatures.ts';

type UnitContest = AreaUnit['contests'][number];
type Add = (code: BulletinFaultCode, detail: string, more?: Partial<BulletinFault>) => void;
type Kind<K extends LogEntry['kind']> = Extract<LogEntry, { readonly kind: K }>;

/** Bytes of the entry at that place, put together where it stands in parts. */
async function bytesAt({ tree }: OpenedBulletin, place: number, add: Add): Promise<Uint8Array | undefined> {
  const texts: string[] = [];
  for (let at = place; at < tree.head.size; at++) {
    const found = await tree.entry(at);
    if (found.bytes === undefined) {
      const [copy] = found.damaged;
      add('ENTRY_DAMAGED', 'no copy of it holds', { entry: at, ...(copy === undefined ? {} : { file: copy.file }) });
      return undefined;
    }
    const read = parseEntry(found.bytes);
    if (!read.ok || read.value.kind !== 'part') return texts.length === 0 ? found.bytes : undefined;
    if (read.value.part !== texts.length + 1) return undefined;
    texts.push(read.value.text);
    if (read.value.part === read.value.of) return new TextEncoder().encode(texts.join(''));
  }
  return undefined;
}

/** The entry at that place, of that kind; undefined, and told, where it is not. */
async function entryAt<K extends LogEntry['kind']>(
  opened: OpenedBulletin,
  place: number | null,
  kind: K,
  add: Add,
): Promise<Kind<K> | undefined> {
  if (place === null) return undefined;
  const bytes = await bytesAt(opened, place, add);
  if (bytes === undefined) return undefined;
  const read = parseEntry(bytes, mostJoinedBytes);
  if (read.ok && read.value.kind === kind) return read.value as Kind<K>;
  add('ENTRY_MALFORMED', `is no ${kind}`, { entry: place });
  return undefined;
}

/** The return's commitment, and that it is of this unit. */
async function committed(
  opened: OpenedBulletin,
  entry: ReturnEntry,
  { unit }: AreaUnit,
  { contest }: UnitContest,
  add: Add,
): Promise<void> {
  const { signed, salt, commitment } = entry;
  const { sha256 } = opened.crypto;
  const place = commitment ?? undefined;
  if (signed.return.unit !== unit || signed.return.contest !== contest)
    add('ENTRY_MALFORMED', 'the return is of another unit');
  if (hexOf(saltOf(signed, sha256)) !== salt) add('COMMITMENT_BROKEN', 'the salt is not the one of its signatures');
  if (place === undefined) return;
  const before = await entryAt(opened, place, 'commitment', add);
  const own = hexOf(commitmentOf(signed, bytesOfHex(salt), sha256));
  if (before !== undefined && (before.commitment !== own || before.unit !== unit || before.contest !== contest))
    add('COMMITMENT_BROKEN', 'commits to another return', { entry: place });
}

function figures(
  { counts }: UnitContest,
  { record }: RecordEntry,
  signed: Readonly<Record<string, number>> | undefined,
  add: Add,
): void {
  const counting = signed ?? record.counts;
  for (const { field, shown, committed: own } of differencesOf(counts ?? {}, counting))
    add('FIGURE_DIFFERS', 'in the copy of headquarters', { field, shown, committed: own });
  for (const { field, shown, committed: own } of signed === undefined ? [] : differencesOf(record.counts, signed))
    add('FIGURE_DIFFERS', 'in the record of the release', { field, shown, committed: own });
}

export async function checkUnit(
  opened: OpenedBulletin,
  definitions: Definitions,
  unit: AreaUnit,
  contest: UnitContest,
): Promise<UnitCheck> {
  const faults: BulletinFault[] = [];
  const of = { contest: contest.contest, unit: unit.unit };
  const add: Add = (code, detail, more = {}) => void faults.push({ code, detail, ...of, ...more });
  const record = await entryAt(opened, contest.record, 'record', add);
  const entry = await entryAt(opened, contest.return, 'return', add);
  if (record === undefined || !record.record.units.includes(unit.unit) || record.record.contest !== contest.contest) {
    if (record !== undefined) add('ENTRY_MALFORMED', 'the record is of another unit', { entry: contest.record ?? 0 });
    if (record === undefined && contest.counts !== null) add('ENTRY_MALFORMED', 'figures without a record in the log');
    return { faults, signed: undefined, holders: 0, proof: await proofOf(opened, contest.commitment) };
  }
  if (entry !== undefined) await committed(opened, entry, unit, contest, add);
  const verified = entry === undefined ? undefined : await verifyReturn(entry.signed, definitions, opened.crypto);
  if (verified?.ok === false) add('SIGNATURE_INVALID', verified.why, { entry: contest.return ?? 0 });
  const named = record.record.return;
  if (named !== undefined && named !== (verified?.ok === true ? verified.hash : undefined))
    add('SIGNATURE_INVALID', 'the log holds no valid return that the record names', { entry: contest.record ?? 0 });
  const holds = verified?.ok === true && entry !== undefined && faults.length === 0;
  const form = await definitions.find(record.record.definition);
  const own = form?.contests.find(({ id }) => id === contest.contest);
  const signed =
    holds && form !== undefined && own !== undefined
      ? publishedCounts(form, own, entry.signed.return.counts, record.record.modes)
      : undefined;
  figures(contest, record, signed, add);
  return {
    faults,
    signed: holds ? entry.signed : undefined,
    holders: verified?.ok === true ? verified.holders : 0,
    proof: await proofOf(opened, contest.return ?? contest.record),
  };
}

const proofOf = async ({ tree, head }: OpenedBulletin, place: number | null): Promise<string | undefined> =>
  place === null ? undefined : await tree.proof(place, head.note);
