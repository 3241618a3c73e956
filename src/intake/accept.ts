// From the bytes of a stranger to a receipt, or a named refusal with how long to wait. Knows nothing of HTTP.
import { createHash } from 'node:crypto';
import { PollwardenError } from '../kernel/errors.ts';
import { parseEnvelope } from '../results/intake/seal.ts';
import type { EnvelopeVerifier } from '../results/intake/verify-envelope.ts';
import type { Refusal } from '../results/return/parse.ts';
import type { IntakeLimits } from './limits.ts';
import type { Revocations } from './revocations.ts';
import { createThrottle } from './throttle.ts';
import type { Vault } from './vault.ts';

export type Accepted =
  | { readonly result: 'received'; readonly receipt: string; readonly known: boolean }
  | { readonly result: 'refused'; readonly refusal: Refusal }
  | { readonly result: 'later'; readonly refusal: Refusal; readonly afterSeconds: number };

export type Accept = (bytes: Uint8Array) => Promise<Accepted>;

export type AcceptParts = {
  readonly vault: Vault;
  readonly verify: EnvelopeVerifier;
  readonly revocations: Revocations;
  readonly limits: IntakeLimits;
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
  /** Milliseconds, of a clock that nobody sets. */
  readonly monotonic: () => number;
};

/** An operator makes room; until then senders come back. */
const roomSeconds = 60;
const fullSeconds = 30;

const later = (code: Refusal['code'], detail: string, afterSeconds: number): Accepted => ({
  result: 'later',
  refusal: { code, detail },
  afterSeconds,
});

export function createAccept({ vault, verify, revocations, limits, now, monotonic }: AcceptParts): Accept {
  const centres = createThrottle(limits.perCentre, monotonic);
  const noRoom = (election: string, centre: string): Accepted | undefined => {
    const { envelopes, bytes } = vault.counts();
    if (envelopes >= limits.envelopes || bytes >= limits.bytes)
      return later('NO_ROOM', 'intake holds as many envelopes as it may', roomSeconds);
    return vault.ofCentre(election, centre) >= limits.envelopesPerCentre
      ? later('NO_ROOM', 'of this centre intake holds as many envelopes as it may', roomSeconds)
      : undefined;
  };
  return async (bytes) => {
    const read = parseEnvelope(bytes);
    if (!read.ok) return { result: 'refused', refusal: read.refusal };
    const hash = createHash('sha256').update(bytes).digest('hex');
    const known = vault.receiptOf(hash);
    if (known !== undefined) return { result: 'received', receipt: known, known: true };
    const refusal = verify(read.value, now(), revocations.now());
    if (refusal !== undefined) return { result: 'refused', refusal };
    const { election, centre } = read.value;
    const wait = centres.take(`${election}\n${centre}`);
    if (wait > 0) return later('TOO_MANY_REQUESTS', 'of this centre', wait);
    const full = noRoom(election, centre);
    if (full !== undefined) return full;
    try {
      return { result: 'received', receipt: await vault.keep({ hash, election, centre, bytes }), known: false };
    } catch (error) {
      if (!(error instanceof PollwardenError)) throw error;
      return later(error.code, 'nothing of it was acknowledged', fullSeconds);
    }
  };
}
