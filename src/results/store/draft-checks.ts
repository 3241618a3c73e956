// What is looked at before a version of a definition is kept: that keys are what they are called, and that no return loses
// the definition it names.
import { createHash } from 'node:crypto';
import type { Definition, Digest } from '../../elections/definition/definition.ts';
import { PollwardenError } from '../../kernel/errors.ts';
import type { Ledger } from '../../ledger/ledger.ts';

const sha256 = (bytes: Uint8Array): Digest => createHash('sha256').update(bytes).digest('hex');

/** DEFINITION_INVALID where a key is not named by its own digest: people compare the names of keys, and sign with keys. */
export function checkKeyNames({ centres }: Definition): void {
  for (const { id, publicKey } of centres.flatMap(({ keys }) => keys))
    if (sha256(Buffer.from(publicKey, 'base64url')).slice(0, 16) !== id)
      throw new PollwardenError('DEFINITION_INVALID', `the key ${id} has another digest than its name says`);
}

/** CONFLICT where returns name the draft that would go: they would be under no definition that is known. */
export function refuseReplacing({ db }: Ledger, election: string, hash: Digest): void {
  const known = db.prepare('SELECT 1 FROM definitions WHERE election = ? AND hash = ?').get(election, hash);
  const arrived = db.prepare('SELECT 1 FROM arrivals WHERE election = ? LIMIT 1').get(election);
  if (known === undefined && arrived !== undefined)
    throw new PollwardenError(
      'CONFLICT',
      `returns of ${election} have arrived under the draft that is there; import it with another --election ID`,
    );
}
