// The page of one area: its sums, the areas below, and every unit with its figures, how far they can be checked, and its paper.
import type { Area, Contest, CountingUnit } from '../../../elections/definition/definition.ts';
import { groupedCode } from '../../../results/codes/public-code.ts';
import type { ContestSums, PaperKind } from '../../model/site.ts';
import type { SiteFigures, UnitFigures } from '../figures.ts';
import { page, type PageFrame } from './layout.ts';
import { type Markup, markup, where } from './markup.ts';
import { say, sayNumber } from './say.ts';
import { completeness, contestSection, votesIn } from './sums.ts';

export type AreaPage = {
  readonly frame: Omit<PageFrame, 'title' | 'up'>;
  readonly figures: SiteFigures;
  readonly area: Area;
  /** Sums of the area by contest. */
  readonly contests: readonly ContestSums[];
  /** From the whole down to the area above. */
  readonly above: readonly Area[];
  /** File name of the front page in this language. */
  readonly frontFile: string;
  /** Those directly below, with their pages beside this one. */
  readonly below: readonly { readonly area: Area; readonly file: string; readonly contests: readonly ContestSums[] }[];
  /** Units directly in it, in the order of the definition. */
  readonly units: readonly CountingUnit[];
  readonly figuresOf: (contest: string, unit: string) => UnitFigures | undefined;
  readonly paperOf: (unit: string) => PaperKind;
  readonly isLate: (contest: string, unit: string) => boolean;
  readonly lateIn: (area: string, contest: string) => number;
};

const nameOf = (figures: SiteFigures): ((id: string) => string) => {
  const names = new Map(figures.definition.units.map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? id;
};

function standingCell(given: AreaPage, own: UnitFigures, name: (id: string) => string): Markup {
  const { speech } = given.frame;
  const late = given.isLate(own.contest, own.unit);
  return markup`<td>${say(speech, own.standing)}${where(late, () => markup` · <strong>${say(speech, 'lateUnit')}</strong>`)}${where(
    own.together.length > 0,
    () =>
      markup`<br><small class="wrap">${say(speech, 'together', { units: own.together.map(name).join(', ') })}</small>`,
  )}${where(own.code !== null, () => markup`<br><small>${say(speech, 'code')} ${groupedCode(own.code ?? '')}</small>`)}</td>`;
}

function unitRow(
  given: AreaPage,
  contest: Contest,
  unit: CountingUnit,
  name: (id: string) => string,
): Markup | undefined {
  const { speech } = given.frame;
  const { definition, open } = given.figures;
  const own = given.figuresOf(contest.id, unit.id);
  if (own === undefined) return undefined;
  const cell = (value: number | undefined): Markup =>
    markup`<td class="n">${value === undefined ? '' : sayNumber(speech, value)}</td>`;
  const counts = own.counts ?? {};
  const figures = open
    ? [
        ...definition.fields.map(({ id }) => cell(counts[id])),
        ...contest.options.map(({ id }) => cell(votesIn(definition.modes, counts, id))),
      ]
    : [];
  return markup`<tr><th scope="row">${unit.name}<br><small>${unit.id}</small></th>${standingCell(given, own, name)}<td>${say(speech, given.paperOf(unit.id))}</td>${figures}</tr>\n`;
}

function unitsTable(given: AreaPage, contest: Contest, name: (id: string) => string): Markup | undefined {
  const { speech } = given.frame;
  const { definition, open } = given.figures;
  const rows = given.units.flatMap((unit) => unitRow(given, contest, unit, name) ?? []);
  if (rows.length === 0) return undefined;
  const caption = say(speech, 'figures', { contest: contest.name });
  const columns = open
    ? [...definition.fields.map(({ label }) => label), ...contest.options.map((one) => one.name)]
    : [];
  return markup`<div class="wide" tabindex="0" role="region" aria-label="${caption}: ${say(speech, 'units')}"><table class="units">
<caption>${caption}</caption>
<thead><tr><th scope="col">${say(speech, 'unit')}</th><th scope="col">${say(speech, 'standing')}</th><th scope="col">${say(speech, 'paper')}</th>${columns.map((text) => markup`<th scope="col" class="n">${text}</th>`)}</tr></thead>
<tbody>
${rows}</tbody></table></div>
`;
}

function belowList(given: AreaPage): Markup {
  const { speech } = given.frame;
  return markup`<section aria-labelledby="areas"><h2 id="areas">${say(speech, 'areas')}</h2>
<ul>
${given.below.map(
  ({ area, file, contests }) =>
    markup`<li><a href="${file}">${area.name}</a>: ${contests.map((sums) => completeness(speech, sums, given.figures.open)).join('; ')}</li>\n`,
)}</ul></section>
`;
}

export function areaPage(given: AreaPage): string {
  const { frame, figures, area, contests, above, frontFile, below, lateIn } = given;
  const { speech } = frame;
  const { definition, open } = figures;
  const sections = contests.flatMap((sums) => {
    const contest = definition.contests.find(({ id }) => id === sums.contest);
    const own = { sums, open, late: lateIn(area.id, sums.contest) };
    return contest === undefined ? [] : [contestSection(speech, definition, contest, own)];
  });
  const name = nameOf(figures);
  const tables = definition.contests.flatMap((contest) => unitsTable(given, contest, name) ?? []);
  const body = markup`<main>
<nav><a href="../${frontFile}">${say(speech, 'front')}</a></nav>
<h1>${area.name}</h1>
<p>${[...above.map((one) => one.name), area.level].join(' · ')}</p>
<p><small>${say(speech, 'newest')}</small></p>
${sections}${where(below.length > 0, () => belowList(given))}${where(
  tables.length > 0,
  () => markup`<section aria-labelledby="units"><h2 id="units">${say(speech, 'units')}</h2>\n${tables}</section>\n`,
)}</main>`;
  return page({ ...frame, title: `${area.name}: ${figures.opening.name}`, up: '../', scripts: [], mirrors: [] }, body);
}
