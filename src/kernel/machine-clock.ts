// The clocks of this machine together: the one that is set, the one that nobody sets, and which start of the machine it was.
import { readFileSync } from 'node:fs';

const processStart = `process:${process.pid}:${process.hrtime.bigint()}`;
let known: string | undefined;

/** Where the system does not say, each process counts as a start of its own. */
function bootId(): string {
  try {
    known ??= readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    known = processStart;
  }
  return known;
}

/** Milliseconds: since 1970 UTC by `now`; since the machine started (on Linux without the time that it slept). */
export const readMachineClock = (
  now: () => number,
): { readonly wall: number; readonly monotonic: number; readonly boot: string } => ({
  wall: now(),
  monotonic: Number(process.hrtime.bigint() / 1_000_000n),
  boot: bootId(),
});
