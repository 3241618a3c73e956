// Shares that are dated after now wait for their time, so that one wrong clock does not close the panes of all others.

export type WaitingShare = {
  /** Seconds since 1970 UTC. */
  readonly time: number;
  /** Index into the list of layers. */
  readonly layer: number;
  readonly object: string;
  readonly account: string;
  readonly platform: string;
  readonly post: string;
};

/** More are left to the lake, which has them all: they are looked at once a pane closes over them. */
const most = 100_000;

export function createWaiting() {
  let shares: WaitingShare[] = [];
  let soonest = Number.POSITIVE_INFINITY;
  return {
    add: (share: WaitingShare): void => {
      if (shares.length >= most) return;
      shares.push(share);
      soonest = Math.min(soonest, share.time);
    },
    /** Takes out those whose time is not after `seconds`. */
    until: (seconds: number): readonly WaitingShare[] => {
      if (soonest > seconds) return [];
      const ready = shares.filter(({ time }) => time <= seconds);
      shares = shares.filter(({ time }) => time > seconds);
      soonest = shares.reduce((least, { time }) => Math.min(least, time), Number.POSITIVE_INFINITY);
      return ready;
    },
    size: (): number => shares.length,
  };
}
