// One guess at a secret of a person: held back where there were many wrong ones, counted, and recorded when wrong.
import { PollwardenError } from '../kernel/errors.ts';
import { networkOf } from '../ledger/audit/network.ts';
import type { Accounts, Caller } from './accounts.ts';
import { isKnownNetwork, knownDevice } from './devices.ts';
import type { Lane } from './hash-queue.ts';
import type { Reason } from './refusals.ts';
import { hashToken, readCookie } from './tokens.ts';

/** `account` names what is guessed at, also where nobody has it; `personId` whose it is. */
export type Guess = {
  readonly account: string;
  readonly personId: string | undefined;
  readonly reason: Reason;
  readonly caller: Caller;
};

/**
 * Runs `check`; false counts as a wrong guess and is recorded. Throws TOO_MANY_REQUESTS with `retryAfterSeconds` without
 * checking when guesses are held back; what `check` throws does not count.
 */
export async function guarded(
  accounts: Accounts,
  { account, personId, reason, caller }: Guess,
  check: (lane: Lane) => Promise<boolean> | boolean,
): Promise<boolean> {
  const { ledger, throttle, refusals } = accounts;
  const network = networkOf(caller.address);
  const token = readCookie(caller.cookie).device;
  const device = personId === undefined ? undefined : knownDevice(ledger, personId, token);
  const knownNetwork = personId !== undefined && isKnownNetwork(ledger, personId, network);
  const attempt = throttle.begin({ account: hashToken(account), network, device, knownNetwork });
  if (attempt.refused !== undefined) {
    const { scope, seconds } = attempt.refused;
    refusals.add({ what: 'throttled', scope, personId, address: caller.address });
    throw tooMany(seconds);
  }
  let right: boolean;
  try {
    right = await check(device === undefined && !knownNetwork ? 'unknown' : 'known');
  } catch (error) {
    attempt.cancelled();
    throw error;
  }
  if (right) attempt.succeeded();
  else refusals.add({ what: 'refused', reason, personId, address: caller.address });
  return right;
}

const tooMany = (seconds: number): PollwardenError =>
  Object.assign(new PollwardenError('TOO_MANY_REQUESTS', `too many wrong attempts; try again in ${seconds} s`), {
    retryAfterSeconds: seconds,
  });
