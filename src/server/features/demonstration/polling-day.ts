// The demonstration's polling day: reports of stations that were there before anybody looks, and those still to come.
import type { Definition } from '../../../elections/definition/definition.ts';
import { seededRandom } from '../../../kernel/random.ts';
import type { PollingEvent } from '../../../results/polling-day/events.ts';
import { localInstant } from '../../../results/polling-day/local-instant.ts';
import type { NewReport, PollingHours } from '../../../results/store/polling-day.ts';

export type DemonstrationDay = {
  readonly hours: PollingHours;
  readonly before: readonly NewReport[];
  /** Told one after another as somebody looks; the instant is that of the telling. */
  readonly after: readonly Omit<NewReport, 'reportedAt'>[];
};

const minute = 60_000;
const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

type Trouble = { readonly event: PollingEvent; readonly ends: PollingEvent; readonly text: string };
const troubles: readonly Trouble[] = [
  { event: 'shortOfBallots', ends: 'ballotsArrived', text: 'about 40 left, more than 100 in the queue' },
  { event: 'interrupted', ends: 'resumed', text: 'fire alarm, the building was cleared' },
  {
    event: 'withoutRegister',
    ends: 'registerBack',
    text: 'no connection to the register, works from the printed copy',
  },
  { event: 'onPaper', ends: 'paperEnded', text: 'one of two machines does not start' },
];

/** The hours end an hour before `now`, so that the night begins while somebody looks; all within the day. */
export function demonstrationDay({ day, timeZone, units }: Definition, now: number, seed: number): DemonstrationDay {
  const random = seededRandom(seed, 77);
  const midnight = localInstant(day, '00:00', timeZone);
  const passed = Math.min(1380, Math.max(120, Math.floor((now - midnight) / minute)));
  const closes = passed - 60;
  // Thirteen hours; early in the day as many as there are room for.
  const opens = closes >= 1200 ? closes - 780 : Math.floor(closes / 90) * 30;
  const at = (minutes: number): number => Math.min(now, midnight + minutes * minute);
  const before: NewReport[] = [];
  const after: Omit<NewReport, 'reportedAt'>[] = [];
  const report = (unit: string, event: PollingEvent, text = ''): Omit<NewReport, 'reportedAt'> => ({
    ...{ unit, event, text, caller: 'chair' },
    supersedes: undefined,
  });
  for (const [i, { id }] of units.entries()) {
    const late = i % 61 === 7;
    before.push({
      ...report(id, 'opened', late ? 'the key was missing' : ''),
      reportedAt: at(opens - 5 + random.below(12) + (late ? 40 : 0)),
    });
    const trouble = i % 13 === 5 ? troubles[random.below(troubles.length)] : undefined;
    const begins = opens + 60 + random.below(Math.max(1, closes - opens - 90));
    if (trouble !== undefined) before.push({ ...report(id, trouble.event, trouble.text), reportedAt: at(begins) });
    const lasts = trouble !== undefined && random.below(2) === 0;
    if (trouble !== undefined && !lasts) before.push({ ...report(id, trouble.ends), reportedAt: at(begins + 25) });
    if (i % 37 === 11) before.push({ ...report(id, 'extended', 'queue at closing time'), reportedAt: at(closes - 2) });
    else if (lasts || random.below(12) === 0) after.push(report(id, 'closed'));
    else before.push({ ...report(id, 'closed'), reportedAt: at(closes + random.below(25)) });
  }
  return { hours: { opens: clock(opens), closes: clock(closes) }, before, after };
}
