// Fixing the log of an election from the console or for the demonstration.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fixOpening } from '../../../bulletin/log/opening.ts';
import { verifierDigests } from '../../../bulletin/log/verifier-files.ts';
import { packageRoot } from '../../../kernel/version.ts';
import type { By } from '../../../results/store/by.ts';
import type { Space } from '../../space.ts';

export type FixBody = { readonly origin: string; readonly witnesses: string };

/** NOT_FOUND (no verifier was built), CONFLICT, INPUT_INVALID, USAGE as fixOpening. */
export async function fixLog(
  { ledger, folder, hub, name }: Space,
  election: string,
  { origin, witnesses }: FixBody,
  by: By,
): Promise<void> {
  const text = witnesses.trim();
  await fixOpening(
    ledger,
    election,
    {
      spaceFolder: folder,
      origin,
      witnesses: text === '' ? undefined : `${text}\n`,
      demonstration: name === 'demonstration',
      verifier: verifierDigests(join(packageRoot(), 'dist', 'verifier')),
    },
    by,
  );
  hub.publish({ topic: 'release', change: 'changed', id: election });
}

export const hasVerifier = (): boolean => existsSync(join(packageRoot(), 'dist', 'verifier'));
