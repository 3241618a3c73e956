// Sends what waits in an outbox until intake has given a receipt for all of it, or the time is over.
import { type Ask, type Brought, bring, pinnedKey } from '../results/intake/courier.ts';
import { waitMilliseconds } from '../results/intake/retry.ts';
import type { Outbox } from './outbox.ts';

export type SendRequest = {
  readonly outbox: Outbox;
  readonly ask: Ask;
  /** Of intake's key, 64 hexadecimal digits, published beforehand. */
  readonly fingerprint: string;
  /** Every envelope is tried at most once. */
  readonly once: boolean;
  /** Milliseconds, of a clock that nobody sets, when it ends at the latest. */
  readonly until: number;
  readonly monotonic: () => number;
  readonly random: () => number;
  readonly pause: (milliseconds: number) => Promise<void>;
  readonly step: (done: number, of: number) => void;
  readonly notice: (text: string) => void;
};

export type Sent = { readonly received: number; readonly refused: number; readonly waiting: number };

type Pass = {
  readonly received: number;
  readonly refused: number;
  readonly stopped: Extract<Brought, { result: 'later' }> | undefined;
};

/** All that waits, once, until something has to wait. */
async function passOver({ outbox, ask, step, notice }: SendRequest, publicKey: string): Promise<Pass> {
  const items = outbox.waiting();
  let [received, refused] = [0, 0];
  for (const [i, item] of items.entries()) {
    step(i, items.length);
    const brought = await bring(ask, item.envelope, publicKey);
    if (brought.result === 'later') return { received, refused, stopped: brought };
    if (brought.result === 'received') {
      outbox.received(item, brought.receipt);
      received++;
    } else {
      const reason = `${brought.code}: ${brought.message}`;
      outbox.refused(item, reason);
      notice(`${item.hash.slice(0, 16)}… is refused: ${reason}`);
      refused++;
    }
  }
  step(items.length, items.length);
  return { received, refused, stopped: undefined };
}

/** RECEIPT_INVALID and the like are told by the answer of pinnedKey: nothing is sent to another key than the pinned one. */
export async function sendAll(request: SendRequest): Promise<Sent | Extract<Brought, { result: 'refused' }>> {
  const { outbox, ask, fingerprint, once, until, monotonic, random, pause, notice } = request;
  let [received, refused, failures] = [0, 0, 0];
  while (outbox.waiting().length > 0) {
    const pinned = await pinnedKey(ask, fingerprint);
    if ('result' in pinned && pinned.result === 'refused') return pinned;
    const pass: Pass =
      'publicKey' in pinned
        ? await passOver(request, pinned.publicKey)
        : { received: 0, refused: 0, stopped: pinned.result === 'later' ? pinned : undefined };
    received += pass.received;
    refused += pass.refused;
    if (pass.stopped === undefined || once) {
      if (pass.stopped !== undefined) notice(pass.stopped.why);
      break;
    }
    failures = pass.received + pass.refused > 0 ? 1 : failures + 1;
    const wait = waitMilliseconds(failures, random, pass.stopped.afterSeconds);
    if (monotonic() + wait > until) {
      notice(`${pass.stopped.why}; the time is over`);
      break;
    }
    notice(`${pass.stopped.why}; again in ${Math.ceil(wait / 1000)} s`);
    await pause(wait);
  }
  return { received, refused, waiting: outbox.waiting().length };
}
