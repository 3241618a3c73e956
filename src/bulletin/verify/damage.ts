// What is wrong with an entry of which a copy is damaged: whose it is, which figure; and, where another published copy holds the
// figures, the entry as it was committed to. Browser-safe.
import { parseJson } from '../../kernel/parse-json.ts';
import { isObject } from '../../kernel/shape.ts';
import type { Counts } from '../../results/tally/tally.ts';
import { sameBytes } from '../../tlog/hash.ts';
import type { LogEntry } from '../model/entry.ts';
import type { BulletinFault } from '../model/fault.ts';
import { entryText, parseEntry } from '../model/parse-entry.ts';
import { differenceFaults } from './difference-faults.ts';
import type { Tree, TreeEntry } from './tree.ts';

/** Of an entry: whose figures it holds, and which. */
export type Figures = { readonly contest: string; readonly unit: string | undefined; readonly counts: Counts };

const lossy = new TextDecoder();

function figuresOf(value: unknown): Figures | undefined {
  if (!isObject(value)) return undefined;
  const inner = isObject(value.signed) ? value.signed.return : value.record;
  if (!isObject(inner) || typeof inner.contest !== 'string' || !isObject(inner.counts)) return undefined;
  const units = Array.isArray(inner.units) ? inner.units : [inner.unit];
  const unit = units.length === 1 && typeof units[0] === 'string' ? units[0] : undefined;
  const counts = Object.fromEntries(Object.entries(inner.counts).filter(([, count]) => typeof count === 'number'));
  return { contest: inner.contest, unit, counts: counts as Counts };
}

/** As far as damaged bytes can still be read. */
export const damagedFigures = (bytes: Uint8Array): Figures | undefined => figuresOf(parseJson(lossy.decode(bytes)));

const withCounts = (entry: LogEntry, counts: Counts): LogEntry | undefined =>
  entry.kind === 'return'
    ? { ...entry, signed: { ...entry.signed, return: { ...entry.signed.return, counts } } }
    : entry.kind === 'record'
      ? { ...entry, record: { ...entry.record, counts } }
      : undefined;

/** The committed entry, where `elsewhere` holds its figures: proven by the leaf that the tree has for it. */
export async function repaired(
  tree: Tree,
  { place, damaged }: TreeEntry,
  elsewhere: (of: Figures) => readonly Counts[],
): Promise<Uint8Array | undefined> {
  const leaf = await tree.leaf(place);
  if (leaf === undefined) return undefined;
  for (const { bytes } of damaged) {
    const read = parseEntry(bytes);
    const own = damagedFigures(bytes);
    if (!read.ok || own === undefined) continue;
    for (const counts of elsewhere(own)) {
      const entry = withCounts(read.value, counts);
      const whole = entry === undefined ? undefined : new TextEncoder().encode(entryText(entry));
      if (whole !== undefined && sameBytes(tree.hasher.leaf(whole), leaf)) return whole;
    }
  }
  return undefined;
}

/** One fault for each figure of a damaged copy that is another; one of the entry where none is. */
export function damageFaults(
  { place, damaged }: TreeEntry,
  committed: Uint8Array | undefined,
  named: Partial<BulletinFault> = {},
): readonly BulletinFault[] {
  // Nearly always: then nothing of it is read.
  if (damaged.length === 0) return [];
  const whole = committed === undefined ? undefined : damagedFigures(committed);
  return damaged.flatMap(({ bytes, file }): readonly BulletinFault[] => {
    const own = damagedFigures(bytes);
    const whose = whole ?? own;
    const of = {
      ...named,
      file,
      entry: place,
      ...(whose === undefined ? {} : { contest: whose.contest }),
      ...(whose?.unit === undefined ? {} : { unit: whose.unit }),
    };
    const detail = committed === undefined ? 'no copy of it holds' : 'another copy holds';
    const differences =
      whole === undefined || own === undefined
        ? []
        : differenceFaults(own.counts, whole.counts, { code: 'FIGURE_DIFFERS', detail, ...of });
    return differences.length > 0 ? differences : [{ code: 'ENTRY_DAMAGED', detail, ...of }];
  });
}
