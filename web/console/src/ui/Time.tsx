// A moment: how long ago, growing older by itself, with the exact time on pointing at it.
import { type ReactElement, useSyncExternalStore } from 'react';
import { isDemonstration } from '../app/place.ts';
import { clockText, exactText, momentText, relativeText, utcText } from './time-text.ts';

const tickMilliseconds = 10_000;
let now = Date.now();
const watchers = new Set<() => void>();
let ticking: ReturnType<typeof setInterval> | undefined;

function subscribe(watcher: () => void): () => void {
  watchers.add(watcher);
  ticking ??= setInterval(() => {
    now = Date.now();
    for (const one of watchers) one();
  }, tickMilliseconds);
  return () => {
    watchers.delete(watcher);
    if (watchers.size > 0) return;
    clearInterval(ticking);
    ticking = undefined;
  };
}

/** The time of now to within ten seconds, milliseconds since 1970 UTC. */
export const useNow = (): number => useSyncExternalStore(subscribe, () => now);

type TimeProps = {
  /** Milliseconds since 1970 UTC. */
  readonly at: number | null | undefined;
  /** "relative" where it was near; "exact" in UTC for evidence; "clock" for as-of times. */
  readonly form?: 'relative' | 'exact' | 'clock';
};

export function Time({ at, form = 'relative' }: TimeProps): ReactElement {
  const current = useNow();
  if (at === null || at === undefined) return <span>–</span>;
  // Between two ticks something newer than `current` has just happened; it is not in the future.
  const seenAt = at > current && at - current < tickMilliseconds ? at : current;
  const text = form === 'clock' ? clockText(at) : form === 'exact' ? utcText(at) : relativeText(at, seenAt);
  return (
    <time dateTime={new Date(at).toISOString()} title={exactText(at)} className="nowrap">
      {text}
    </time>
  );
}

/** When a post was made. In the demonstration posts play from the past: how long ago it was says nothing there. */
export const EventTime = ({ at }: { readonly at: number }): ReactElement =>
  isDemonstration ? (
    <time dateTime={new Date(at).toISOString()} title={exactText(at)} className="nowrap">
      {momentText(at)}
    </time>
  ) : (
    <Time at={at} />
  );
