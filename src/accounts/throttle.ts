// Slows guessing down without locking anybody out: wrong attempts count where they come from, and a known device or
// network of a person is never held back by what others do. Kept in memory, bounded; docs/accounts.md explains it.

/** `device`: hash of a device that is known of the account. `knownNetwork`: the person signed in from there before. */
export type Source = {
  readonly account: string;
  readonly network: string;
  readonly device: string | undefined;
  readonly knownNetwork: boolean;
};
export type Scope = 'account' | 'network' | 'everywhere';
export type Attempt =
  | { readonly refused: { readonly scope: Scope; readonly seconds: number } }
  | { readonly refused: undefined; readonly succeeded: () => void; readonly cancelled: () => void };
export type Throttle = { readonly begin: (source: Source) => Attempt; readonly size: () => number };

type Rule = {
  readonly key: string;
  readonly scope: Scope;
  /** Wrong attempts before the first delay. */
  readonly free: number;
  readonly mostSeconds: number;
  /** A success forgives everything here, not just itself. */
  readonly cleared: boolean;
};
type Bucket = { failures: number; until: number; last: number };

const forgetMilliseconds = 24 * 3_600_000;

/** A known device answers for itself alone. */
function rulesOf({ account, network, device, knownNetwork }: Source): readonly Rule[] {
  const own = { scope: 'account', mostSeconds: 900, cleared: true } as const;
  if (device !== undefined) return [{ ...own, key: `device ${device} ${account}`, free: 10 }];
  return [
    { ...own, key: `pair ${network} ${account}`, free: 5 },
    { key: `network ${network}`, scope: 'network', free: 50, mostSeconds: 60, cleared: false },
    ...(knownNetwork
      ? []
      : [{ key: `account ${account}`, scope: 'everywhere', free: 100, mostSeconds: 60, cleared: false } as const]),
  ];
}

const delay = ({ free, mostSeconds }: Rule, failures: number): number =>
  failures < free ? 0 : Math.min(mostSeconds, 2 ** Math.min(30, failures - free)) * 1000;

/**
 * `elapsed` is milliseconds of a clock that never jumps. An attempt counts as wrong from its start, so that a hundred
 * at once are no way around. Beyond `most` buckets the one untouched for longest is forgotten.
 */
export function createThrottle(elapsed: () => number = () => performance.now(), most = 50_000): Throttle {
  const buckets = new Map<string, Bucket>();
  const current = (rule: Rule, now: number): Bucket => {
    const bucket = buckets.get(rule.key);
    if (bucket !== undefined && now - bucket.last < forgetMilliseconds) return bucket;
    return { failures: 0, until: 0, last: now };
  };
  const count = (rule: Rule, by: number, now: number): void => {
    const bucket = current(rule, now);
    const failures = Math.max(0, bucket.failures + by);
    buckets.delete(rule.key);
    if (failures === 0) return;
    const until = by > 0 ? now + delay(rule, failures) : failures < rule.free ? 0 : bucket.until;
    buckets.set(rule.key, { failures, until, last: now });
    if (buckets.size > most) buckets.delete(buckets.keys().next().value ?? '');
  };
  return {
    size: () => buckets.size,
    begin: (source) => {
      const now = elapsed();
      const rules = rulesOf(source);
      const longest = rules
        .map(({ scope, ...rule }) => ({ scope, wait: current({ scope, ...rule }, now).until - now }))
        .reduce((a, b) => (b.wait > a.wait ? b : a));
      if (longest.wait > 0) {
        return { refused: { scope: longest.scope, seconds: Math.ceil(longest.wait / 1000) } };
      }
      for (const rule of rules) count(rule, 1, now);
      const takeBack = (all: boolean): void => {
        for (const rule of rules) count(rule, all && rule.cleared ? -Infinity : -1, elapsed());
      };
      return { refused: undefined, succeeded: () => takeBack(true), cancelled: () => takeBack(false) };
    },
  };
}
