// The sending side of a warm standby: a round now and then, of which only what is new is copied.
import {
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  closeSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { PollwardenError } from '../../kernel/errors.ts';
import { packageVersion } from '../../kernel/version.ts';
import { diskFiles, replaceFile } from '../../lake/files.ts';
import { type Pinned, pinSpace } from '../backup/pin.ts';
import { spacesIn } from '../spaces.ts';
import {
  digestOf,
  isShared,
  listRounds,
  placeOf,
  promotedPath,
  type Round,
  type RoundFile,
  roundFolder,
  roundName,
} from './round.ts';

export type SendOptions = {
  readonly dataFolder: string;
  /** Mounted, or synchronised by another program; it holds keys unless `withKeys` is false: for this service alone. */
  readonly to: string;
  readonly withKeys: boolean;
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
};

export type Sent = {
  readonly round: number;
  readonly stateOf: number;
  readonly filesCopied: number;
  readonly bytesCopied: number;
};

/** Rounds that are kept: a standby that copies the folder meanwhile has a whole one. */
const keptRounds = 3;

/** Sends one round; STANDBY_FENCED once the standby has taken over. */
export async function sendRound({ dataFolder, to, withKeys, now }: SendOptions): Promise<Sent> {
  mkdirSync(to, { recursive: true, mode: 0o700 });
  if (existsSync(promotedPath(to))) throw new PollwardenError('STANDBY_FENCED', undefined, { file: to });
  const former = listRounds(to).at(0);
  const number = (former?.number ?? 0) + 1;
  const stateOf = now();
  const known = new Map(former?.files.map((file) => [`${file.space}/${file.path}`, file]));
  rmSync(roundFolder(to, number), { recursive: true, force: true });
  const files: RoundFile[] = [];
  const copied = { files: 0, bytes: 0 };
  for (const space of spacesIn(dataFolder)) {
    const pinned = await pinSpace(space, { withKeys });
    try {
      for (const one of pinned.files) files.push(sendFile(to, number, space.name, one, known, copied));
    } finally {
      pinned.release();
    }
  }
  const round: Round = { format: 'pollwarden-standby', version: 1, number, stateOf, software: packageVersion(), files };
  replaceFile(diskFiles, join(to, roundName(number)), Buffer.from(`${JSON.stringify(round)}\n`));
  dropOldRounds(to);
  return { round: number, stateOf, filesCopied: copied.files, bytesCopied: copied.bytes };
}

function sendFile(
  to: string,
  number: number,
  space: RoundFile['space'],
  { path, source, bytes }: Pinned['files'][number],
  known: ReadonlyMap<string, RoundFile>,
  copied: { files: number; bytes: number },
): RoundFile {
  const place = placeOf(to, number, { space, path });
  const before = known.get(`${space}/${path}`);
  // A segment that an earlier round has is never looked at again: it cannot change.
  if (isShared(path) && before?.bytes === bytes && statSync(place, { throwIfNoEntry: false })?.size === bytes)
    return before;
  copyDurably(source, place);
  copied.files++;
  copied.bytes += bytes;
  return { space, path, bytes, sha256: digestOf(place) };
}

function copyDurably(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true, mode: 0o700 });
  copyFileSync(from, `${to}.tmp`);
  const fd = openSync(`${to}.tmp`, 'r+');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
  renameSync(`${to}.tmp`, to);
}

/** Older rounds go, and segments that no kept round names: erased rows are gone from the standby after three rounds. */
function dropOldRounds(to: string): void {
  const rounds = listRounds(to);
  for (const { number } of rounds.slice(keptRounds)) {
    rmSync(join(to, roundName(number)), { force: true });
    rmSync(roundFolder(to, number), { recursive: true, force: true });
  }
  const kept = rounds.slice(0, keptRounds);
  const wanted = new Set(kept.flatMap(({ number, files }) => files.map((file) => placeOf(to, number, file))));
  const root = join(to, 'segments');
  if (!existsSync(root)) return;
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && !wanted.has(path)) rmSync(path, { force: true });
  }
}
