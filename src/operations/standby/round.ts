// A round: one state of all spaces in a folder that a standby can take over. Segments are shared between rounds.
import { createHash } from 'node:crypto';
import { closeSync, existsSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { isPlainPath, spaceNames } from '../archive/names.ts';

const digest = z.string().regex(/^[0-9a-f]{64}$/);

const roundSchema = z.object({
  format: z.literal('pollwarden-standby'),
  version: z.literal(1),
  number: z.int().min(1),
  /** Milliseconds since 1970 UTC: before the first file was held. What was acknowledged before it is in the round. */
  stateOf: z.int().min(0),
  software: z.string().max(40),
  files: z
    .array(
      z.object({
        space: z.enum(spaceNames),
        path: z.string().refine(isPlainPath),
        bytes: z.int().min(0),
        sha256: digest,
      }),
    )
    .max(1_000_000),
});
export type Round = z.output<typeof roundSchema>;
export type RoundFile = Round['files'][number];

const roundPattern = /^round-(\d{10})\.json$/;
export const roundName = (number: number): string => `round-${String(number).padStart(10, '0')}.json`;
export const roundFolder = (to: string, number: number): string =>
  join(to, `round-${String(number).padStart(10, '0')}`);
export const promotedPath = (to: string): string => join(to, 'promoted.json');

/** Immutable, so kept once for all rounds; everything else is a round's own. */
export const isShared = (path: string): boolean => /^lake\/[a-z]+\/day=[\d-]+\/\d{10}\.parquet$/.test(path);

/** Where a round's file lies. */
export const placeOf = (to: string, number: number, { space, path }: Pick<RoundFile, 'space' | 'path'>): string =>
  join(isShared(path) ? join(to, 'segments') : roundFolder(to, number), space, ...path.split('/'));

/** Newest first; a round that cannot be read is passed over, as one that is still being copied. */
export function listRounds(to: string): readonly Round[] {
  if (!existsSync(to)) return [];
  const numbers = readdirSync(to).flatMap((name) => roundPattern.exec(name)?.[1] ?? []);
  return numbers
    .map(Number)
    .toSorted((a, b) => b - a)
    .flatMap((number) => readRound(to, number) ?? []);
}

function readRound(to: string, number: number): Round | undefined {
  try {
    const parsed = roundSchema.safeParse(JSON.parse(readFileSync(join(to, roundName(number)), 'utf8')));
    return parsed.success && parsed.data.number === number ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

const pieceBytes = 2 ** 20;

/** SHA-256 of a file, hexadecimal. */
export function digestOf(path: string): string {
  const hash = createHash('sha256');
  const piece = Buffer.allocUnsafe(pieceBytes);
  const fd = openSync(path, 'r');
  try {
    for (
      let count = readSync(fd, piece, 0, pieceBytes, null);
      count > 0;
      count = readSync(fd, piece, 0, pieceBytes, null)
    ) {
      hash.update(piece.subarray(0, count));
    }
  } finally {
    closeSync(fd);
  }
  return hash.digest('hex');
}
