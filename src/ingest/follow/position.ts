// Where a source goes on: one small file for each, replaced only after what came before is durable in the lake.
import { join } from 'node:path';
import { diskFiles, type LakeFiles, makeDurableFolder, namedFailure, replaceFile } from '../../lake/files.ts';
import type { ResumeToken } from './connector.ts';
import { type LossWindow, mostLosses } from './status.ts';

export type Position = {
  readonly resume: ResumeToken | undefined;
  /** The newest, oldest first. */
  readonly losses: readonly LossWindow[];
  /** Milliseconds since 1970 UTC of the newest post that was stored. */
  readonly cursorTime: number | undefined;
};

export type PositionFile = {
  /** Nothing of it is there for a new source, and for a file that cannot be read: then the source starts anew. */
  readonly read: () => Position;
  readonly write: (position: Position) => void;
  readonly remove: () => void;
};

const nothing: Position = { resume: undefined, losses: [], cursorTime: undefined };

/** `source` is one of our own ids. RangeError for what could be a path. */
export function positionFile(dataFolder: string, source: string, files: LakeFiles = diskFiles): PositionFile {
  if (!/^[a-z0-9-]{1,60}$/.test(source)) throw new RangeError('not an id of a source');
  const folder = join(dataFolder, 'follow');
  const path = join(folder, `${source}.json`);
  return {
    read: () => {
      const bytes = files.read(path);
      return bytes === undefined ? nothing : positionOf(bytes.toString('utf8'));
    },
    write: (position) => {
      try {
        if (files.size(folder) === undefined) makeDurableFolder(files, folder);
        const losses = position.losses.slice(-mostLosses);
        replaceFile(files, path, Buffer.from(`${JSON.stringify({ ...position, losses })}\n`));
      } catch (error) {
        throw namedFailure(error, path);
      }
    },
    remove: () => files.remove(path),
  };
}

function positionOf(text: string): Position {
  try {
    const value = JSON.parse(text) as Partial<Position> | null;
    if (typeof value !== 'object' || value === null) return nothing;
    const losses = Array.isArray(value.losses) ? value.losses : [];
    return { resume: value.resume, losses, cursorTime: value.cursorTime };
  } catch {
    return nothing;
  }
}
