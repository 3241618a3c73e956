// How far the vote is, by the election's own calendar and time zone.
import type { Calendar } from '../../../../../src/server/features/watchlists/schemas.ts';

export type VoteDay =
  | { readonly kind: 'before'; readonly days: number }
  | { readonly kind: 'on'; readonly day: number; readonly days: number }
  | { readonly kind: 'after'; readonly days: number }
  | { readonly kind: 'unknown' };

type Election = Calendar['elections'][number];
const dayMilliseconds = 86_400_000;

/** ISO day of `now` in a time zone; UTC where the zone is not known here. */
export function dayIn(timeZone: string, now: number): string {
  try {
    return new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(
      now,
    );
  } catch {
    return new Date(now).toISOString().slice(0, 10);
  }
}

const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / dayMilliseconds);

/** Of the election that is on, or comes next, or was last. */
export function electionNow({ elections }: Pick<Calendar, 'elections'>, now: number): Election | undefined {
  const voteOf = ({ phases }: Election) => phases.find(({ phase }) => phase === 'voting');
  const ahead = elections
    .filter((election) => (voteOf(election)?.to ?? '') >= dayIn(election.timeZone, now))
    .toSorted((a, b) => ((voteOf(a)?.from ?? '') < (voteOf(b)?.from ?? '') ? -1 : 1));
  return ahead[0] ?? elections.at(-1);
}

export function voteDay(election: Election, now: number): VoteDay {
  const vote = election.phases.find(({ phase }) => phase === 'voting');
  if (vote === undefined) return { kind: 'unknown' };
  const today = dayIn(election.timeZone, now);
  if (today < vote.from) return { kind: 'before', days: daysBetween(today, vote.from) };
  if (today > vote.to) return { kind: 'after', days: daysBetween(vote.to, today) };
  return { kind: 'on', day: daysBetween(vote.from, today) + 1, days: daysBetween(vote.from, vote.to) + 1 };
}

export function phaseOf(election: Election, now: number): Election['phases'][number]['phase'] | undefined {
  const today = dayIn(election.timeZone, now);
  return election.phases.findLast(({ from, to }) => from <= today && today <= to)?.phase;
}
