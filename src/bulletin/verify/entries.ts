// All entries of a log in order, each as it was committed to, into what they say together. Browser-safe.
import { PollwardenError } from '../../kernel/errors.ts';
import { hexOf } from '../../tlog/note.ts';
import { tileWidth } from '../../tlog/tiles.ts';
import type { Counts } from '../../results/tally/tally.ts';
import { parseEntry } from '../model/parse-entry.ts';
import { type Assembly, openAssembly } from '../total/assemble.ts';
import { unitKey } from '../total/state.ts';
import { type Reckoned, reckon } from '../total/total.ts';
import { damageFaults, type Figures, repaired } from './damage.ts';
import type { OpenedLog } from './open.ts';
import { returnVerifier, type SignatureQueue, signatureQueue } from './signatures.ts';
import type { TreeEntry } from './tree.ts';
import { coveredByWords, type IsCovered } from './words-cover.ts';

export type Progress = (stage: 'entries' | 'signatures' | 'total' | 'files', done: number, of: number) => void;

/** Returns that centres kept (kept.ts). */
export type Kept = {
  /** The entry at that place, where it is of one of them. */
  readonly entry: (opened: OpenedLog, assembly: Assembly, place: number) => Promise<Uint8Array | undefined>;
  readonly offer: (assembly: Assembly) => void;
};

export type ReadOptions = {
  readonly progress: Progress;
  readonly stopped: () => boolean;
  /** Figures that other published copies have of a unit: where an entry is damaged they may be what was committed to. */
  readonly elsewhere: (contest: string, unit: string) => readonly Counts[];
  /** Returns that centres kept: they open what headquarters never opened, and stand in for entries that are lost. */
  readonly kept?: Kept;
};

export type LostEntry = {
  readonly place: number;
  readonly contest?: string | undefined;
  readonly unit?: string | undefined;
};

export type ReadLog = {
  readonly assembly: Assembly;
  readonly queue: SignatureQueue;
  /** By the entries in front of the place that was asked for. */
  readonly reckoned: Reckoned | undefined;
  /** Entries of which no copy holds, with the unit as far as known. */
  readonly lost: readonly LostEntry[];
  /** Returns that count by keys of a later version of the definition, which the sixteen words do not cover. */
  readonly laterKeys: number;
};

type Reading = {
  readonly opened: OpenedLog;
  readonly options: ReadOptions;
  readonly assembly: Assembly;
  readonly queue: SignatureQueue;
  readonly lost: LostEntry[];
  /** Figures of entries that were read: of records for their returns, and the other way. */
  readonly seen: Map<string, Counts>;
  laterKeys: number;
};

const ahead = 4;

function otherCopies({ options, seen }: Reading, { contest, unit }: Figures): readonly Counts[] {
  if (unit === undefined) return [];
  const own = seen.get(unitKey(contest, unit));
  return [...(own === undefined ? [] : [own]), ...options.elsewhere(contest, unit)];
}

/** An entry as it was committed to. */
function takeBytes({ opened: { faults }, assembly, seen }: Reading, place: number, bytes: Uint8Array): void {
  const read = parseEntry(bytes);
  if (!read.ok) {
    faults.add({ code: 'ENTRY_MALFORMED', detail: read.detail, entry: place });
    assembly.skip();
    return;
  }
  if (read.value.kind === 'record' && read.value.record.units.length === 1)
    seen.set(unitKey(read.value.record.contest, read.value.record.units[0]), read.value.record.counts);
  for (const fault of assembly.add(read.value)) faults.add(fault);
}

/** One of which a copy is damaged or missing: from elsewhere, or lost. */
async function takeDamaged(reading: Reading, entry: TreeEntry): Promise<void> {
  const { opened, assembly, lost } = reading;
  const { faults, tree } = opened;
  const bytes =
    entry.bytes ??
    (await repaired(tree, entry, (of) => otherCopies(reading, of))) ??
    (await reading.options.kept?.entry(opened, assembly, entry.place));
  for (const fault of damageFaults(entry, bytes)) faults.add(fault);
  if (bytes !== undefined) {
    takeBytes(reading, entry.place, bytes);
    return;
  }
  const known = damageFaults(entry, undefined).find(({ unit }) => unit !== undefined);
  lost.push({ place: entry.place, ...(known === undefined ? {} : { contest: known.contest, unit: known.unit }) });
  if (entry.damaged.length === 0)
    faults.add({ code: 'ENTRY_DAMAGED', detail: 'no copy of it is there', entry: entry.place });
  assembly.skip();
}

function begin(opened: OpenedLog, options: ReadOptions): Reading {
  const { crypto, faults } = opened;
  const verify = returnVerifier(crypto);
  const queue = signatureQueue((done, of) => options.progress('signatures', done, of));
  let covered: IsCovered | undefined;
  const assembly: Assembly = openAssembly(crypto.sha256, (logged, signed) => {
    const { place, contest, unit, hash, definition } = logged;
    const of = { contest, unit, ...(place === null ? {} : { entry: place }) };
    const form = assembly.state.definitions.get(definition);
    covered ??= coveredByWords(assembly.state.definitions.get(opened.opening.entry.definition));
    if (!covered(signed, form)) reading.laterKeys++;
    queue.add(
      hash,
      async () => await verify(signed, form),
      (detail) => faults.add({ code: 'SIGNATURE_INVALID', detail, ...of }),
    );
  });
  const reading: Reading = { opened, options, assembly, queue, lost: [], seen: new Map(), laterKeys: 0 };
  return reading;
}

/** Figures beyond 2^53, or names of figures that no object can have, give no total. */
function reckonedOf({ opened, assembly, queue }: Reading): Reckoned | undefined {
  try {
    return reckon(assembly.state, queue.isSigned);
  } catch (error) {
    if (!(error instanceof PollwardenError)) throw error;
    opened.faults.add({ code: 'TOTAL_DIFFERS', detail: `${error.code}: ${error.detail ?? ''}` });
    return undefined;
  }
}

/**
 * Undefined where it was stopped. `at`: place of a bulletin's entry, in front of which the total is reckoned;
 * at the end where it is not there.
 */
export async function readLog(opened: OpenedLog, at: number, options: ReadOptions): Promise<ReadLog | undefined> {
  const reading = begin(opened, options);
  const { assembly, queue, lost } = reading;
  const { tree, faults } = opened;
  const { size } = tree.head;
  let reckoned: Reckoned | undefined;
  const reckonNow = async (): Promise<void> => {
    options.kept?.offer(assembly);
    await queue.settle();
    reckoned = reckonedOf(reading);
  };
  for (let index = 0; index * tileWidth < size; index++) {
    // Asked for before they are needed: a mirror may be far away.
    for (let next = index + 1; next <= index + ahead && next * tileWidth < size; next++) void tree.bundle(next);
    for (const entry of await tree.bundle(index)) {
      if (options.stopped()) return undefined;
      if (entry.place === at) await reckonNow();
      if (entry.bytes !== undefined && entry.damaged.length === 0) takeBytes(reading, entry.place, entry.bytes);
      else await takeDamaged(reading, entry);
    }
    await queue.room();
    options.progress('entries', Math.min(size, (index + 1) * tileWidth), size);
  }
  for (const fault of assembly.end()) faults.add(fault);
  await queue.settle();
  if (at >= size) await reckonNow();
  return { assembly, queue, reckoned, lost, laterKeys: reading.laterKeys };
}

export const digestOf = (opened: Pick<OpenedLog, 'crypto'>, bytes: Uint8Array): string =>
  hexOf(opened.crypto.sha256(bytes));
