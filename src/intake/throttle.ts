// How often somebody may ask: a bucket for each name that fills steadily. Names are forgotten, the longest unused first.

export type Throttle = {
  /** Seconds to wait, 0 where it may go on now (and then one is taken). */
  readonly take: (name: string) => number;
};

export type Rate = { readonly perMinute: number; readonly burst: number };

const mostNames = 50_000;

/** `monotonic` in milliseconds, of a clock that nobody sets. */
export function createThrottle({ perMinute, burst }: Rate, monotonic: () => number): Throttle {
  const buckets = new Map<string, { left: number; at: number }>();
  return {
    take: (name) => {
      const at = monotonic();
      const before = buckets.get(name) ?? { left: burst, at };
      const left = Math.min(burst, before.left + ((at - before.at) / 60_000) * perMinute);
      const allowed = left >= 1;
      buckets.delete(name);
      buckets.set(name, { left: allowed ? left - 1 : left, at });
      if (buckets.size > mostNames) buckets.delete(buckets.keys().next().value ?? '');
      return allowed ? 0 : Math.ceil(((1 - left) * 60) / perMinute);
    },
  };
}

export type Places = {
  /** Undefined where all places, or all of that name, are taken; else what gives it back. */
  readonly take: (name: string) => (() => void) | undefined;
};

/** `most` places in all, and so many of them for each name. */
export function createPlaces(most: number, mostOfName: number): Places {
  const names = new Map<string, number>();
  let all = 0;
  const change = (name: string, step: number): void => {
    all += step;
    const count = (names.get(name) ?? 0) + step;
    if (count === 0) names.delete(name);
    else names.set(name, count);
  };
  return {
    take: (name) => {
      if (all >= most || (names.get(name) ?? 0) >= mostOfName) return undefined;
      change(name, 1);
      return () => change(name, -1);
    },
  };
}

/** What one subscriber has: an IPv4 address, or the first 64 bits of an IPv6 address. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped !== null) return mapped[1];
  if (!address.includes(':')) return address;
  const [head, tail = ''] = address.split('::', 2);
  const groups = head === '' ? [] : head.split(':');
  const after = tail === '' ? [] : tail.split(':');
  const zeros = address.includes('::')
    ? Array.from({ length: Math.max(0, 8 - groups.length - after.length) }, () => '0')
    : [];
  return [...groups, ...zeros, ...after].slice(0, 4).join(':');
}
