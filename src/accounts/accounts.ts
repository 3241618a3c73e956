// What signing in needs besides the ledger: the name under which people reach us, and what is kept in memory only.
import { isIP } from 'node:net';
import type { Ledger } from '../ledger/ledger.ts';
import { type Challenges, createChallenges } from './challenges.ts';
import { createHashQueue, type HashQueue } from './hash-queue.ts';
import { createRefusals, type Refusals } from './refusals.ts';
import { createThrottle, type Throttle } from './throttle.ts';

export type Accounts = {
  readonly ledger: Ledger;
  /** Begins the links that are handed out: origin and the prefix of the space. */
  readonly address: string;
  /** Relying party of passkeys; undefined where people reach us by a number, which no browser lets have passkeys. */
  readonly relyingParty: { readonly id: string; readonly origins: readonly string[] } | undefined;
  readonly throttle: Throttle;
  readonly hashes: HashQueue;
  readonly challenges: Challenges;
  readonly refusals: Refusals;
};

/** Who is calling, as far as we can tell. `cookie` is the value as it came. */
export type Caller = {
  readonly address: string;
  readonly userAgent: string;
  readonly cookie: string | undefined;
};

export function createAccounts(
  ledger: Ledger,
  place: { readonly publicUrl: string; readonly prefix: '' | '/demo' },
  elapsed?: () => number,
): Accounts {
  const { origin } = new URL(place.publicUrl);
  return {
    ledger,
    address: `${origin}${place.prefix}`,
    relyingParty: relyingPartyOf(new URL(place.publicUrl)),
    throttle: createThrottle(elapsed),
    hashes: createHashQueue(),
    challenges: createChallenges(),
    refusals: createRefusals(ledger),
  };
}

/** On loopback the name for passkeys is "localhost": browsers take no numbers. */
function relyingPartyOf({ hostname, origin, port, protocol }: URL): Accounts['relyingParty'] {
  const local = hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]';
  if (local) return { id: 'localhost', origins: [`${protocol}//localhost${port === '' ? '' : `:${port}`}`] };
  if (isIP(hostname.replace(/^\[|\]$/gu, '')) !== 0) return undefined;
  return { id: hostname, origins: [origin] };
}
