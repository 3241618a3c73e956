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
  /** One wrong attempt is forgiven in so many seconds, so that the slips of a busy office do not add up for ever. */
  readonly forgivenSeconds: number;
};
type Bucket = { readonly failures: number; readonly until: number; readonly last: number };

const forgetMilliseconds = 24 * 3_600_000;

/** A known device answers for itself alone. */
function rulesOf({ account, network, device, knownNetwork }: Source): readonly Rule[] {
  const own = { scope: 'account', mostSeconds: 900, cleared: true, forgivenSeconds: Infinity } as const;
  const wide = { mostSeconds: 60, cleared: false } as const;
  if (device !== undefined) return [{ ...own, key: `device ${device} ${account}`, free: 10 }];
  return [
    { ...own, key: `pair ${network} ${account}`, free: 5 },
    { ...wide, key: `network ${network}`, scope: 'network', free: 50, forgivenSeconds: 60 },
    ...(knownNetwork
      ? []
      : [{ ...wide, key: `account ${account}`, scope: 'everywhere', free: 100, forgivenSeconds: 600 } as const]),
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
    if (bucket === undefined || now - bucket.last >= forgetMilliseconds) return { failures: 0, until: 0, last: now };
    const forgiven = (now - bucket.last) / (rule.forgivenSeconds * 1000);
    return { ...bucket, failures: Math.max(0, bucket.failures - forgiven) };
  };
  const count = (rule: Rule, by: number, now: number): void => {
    const bucket = current(rule, now);
    const failures = Math.max(0, bucket.failures + by);
    buckets.delete(rule.key);
    if (failures === 0) return;
    // What is taken back was let pass, so nobody had to wait before it.
    const until = by > 0 ? now + delay(rule, failures) : 0;
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
