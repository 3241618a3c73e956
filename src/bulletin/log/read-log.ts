// Reads what a log of an election holds, from its own files: tiles, and behind them what is acknowledged and in none yet.
// Only what follows from the entries is believed, so that nothing else has to be kept beside them. Node only.
import { hash } from 'node:crypto';
import type { Digest } from '../../elections/definition/definition.ts';
import { PollwardenError } from '../../kernel/errors.ts';
import type { Appended } from '../../tlog/files/append.ts';
import type { Keeper } from '../../tlog/files/keeper.ts';
import { folderTiles } from '../../tlog/files/read.ts';
import { extentOf } from '../../tlog/files/state.ts';
import { entriesOf, type Tile, tilePath, tileWidth, widthAt } from '../../tlog/tiles.ts';
import type { LogEntry, OpeningEntry, PartEntry } from '../model/entry.ts';
import { recordHead } from './entries.ts';

export type LoggedCommitment = { readonly place: number; readonly contest: string; readonly unit: string };

/** What later entries depend on; grows as entries are read. */
export type LogIndex = {
  /** Entries that were read. */
  size: number;
  opening: { readonly entry: OpeningEntry; readonly sha256: Uint8Array } | undefined;
  readonly definitions: Set<Digest>;
  readonly policies: Set<Digest>;
  readonly commitments: Map<Digest, LoggedCommitment>;
  /** Of which there is a commitment: contest and unit, with a line feed between. */
  readonly units: Set<string>;
  /** Salts of returns that are open. */
  readonly opened: Set<Digest>;
  /** Number and SHA-256 of the newest record; 0 and '' where there is none. */
  record: { readonly number: number; readonly sha256: string };
  bulletins: number;
  /** Texts of parts of an entry that is not whole yet. */
  readonly parts: string[];
};

export const emptyIndex = (): LogIndex => ({
  size: 0,
  opening: undefined,
  definitions: new Set(),
  policies: new Set(),
  commitments: new Map(),
  units: new Set(),
  opened: new Set(),
  record: { number: 0, sha256: '' },
  bulletins: 0,
  parts: [],
});

const damaged = (place: number, detail: string): PollwardenError =>
  new PollwardenError('LOG_DAMAGED', `entry ${place}: ${detail}`);

/** Returns are long, and nothing but their salt is needed here. */
const returnForm = /^\{"commitment":(?:\d+|null),"format":"pollwarden-log\/1","kind":"return","salt":"([0-9a-f]{64})"/;
const returnHead = Buffer.from('{"commitment":');
const mostReturnHead = 200;

function saltIn(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, mostReturnHead));
  return head.subarray(0, returnHead.length).equals(returnHead)
    ? returnForm.exec(head.toString('latin1'))?.[1]
    : undefined;
}

const isRecord = (bytes: Uint8Array): boolean => recordHead.equals(bytes.subarray(0, recordHead.length));

/** The keys of canonical JSON are sorted, and no figure is an object: so the number stands before "of", and only there. */
function isNumbered(line: Uint8Array, number: number): boolean {
  return Buffer.from(line.buffer, line.byteOffset, line.length).includes(`"number":${number},"of":{`);
}

function addRecord(index: LogIndex, place: number, bytes: Uint8Array): void {
  const line = bytes.subarray(recordHead.length, -1);
  const number = index.record.number + 1;
  if (!isNumbered(line, number)) throw damaged(place, `is not record ${number}, as is due`);
  index.record = { number, sha256: hash('sha256', line) };
}

function addPart(index: LogIndex, place: number, { part, of, text }: PartEntry): void {
  const { parts } = index;
  if (part !== parts.length + 1) throw damaged(place, `part ${part} after ${parts.length}`);
  parts.push(text);
  if (part < of) return;
  const bytes = Buffer.from(parts.join(''));
  parts.length = 0;
  addBytes(index, place, bytes);
}

function addOther(index: LogIndex, place: number, bytes: Uint8Array): void {
  const entry = JSON.parse(Buffer.from(bytes).toString('utf8')) as LogEntry;
  if ((entry.kind === 'opening') !== (place === 0)) throw damaged(place, 'the opening is entry 0 and no other');
  if (entry.kind === 'opening') index.opening = { entry, sha256: hash('sha256', bytes, 'buffer') };
  else if (entry.kind === 'definition' && entry.part === entry.of) index.definitions.add(entry.definition);
  else if (entry.kind === 'policy') index.policies.add(entry.policy);
  else if (entry.kind === 'bulletin') index.bulletins = entry.number;
  else if (entry.kind === 'part') addPart(index, place, entry);
  else if (entry.kind === 'commitment') {
    const { commitment, contest, unit } = entry;
    index.commitments.set(commitment, { place, contest, unit });
    index.units.add(`${contest}\n${unit}`);
  }
}

function addBytes(index: LogIndex, place: number, bytes: Uint8Array): void {
  const salt = saltIn(bytes);
  if (salt !== undefined) index.opened.add(salt);
  else if (isRecord(bytes)) addRecord(index, place, bytes);
  else addOther(index, place, bytes);
}

function addEntry(index: LogIndex, bytes: Uint8Array): void {
  try {
    addBytes(index, index.size, bytes);
  } catch (error) {
    throw error instanceof PollwardenError ? error : damaged(index.size, 'is no entry of ours');
  }
  index.size++;
}

async function bundle({ publicFolder }: Keeper, index: number, size: number): Promise<readonly Uint8Array[]> {
  const tile: Tile = { level: 'entries', index, width: widthAt('entries', index, size) };
  const entries = entriesOf(await folderTiles(publicFolder)(tile), tile.width);
  if (!entries.ok) throw new PollwardenError('LOG_DAMAGED', `${tilePath(tile)}: ${entries.fault.detail}`);
  return entries.value;
}

async function readTiled(keeper: Keeper, index: LogIndex): Promise<void> {
  const { tiled } = extentOf(keeper.state);
  while (index.size < tiled) {
    const first = Math.floor(index.size / tileWidth);
    for (const entry of (await bundle(keeper, first, tiled)).slice(index.size - first * tileWidth))
      addEntry(index, entry);
  }
}

/** Reads on from where `index` ends. LOG_DAMAGED with the entry or the file. */
export async function readOn(keeper: Keeper, index: LogIndex): Promise<void> {
  // What waits may go into tiles between two looks.
  for (let before = -1; before !== index.size; ) {
    before = index.size;
    await readTiled(keeper, index);
    const rows = keeper.state.db.prepare('SELECT place, entry FROM waiting WHERE place >= ? ORDER BY place');
    for (const { place, entry } of rows.iterate(index.size)) {
      if (place !== index.size) break;
      addEntry(index, entry as Uint8Array);
    }
  }
  const { size } = extentOf(keeper.state);
  if (index.size < size) throw new PollwardenError('LOG_DAMAGED', `entry ${index.size} of ${size} is nowhere`);
}

/** Entries that this process appended just now. CONFLICT where another one writes to the same log. */
export function addAppended(index: LogIndex, entries: readonly Uint8Array[], places: readonly Appended[]): void {
  for (const [i, { place, known }] of places.entries()) {
    if (known) continue;
    if (place !== index.size)
      throw new PollwardenError('CONFLICT', 'another process writes to the log of this election');
    addEntry(index, entries[i]);
  }
}
