// Bounds of intake: what one address, one centre and all together may take from it.
import type { Rate } from './throttle.ts';

export type IntakeLimits = {
  readonly perAddress: Rate;
  readonly perCentre: Rate;
  /** Envelopes kept of one centre, and of all. */
  readonly envelopesPerCentre: number;
  readonly envelopes: number;
  readonly bytes: number;
  readonly connections: number;
  readonly connectionsPerAddress: number;
  /** Bodies being read at a time; each is at most 128 KiB. */
  readonly bodies: number;
  /** Of these for one address: nobody who sends slowly takes the places of all others. */
  readonly bodiesPerAddress: number;
  readonly headersMilliseconds: number;
  readonly requestMilliseconds: number;
};

export const defaultIntakeLimits: IntakeLimits = {
  // Many centres of a town may share one address.
  perAddress: { perMinute: 1200, burst: 300 },
  perCentre: { perMinute: 300, burst: 300 },
  envelopesPerCentre: 5000,
  envelopes: 500_000,
  bytes: 20 * 2 ** 30,
  connections: 4096,
  connectionsPerAddress: 128,
  bodies: 512,
  bodiesPerAddress: 64,
  headersMilliseconds: 10_000,
  requestMilliseconds: 20_000,
};
