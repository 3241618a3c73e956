// Where the log of an election lies in the folder of a space, and which versions of its rules go into it.
import { join } from 'node:path';
import type { Digest, ElectionId } from '../../elections/definition/definition.ts';
import type { Ledger } from '../../ledger/ledger.ts';

/** Its key and state; what is public lies in `public` below it. */
export const logFolder = (spaceFolder: string, election: ElectionId): string => join(spaceFolder, 'tlog', election);

export type CanonicalText = { readonly hash: Digest; readonly text: string };

const textsOf = ({ db }: Ledger, sql: string, election: ElectionId): readonly CanonicalText[] =>
  db
    .prepare(sql)
    .all(election)
    .map(({ hash, bytes }) => ({ hash: String(hash), text: Buffer.from(bytes as Uint8Array).toString('utf8') }));

/** Definitions that two persons fixed, the first first. */
export const fixedDefinitions = (ledger: Ledger, election: ElectionId): readonly CanonicalText[] =>
  textsOf(
    ledger,
    "SELECT hash, bytes FROM definitions WHERE election = ? AND state = 'fixed' ORDER BY version",
    election,
  );

/** Release policies that two persons approved, the first first, also those that another has replaced. */
export const approvedPolicies = (ledger: Ledger, election: ElectionId): readonly CanonicalText[] =>
  textsOf(
    ledger,
    `SELECT hash, bytes FROM release_policies p WHERE election = ? AND EXISTS (SELECT 1 FROM release_log l
       WHERE l.election = p.election AND l.version = p.version AND l.step = 'approve') ORDER BY version`,
    election,
  );
