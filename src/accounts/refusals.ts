// Refused sign-ins on their way into the audit trail: the first of a kind at once, its repeats counted into one entry a
// minute, so that a flood of guesses fills neither the trail nor the disk. A crash loses at most a minute of counts.
import { recordAudit } from '../ledger/audit/record.ts';
import { networkOf } from '../ledger/audit/network.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Scope } from './throttle.ts';

export type Reason = 'password' | 'secondFactor' | 'passkey' | 'restricted' | 'unknown';
type Kind =
  | { readonly what: 'refused'; readonly reason: Reason }
  | { readonly what: 'throttled'; readonly scope: Scope };
export type Refusal = { readonly personId: string | undefined; readonly address: string } & Kind;

export type Refusals = {
  readonly add: (refusal: Refusal) => void;
  /** Writes the counts of minutes that are over, or with "all" everything. */
  readonly flush: (all?: 'all') => void;
};

const minute = 60_000;
/** Beyond so many kinds in a minute, the rest is counted together, without person and network. */
const mostKinds = 20;

type Bucket = { readonly refusal: Refusal | Kind; count: number; readonly since: number };

export function createRefusals(ledger: Ledger): Refusals {
  const buckets = new Map<string, Bucket>();
  const write = ({ refusal, count }: Bucket): void => {
    const personId = 'personId' in refusal ? refusal.personId : undefined;
    const address = 'address' in refusal ? refusal.address : undefined;
    const shared = {
      actor: { kind: 'system', id: 'sign-in' },
      ...(personId === undefined ? {} : { subject: personId }),
      ...(address === undefined ? {} : { address }),
    } as const;
    recordAudit(
      ledger,
      refusal.what === 'refused'
        ? { ...shared, event: 'session.refused', details: { reason: refusal.reason, attempts: count } }
        : { ...shared, event: 'session.throttled', details: { scope: refusal.scope, attempts: count } },
    );
  };
  const flush = (all?: 'all'): void => {
    const now = ledger.now();
    const over = [...buckets].filter(([, { since }]) => all === 'all' || Math.abs(now - since) >= minute);
    if (over.length === 0) return;
    ledger.write(() => {
      for (const [, bucket] of over) if (bucket.count > 0) write(bucket);
    });
    for (const [key] of over) buckets.delete(key);
  };
  return {
    flush,
    add: (refusal) => {
      flush();
      const { personId, address, ...kind } = refusal;
      const whole = `${networkOf(address)} ${personId ?? ''} ${JSON.stringify(kind)}`;
      const together = !buckets.has(whole) && buckets.size >= mostKinds;
      const key = together ? JSON.stringify(kind) : whole;
      const bucket = buckets.get(key);
      if (bucket !== undefined) {
        bucket.count++;
        return;
      }
      const fresh = { refusal: together ? (kind as Kind) : refusal, count: together ? 1 : 0, since: ledger.now() };
      buckets.set(key, fresh);
      if (!together) write({ ...fresh, count: 1 });
    },
  };
}
