// What needs a person, from what the server says of its sources: stopped, late, or near the end of their purpose.
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
  | { readonly kind: 'detection'; readonly problem: string | undefined };

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
