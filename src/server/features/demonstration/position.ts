// How far the demonstration's stream has come, in a small file: after a restart it goes on from there.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Seconds since 1970 UTC: where the stream began, and up to where it was taken. */
export type Place = { readonly startTime: number; readonly at: number };

export type StreamPosition = {
  readonly read: () => Place;
  readonly write: (place: Place) => void;
};

/** `first` is the place of a stream that has none yet, or whose file cannot be read. */
export function streamPosition(folder: string, first: Place): StreamPosition {
  const file = join(folder, 'demonstration-stream.json');
  let place = readPlace(file) ?? first;
  return {
    read: () => place,
    write: (next) => {
      place = next;
      // Losing it costs a repetition that the lake knows, so it is not synced.
      writeFileSync(`${file}.tmp`, JSON.stringify(next), { mode: 0o600 });
      renameSync(`${file}.tmp`, file);
    },
  };
}

function readPlace(file: string): Place | undefined {
  try {
    const { startTime, at } = JSON.parse(readFileSync(file, 'utf8')) as Partial<Place>;
    return Number.isFinite(startTime) && Number.isFinite(at)
      ? { startTime: Number(startTime), at: Number(at) }
      : undefined;
  } catch {
    return undefined;
  }
}
