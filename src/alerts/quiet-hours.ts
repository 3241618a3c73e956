// Quiet hours: until when a person is not to be disturbed. Bounds are moments, so that an hour that comes twice in
// autumn does not begin or end them twice.
import { localDay, momentOn, weekdayOf } from './local-time.ts';

/** Local times such as "22:00"; `days` on which they begin, 1 is Monday. Equal times are a whole day. */
export type QuietHours = {
  readonly from: string;
  readonly to: string;
  readonly timeZone: string;
  readonly days: readonly number[];
  readonly criticalBreaksThrough: boolean;
};

/** The end of the quiet hours that hold at `now` (both in milliseconds since 1970 UTC); undefined where none hold. */
export function quietUntil(quiet: QuietHours, now: number): number | undefined {
  let until: number | undefined;
  const today = localDay(quiet.timeZone, now);
  // Days that follow one another without a break are one night; more than eight days say nothing new.
  for (let start = today - 2; start <= today + 7; start++) {
    if (!quiet.days.includes(weekdayOf(start))) continue;
    const from = momentOn(quiet.timeZone, start, quiet.from);
    const to = momentOn(quiet.timeZone, quiet.to <= quiet.from ? start + 1 : start, quiet.to);
    const reaches = until === undefined ? from <= now && now < to : from <= until && to > until;
    if (reaches) until = to;
  }
  return until;
}
