// One contest in the sums of an area or of the whole: completeness, turnout, votes and seats.
import { type Contest, type Definition, voteKey } from '../../../elections/definition/definition.ts';
import { togetherKey } from '../../../results/release/figures.ts';
import type { Counts } from '../../../results/tally/tally.ts';
import { type ContestSums, type Total, unitStandings } from '../../model/site.ts';
import { type Markup, markup, where } from './markup.ts';
import { say, sayNumber, sayShare, type Speech } from './say.ts';

/** Units of which something has come. */
export const reportedIn = ({ units, byStanding }: ContestSums): number => units - (byStanding.awaited ?? 0);

export function completeness(speech: Speech, sums: ContestSums, open: boolean): string {
  const counted = sayNumber(speech, open ? sums.counted : reportedIn(sums));
  return say(speech, open ? 'complete' : 'reported', { counted, units: sayNumber(speech, sums.units) });
}

/** Votes of an option in figures by mode, together, or over all modes; undefined where none is given. */
export function votesIn(modes: Definition['modes'], counts: Counts, option: string): number | undefined {
  const keys = [`votes/${option}`, togetherKey(option), ...modes.map(({ id }) => voteKey(id, option))];
  const own = keys.filter((key) => Object.hasOwn(counts, key));
  return own.length === 0 ? undefined : own.reduce((sum, key) => sum + counts[key], 0);
}

function turnout(speech: Speech, { turnout: { cast, registered, units } }: ContestSums): Markup {
  const share = sayShare(speech, cast, registered);
  const text =
    share === undefined
      ? say(speech, 'noTurnout')
      : say(speech, 'turnout', {
          share,
          cast: sayNumber(speech, cast),
          registered: sayNumber(speech, registered),
          units: sayNumber(speech, units),
        });
  return markup`<p>${text}</p>\n`;
}

type Row = { readonly name: string; readonly votes: number; readonly without?: number; readonly seats?: number };

function votesTable(
  speech: Speech,
  rows: readonly Row[],
  total: number,
  { caption, whole }: { readonly caption: string; readonly whole: boolean },
): Markup {
  const seats = rows.some((row) => row.seats !== undefined);
  return markup`<div class="wide" tabindex="0" role="region" aria-label="${caption}"><table>
<caption>${caption}</caption>
<thead><tr><th scope="col">${say(speech, 'list')}</th><th scope="col" class="n">${say(speech, 'votes')}</th><th scope="col" class="n">${say(speech, 'share')}</th>${where(seats, () => markup`<th scope="col" class="n">${say(speech, whole ? 'seats' : 'seatsCounted')}</th>`)}</tr></thead>
<tbody>
${rows.map(
  (row) =>
    markup`<tr><th scope="row">${row.name}</th><td class="n">${sayNumber(speech, row.votes)}${where(row.without !== undefined, () => markup` (${sayNumber(speech, row.without ?? 0)})`)}</td><td class="n">${sayShare(speech, row.votes, total) ?? ''}</td>${where(seats, () => markup`<td class="n">${row.seats === undefined ? '' : sayNumber(speech, row.seats)}</td>`)}</tr>\n`,
)}</tbody></table></div>\n`;
}

function standings(speech: Speech, { byStanding }: ContestSums): Markup {
  const own = unitStandings.flatMap((standing) => {
    const count = byStanding[standing] ?? 0;
    return count === 0 ? [] : [markup`<li>${sayNumber(speech, count)} ${say(speech, standing)}</li>`];
  });
  return markup`<ul class="standings">${own}</ul>\n`;
}

/** `more`: of the whole alone. */
export function contestSection(
  speech: Speech,
  definition: Definition,
  contest: Contest,
  given: {
    readonly sums: ContestSums;
    readonly open: boolean;
    readonly late: number;
    readonly more?: Pick<Total['contests'][number], 'seats' | 'without'>;
  },
): Markup {
  const { sums, open, late, more } = given;
  const [without, won] = [more?.without ?? undefined, more?.seats ?? undefined];
  const rows = contest.options.map(({ id, name }): Row => {
    const votes = votesIn(definition.modes, sums.counts, id) ?? 0;
    const sure = without === undefined ? {} : { without: votesIn(definition.modes, without, id) ?? 0 };
    return { name, votes, ...sure, ...(won === undefined ? {} : { seats: won[id] }) };
  });
  const total = rows.reduce((sum, { votes }) => sum + votes, 0);
  const unverified = sums.byStanding.unverified ?? 0;
  const counting = open && sums.counted > 0;
  return markup`<section>
<h2>${contest.name}</h2>
<p class="complete">${completeness(speech, sums, open)}${where(late > 0, () => markup` · <strong>${say(speech, 'late', { count: sayNumber(speech, late) })}</strong>`)}</p>
${standings(speech, sums)}${where(
  counting,
  () =>
    markup`<p>${say(speech, 'preliminary')}</p>\n${turnout(speech, sums)}${where(
      without !== undefined,
      () => markup`<p class="warn">${say(speech, 'without', { count: sayNumber(speech, unverified) })}</p>\n`,
    )}${votesTable(speech, rows, total, { caption: say(speech, 'figures', { contest: contest.name }), whole: sums.counted === sums.units })}${where(
      contest.seats !== undefined && more !== undefined,
      () => markup`<p>${say(speech, won === undefined ? 'seatsLots' : 'seatsSoFar')}</p>\n`,
    )}`,
)}</section>
`;
}
