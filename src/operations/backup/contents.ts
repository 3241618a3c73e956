// What a backup says of itself: its first entry, backup.json, and its last, SHA256SUMS as sha256sum writes it.
import { z } from 'zod';
import { PollwardenError } from '../../kernel/errors.ts';
import { parseEntryName, spaceNames } from '../archive/names.ts';

export const headName = 'backup.json';
export const sumsName = 'SHA256SUMS';
export const mostHeadBytes = 96 * 2 ** 20;

const fileSchema = z.object({ name: z.string().max(260), bytes: z.int().min(0) });

const headSchema = z.object({
  format: z.literal('pollwarden-backup'),
  version: z.int(),
  /** Milliseconds since 1970 UTC: the moment of the ledger's copy. */
  createdAt: z.int().min(0),
  /** Of the Pollwarden that made it. */
  software: z.string().max(40),
  madeBy: z.enum(['schedule', 'person', 'command', 'beforeRestore']),
  withKeys: z.boolean(),
  /** By space: number of the ledger's newest migration, and key that the lake's pseudonyms were made with. */
  spaces: z.array(
    z.object({
      name: z.enum(spaceNames),
      migration: z.int().min(0),
      keyId: z.string().max(64).optional(),
      /** Of the demonstration: that nothing in it is real. */
      mark: z.string().max(200).optional(),
    }),
  ),
  /** All that follow but the last, in their order. */
  files: z.array(fileSchema).max(1_000_000),
});
export type BackupHead = z.output<typeof headSchema>;

export const backupVersion = 1;

/** BACKUP_UNKNOWN, BACKUP_NEWER, BACKUP_REFUSED. */
export function parseHead(bytes: Buffer): BackupHead {
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString('utf8'));
  } catch {
    throw new PollwardenError('BACKUP_UNKNOWN', 'its first entry cannot be read');
  }
  const version = (value as { readonly version?: unknown } | null)?.version;
  if (typeof version === 'number' && version > backupVersion) {
    throw new PollwardenError('BACKUP_NEWER', `its format is ${version} and this Pollwarden reads ${backupVersion}`);
  }
  const parsed = headSchema.safeParse(value);
  if (!parsed.success) throw new PollwardenError('BACKUP_UNKNOWN', 'its first entry is not ours');
  const spaces = new Set(parsed.data.spaces.map(({ name }) => name));
  const names = new Set<string>();
  for (const { name } of parsed.data.files) {
    const { space } = parseEntryName(name);
    if (!spaces.has(space) || names.has(name.toLowerCase())) {
      throw new PollwardenError('BACKUP_REFUSED', `an entry is named twice or is of no space: ${name}`);
    }
    names.add(name.toLowerCase());
  }
  return parsed.data;
}

export const totalBytes = ({ files }: BackupHead): number => files.reduce((sum, { bytes }) => sum + bytes, 0);

export type Digests = ReadonlyMap<string, string>;

/** By name, as `sha256sum -c` reads it. */
export const formatSums = (digests: Digests): string =>
  [...digests].map(([name, digest]) => `${digest}  ${name}\n`).join('');
