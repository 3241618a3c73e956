// Who signed an envelope: a holder of the centre that it names, whose key was not revoked. Used by intake, and again by
// headquarters, which does not rely on intake. Node only.
import { type KeyObject, verify } from 'node:crypto';
import type { Definition } from '../../elections/definition/definition.ts';
import type { Refusal } from '../return/parse.ts';
import { ed25519Key } from '../return/verify-node.ts';
import { type Envelope, envelopeBytes } from './seal.ts';

type KnownKey = { readonly centre: string; readonly object: KeyObject | undefined };

/** `receivedAt` in milliseconds since 1970 UTC, by the clock of who received it. */
export type EnvelopeVerifier = (
  envelope: Envelope,
  receivedAt: number,
  revoked: ReadonlyMap<string, number>,
) => Refusal | undefined;

/** Keys of all `definitions`; several versions of one election give the keys of all of them. */
export function envelopeVerifier(definitions: readonly Definition[]): EnvelopeVerifier {
  const elections = new Map<string, Map<string, KnownKey>>();
  for (const { election, centres } of definitions) {
    const keys = elections.get(election) ?? new Map<string, KnownKey>();
    for (const { id: centre, keys: own } of centres)
      for (const { id, publicKey } of own) keys.set(id, { centre, object: ed25519Key(publicKey) });
    elections.set(election, keys);
  }
  return (envelope, receivedAt, revoked) => {
    const keys = elections.get(envelope.election);
    if (keys === undefined) return { code: 'ELECTION_OTHER', detail: 'the envelope is of an election not known here' };
    const key = keys.get(envelope.key);
    if (key === undefined || key.centre !== envelope.centre)
      return { code: 'KEY_UNKNOWN', detail: `${envelope.key} is no key of the centre ${envelope.centre}` };
    const since = revoked.get(envelope.key);
    if (since !== undefined && receivedAt >= since)
      return { code: 'KEY_REVOKED', detail: `${envelope.key} of ${envelope.centre}` };
    const signature = Buffer.from(envelope.signature, 'base64url');
    return key.object !== undefined && verify(null, envelopeBytes(envelope), key.object, signature)
      ? undefined
      : { code: 'SIGNATURE_INVALID', detail: `of the envelope, by ${envelope.key}` };
  };
}
