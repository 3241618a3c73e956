// What needs a person: sources that are stopped, late, or near the end of their purpose; an account that is easily lost.
import type { Me } from '../../../../../src/server/features/accounts/schemas.ts';
import type { SourceList } from '../../../../../src/server/features/sources/schemas.ts';

export type WatchProblem =
  | {
      readonly kind: 'state';
      readonly name: string;
      readonly state: SourceList['items'][number]['state'];
      readonly problem: string | undefined;
    }
  | { readonly kind: 'purpose'; readonly name: string; readonly days: number }
  | { readonly kind: 'lag'; readonly name: string; readonly lagSeconds: number }
  | { readonly kind: 'detection'; readonly problem: string | undefined }
  | AccountProblem;

/** Of who looks, and of nobody else: not for the wall. */
export type AccountProblem = { readonly kind: 'passwordOnly' } | { readonly kind: 'oneAdministrator' };

const dayMilliseconds = 86_400_000;
const warnDays = 14;
const lateSeconds = 120;

/** `ownTime`: the posts have a time of their own, as in the demonstration, and are not late against the clock. */
export function problemsOf({ items, detection }: SourceList, now: number, ownTime: boolean): readonly WatchProblem[] {
  const found: WatchProblem[] = [];
  if (detection.state === 'failed') found.push({ kind: 'detection', problem: detection.problem });
  for (const { name, state, wanted, problem, purposeEndsAt, lagSeconds } of items) {
    if (wanted === 'running' && (state === 'failed' || state === 'stopped' || state === 'ended')) {
      found.push({ kind: 'state', name, state, problem });
    } else if (wanted === 'running' && problem !== undefined) {
      found.push({ kind: 'state', name, state, problem });
    } else if (!ownTime && state === 'running' && lagSeconds !== undefined && lagSeconds > lateSeconds) {
      found.push({ kind: 'lag', name, lagSeconds });
    }
    const days = Math.floor((purposeEndsAt - now) / dayMilliseconds);
    if (wanted === 'running' && days >= 0 && days <= warnDays) found.push({ kind: 'purpose', name, days });
  }
  return found;
}

type SignIn = Pick<Me, 'hasPassword' | 'totp' | 'passkeys'>;

/** `administrators` who may sign in; undefined for those who may not know, or need not. */
export function accountProblemsOf(
  me: SignIn | undefined,
  administrators: number | undefined,
): readonly AccountProblem[] {
  const found: AccountProblem[] = [];
  if (me?.hasPassword === true && !me.totp && me.passkeys.length === 0) found.push({ kind: 'passwordOnly' });
  if (administrators === 1) found.push({ kind: 'oneAdministrator' });
  return found;
}
