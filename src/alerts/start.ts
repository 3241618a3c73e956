// Runs the alerts of one space: told by the hub that findings changed, and by a tick of its own in any case. Waits are
// measured by the monotonic clock; what is stored are dates, which move along when the clock is set.
import { setTimeout as wait } from 'node:timers/promises';
import type { AlertContext } from './context.ts';
import type { DeliveryRow } from './delivery.ts';
import { advanceEscalations } from './escalate.ts';
import { claimDelivery, dueDeliveries, recoverOutbox, settleDelivery, shiftWaits } from './outbox.ts';
import { raiseAlerts } from './raise.ts';
import { releaseWaiting } from './release.ts';
import { sendDelivery, type Ways } from './send.ts';

export type AlertRuntime = {
  readonly context: AlertContext;
  readonly ways: Ways;
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
  /** Milliseconds of a clock that is never set. */
  readonly monotonic: () => number;
  /** From 0 to 1. */
  readonly random: () => number;
  readonly tickMs: number;
  /** Something about alerts changed. */
  readonly changed: () => void;
  /** A failure that does not end the work: the next tick tries again. */
  readonly failed: (error: unknown) => void;
};

export type RunningAlerts = {
  /** Findings changed: looks now rather than at the next tick. */
  readonly wake: () => void;
  /** Ends after the attempts that are under way; what is not sent stays in the outbox. */
  readonly stop: () => Promise<void>;
};

const atOnce = 4;
/** Below this the two clocks only drift. */
const jumpMs = 30_000;

export function startAlerts(runtime: AlertRuntime): RunningAlerts {
  const { context, failed, tickMs } = runtime;
  const time = followedClock(runtime);
  const pump = createPump({ ...runtime, now: time }, () => wake());
  let stopped = false;
  let running: Promise<void> | undefined;
  let again = false;
  recoverOutbox(context.ledger, time());

  const work = async (): Promise<void> => {
    do {
      again = false;
      try {
        await settleDue({ ...runtime, now: time }, () => stopped);
        if (!stopped) pump.fill();
      } catch (error) {
        failed(error);
      }
    } while (again && !stopped);
  };
  const wake = (): void => {
    if (stopped) return;
    if (running !== undefined) {
      again = true;
      return;
    }
    running = work().finally(() => {
      running = undefined;
      // Asked for after the last look and before this.
      if (again) wake();
    });
  };
  const timer = setInterval(wake, tickMs);
  timer.unref();
  wake();
  return {
    wake,
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      await running;
      await pump.idle();
    },
  };
}

/** Everything that is due in the ledger, in turns so that requests are answered in between. */
async function settleDue({ context, now, monotonic, changed }: AlertRuntime, stopped: () => boolean): Promise<void> {
  let settled = 0;
  for (;;) {
    const began = monotonic();
    const raised = raiseAlerts(context, now());
    settled += raised;
    if (raised === 0 || stopped()) break;
    // As long as it took, so that requests have at least half of the time while a million findings come in.
    await wait(Math.min(100, Math.max(1, monotonic() - began)));
  }
  settled += releaseWaiting(context, now()) + advanceEscalations(context, now());
  if (settled > 0) changed();
}

/** Tells the time. A clock that was set is noticed before anybody acts on what it shows. */
function followedClock({ context, now, monotonic }: AlertRuntime): () => number {
  let lastNow = now();
  let lastMonotonic = monotonic();
  return () => {
    const time = now();
    const jump = time - lastNow - (monotonic() - lastMonotonic);
    lastNow = time;
    lastMonotonic = monotonic();
    if (Math.abs(jump) >= jumpMs) shiftWaits(context.ledger, Math.round(jump));
    return time;
  };
}

type Pump = { readonly fill: () => void; readonly idle: () => Promise<void> };

/** Attempts under way, a few at once; each ends by itself because every channel has a deadline. */
function createPump({ context, ways, now, random, changed, failed }: AlertRuntime, freed: () => void): Pump {
  const underWay = new Map<string, Promise<void>>();
  const attempt = async (row: DeliveryRow): Promise<void> => {
    try {
      const outcome = await sendDelivery(context, row, ways, now());
      settleDelivery(context.ledger, row, outcome, now(), random());
    } catch (error) {
      failed(error);
      const problem = 'A defect in Pollwarden ended the attempt';
      settleDelivery(context.ledger, row, { sent: false, permanent: false, problem }, now(), random());
    }
  };
  const fill = (): void => {
    for (const { id } of dueDeliveries(context.ledger, now(), atOnce)) {
      if (underWay.size >= atOnce) return;
      const row = claimDelivery(context.ledger, id, now());
      if (row === undefined) continue;
      const job = attempt(row)
        .catch(failed)
        .finally(() => {
          underWay.delete(id);
          changed();
          freed();
        });
      underWay.set(id, job);
    }
  };
  return {
    fill,
    idle: async () => {
      await Promise.all(underWay.values());
    },
  };
}
