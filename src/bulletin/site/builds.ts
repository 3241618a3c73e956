// The bulletins that were shown from a folder, the newest last: what of it is whole and on the disk, and what may go. One small
// file beside the pointer, written before it.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseJson } from '../../kernel/parse-json.ts';

const buildsFile = '.builds.json';

export type Build = {
  readonly number: number;
  /** Milliseconds since 1970 UTC. */
  readonly at: number;
  /** Paths of its files of data, scripts beside them and the manifest among them. */
  readonly paths: readonly string[];
  /** Entries of the log that it shows. */
  readonly size: number;
};

function isBuild(value: unknown): value is Build {
  if (typeof value !== 'object' || value === null) return false;
  const { number, at, paths, size } = value as Readonly<Record<string, unknown>>;
  const whole = [number, at, size].every((one) => Number.isSafeInteger(one) && Number(one) >= 0);
  return whole && Array.isArray(paths) && paths.every((path) => typeof path === 'string');
}

/** None where the file is missing or is none of ours: then everything is written anew and nothing is removed. */
export function readBuilds(root: string): readonly Build[] {
  const file = join(root, buildsFile);
  const value = existsSync(file) ? parseJson(readFileSync(file, 'utf8')) : undefined;
  return Array.isArray(value) && value.every(isBuild) ? value : [];
}

export const buildsPath = (root: string): string => join(root, buildsFile);
export const buildsText = (builds: readonly Build[]): string => `${JSON.stringify(builds)}\n`;

/** Bulletins whose files stay however old they are. */
const leastKept = 10;
/** Files of a bulletin stay for so long after a newer one was shown: who reads it may still follow its links. */
const keptMilliseconds = 3_600_000;

/** Those of which nothing is removed: the last ten, and each that was still the newest within the last hour. */
export const keptBuilds = (builds: readonly Build[], now: number): readonly Build[] =>
  builds.filter((_, i) => i >= builds.length - leastKept || (builds[i + 1]?.at ?? now) > now - keptMilliseconds);
