// Reads what a log of an election holds, from its own files: tiles, and behind them what is acknowledged and in none yet.
// Only what follows from the entries is believed, so that nothing else has to be kept beside them. Node only.
import { hash } from 'node:crypto';
import type { Digest } from '../../elections/definition/definition.ts';
import { PollwardenError } from '../../kernel/errors.ts';
import type { Keeper } from '../../tlog/files/keeper.ts';
import { folderTiles } from '../../tlog/files/read.ts';
import { extentOf } from '../../tlog/files/state.ts';
import { entriesOf, type Tile, tilePath, tileWidth, widthAt } from '../../tlog/tiles.ts';
import type { LogEntry, OpeningEntry } from '../model/entry.ts';

export type LoggedCommitment = { readonly place: number; readonly contest: string; readonly unit: string };

/** What later entries depend on; grows as entries are read. */
export type LogIndex = {
  /** Entries that were read. */
  size: number;
  opening: { readonly entry: OpeningEntry; readonly sha256: Uint8Array } | undefined;
  readonly definitions: Set<Digest>;
  readonly policies: Set<Digest>;
  readonly commitments: Map<Digest, LoggedCommitment>;
  returns: number;
  /** Number and SHA-256 of the newest record; 0 and '' where there is none. */
  record: { readonly number: number; readonly sha256: string };
  bulletins: number;
};

export const emptyIndex = (): LogIndex => ({
  size: 0,
  opening: undefined,
  definitions: new Set(),
  policies: new Set(),
  commitments: new Map(),
  returns: 0,
  record: { number: 0, sha256: '' },
  bulletins: 0,
});

const damaged = (place: number, detail: string): PollwardenError =>
  new PollwardenError('LOG_DAMAGED', `entry ${place}: ${detail}`);

/** Returns are long, and nothing in them is needed here. */
const returnHead = Buffer.from('{"commitment":');
const isReturn = (bytes: Uint8Array): boolean =>
  bytes.length > returnHead.length &&
  returnHead.equals(bytes.subarray(0, returnHead.length)) &&
  bytes[returnHead.length] !== 0x22;
const recordHead = Buffer.from('{"format":"pollwarden-log/1","kind":"record","record":');
const isRecord = (bytes: Uint8Array): boolean => recordHead.equals(bytes.subarray(0, recordHead.length));

function addRecord(index: LogIndex, place: number, bytes: Uint8Array): void {
  const line = bytes.subarray(recordHead.length, -1);
  const { number } = JSON.parse(Buffer.from(line).toString('utf8')) as { readonly number: number };
  if (number !== index.record.number + 1) throw damaged(place, `record ${number} after ${index.record.number}`);
  index.record = { number, sha256: hash('sha256', line) };
}

function addOther(index: LogIndex, place: number, bytes: Uint8Array): void {
  const entry = JSON.parse(Buffer.from(bytes).toString('utf8')) as LogEntry;
  if ((entry.kind === 'opening') !== (place === 0)) throw damaged(place, 'the opening is entry 0 and no other');
  if (entry.kind === 'opening') index.opening = { entry, sha256: hash('sha256', bytes, 'buffer') };
  else if (entry.kind === 'definition' && entry.part === entry.of) index.definitions.add(entry.definition);
  else if (entry.kind === 'policy') index.policies.add(entry.policy);
  else if (entry.kind === 'commitment')
    index.commitments.set(entry.commitment, { place, contest: entry.contest, unit: entry.unit });
  else if (entry.kind === 'bulletin') index.bulletins = entry.number;
}

function addEntry(index: LogIndex, bytes: Uint8Array): void {
  const place = index.size;
  try {
    if (isReturn(bytes)) index.returns++;
    else if (isRecord(bytes)) addRecord(index, place, bytes);
    else addOther(index, place, bytes);
  } catch (error) {
    throw error instanceof PollwardenError ? error : damaged(place, 'is no entry of ours');
  }
  index.size++;
}

function bundle({ publicFolder }: Keeper, index: number, size: number): readonly Uint8Array[] {
  const tile: Tile = { level: 'entries', index, width: widthAt('entries', index, size) };
  // folderTiles reads at once; the type allows for readers over a network.
  const entries = entriesOf(folderTiles(publicFolder)(tile) as Uint8Array, tile.width);
  if (!entries.ok) throw new PollwardenError('LOG_DAMAGED', `${tilePath(tile)}: ${entries.fault.detail}`);
  return entries.value;
}

/** Reads on from where `index` ends. LOG_DAMAGED with the entry or the file. */
export function readOn(keeper: Keeper, index: LogIndex): void {
  const { db } = keeper.state;
  db.exec('BEGIN');
  try {
    const { tiled } = extentOf(keeper.state);
    while (index.size < tiled) {
      const first = Math.floor(index.size / tileWidth);
      for (const entry of bundle(keeper, first, tiled).slice(index.size - first * tileWidth)) addEntry(index, entry);
    }
    const waiting = db.prepare('SELECT entry FROM waiting WHERE place >= ? ORDER BY place').iterate(index.size);
    for (const { entry } of waiting) addEntry(index, entry as Uint8Array);
  } finally {
    db.exec('COMMIT');
  }
}
