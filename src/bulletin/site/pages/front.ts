// The front page: national line, how far the count is, sixteen words, areas, downloads.
import type { FileRole, ManifestFile } from '../../model/site.ts';
import type { SiteFigures } from '../figures.ts';
import { type Markup, markup, where } from './markup.ts';
import { page, type PageFrame } from './layout.ts';
import { say, sayDay, sayNumber, saySize, sayTime } from './say.ts';
import { completeness, contestSection } from './sums.ts';
import { type Trust, trustSection } from './trust.ts';
import type { PageWords } from './words/english.ts';

export type FrontPage = {
  readonly frame: Omit<PageFrame, 'title' | 'up'>;
  readonly figures: SiteFigures;
  readonly number: number;
  /** ISO instant in UTC. */
  readonly at: string;
  readonly embargo: string | null;
  readonly trust: Trust;
  readonly files: readonly ManifestFile[];
  /** Path of the page of an area in this language; undefined where it has none. */
  readonly areaPage: (area: string) => string | undefined;
  /** Units that are late in an area, of one contest or of all. */
  readonly late: (area: string, contest: string) => number;
  /** Languages of all front pages with their files. */
  readonly languages: readonly { readonly language: string; readonly name: string; readonly file: string }[];
};

function head({ frame: { speech }, figures, number, at, embargo, languages }: FrontPage): Markup {
  const { definition, open } = figures;
  return markup`<header>
<h1>${figures.opening.name}</h1>
<p>${sayDay(speech, definition.day)}</p>
<p><strong>${say(speech, 'asOf', { time: sayTime(speech, at) })}</strong> · ${say(speech, 'number', { number: sayNumber(speech, number) })}</p>
<p>${say(speech, 'noAge')}</p>
${where(
  !open,
  () =>
    markup`<p class="warn">${embargo === null ? say(speech, 'notReleased') : say(speech, 'embargo', { time: sayTime(speech, embargo) })}</p>\n`,
)}${where(
  languages.length > 1,
  () =>
    markup`<nav aria-label="${say(speech, 'languages')}">${languages.map(
      ({ language, name, file }) =>
        markup`<a href="${file}" lang="${language}" hreflang="${language}"${where(language === speech.language, () => markup` aria-current="page"`)}>${name}</a> `,
    )}</nav>\n`,
)}${where(say(speech, 'machine') !== '', () => markup`<p><small>${say(speech, 'machine')}</small></p>\n`)}</header>
`;
}

function areasTable({ frame: { speech }, figures, areaPage, late }: FrontPage): Markup {
  const { areas, definition, open } = figures;
  const rows = areas.flatMap(({ id, name, level, contests }) => {
    const href = areaPage(id);
    const text = contests
      .map((sums) => {
        const contest = definition.contests.find((one) => one.id === sums.contest);
        const own = completeness(speech, sums, open);
        const count = late(id, sums.contest);
        const more = count === 0 ? '' : ` · ${say(speech, 'late', { count: sayNumber(speech, count) })}`;
        return `${definition.contests.length > 1 ? `${contest?.name ?? sums.contest}: ` : ''}${own}${more}`;
      })
      .join('; ');
    const link = href === undefined ? markup`${name}` : markup`<a href="${href}">${name}</a>`;
    return [markup`<tr><th scope="row">${link}</th><td>${level}</td><td class="n">${text}</td></tr>\n`];
  });
  return markup`<section aria-labelledby="areas"><h2 id="areas">${say(speech, 'areas')}</h2>
<div class="wide" tabindex="0" role="region" aria-labelledby="areas"><table>
<thead><tr><th scope="col">${say(speech, 'area')}</th><th scope="col">${say(speech, 'level')}</th><th scope="col" class="n">${say(speech, 'completeness')}</th></tr></thead>
<tbody>
${rows}</tbody></table></div></section>
`;
}

const roleWords: Partial<Readonly<Record<FileRole, keyof PageWords>>> = {
  definition: 'roleDefinition',
  total: 'roleTotal',
  summary: 'roleSummary',
  returns: 'roleReturns',
  csv: 'roleCsv',
  eml: 'roleEml',
  cdf: 'roleCdf',
};

/** The script asks them where its own address does not answer. */
const mirrorList = ({ speech, mirrors }: FrontPage['frame']): Markup | undefined =>
  where(
    mirrors.length > 0,
    () => markup`<h3>${say(speech, 'mirrors')}</h3>
<ul>
${mirrors.map((address) => markup`<li><a data-mirror href="${address}">${address}</a></li>\n`)}</ul>`,
  );

function downloads({ frame, files, figures }: FrontPage): Markup {
  const { speech } = frame;
  const named = new Map(figures.definition.contests.map(({ id, name }) => [id, name]));
  const rows = files.flatMap(({ role, path, bytes, of }) => {
    const word = roleWords[role];
    if (word === undefined) return [];
    const title = say(speech, word, { of: named.get(of ?? '') ?? of ?? '' });
    return [
      markup`<li><a href="${path}" download>${title}</a> (${path.split('.').pop()?.toUpperCase()}, ${saySize(speech, bytes)})</li>\n`,
    ];
  });
  return markup`<section aria-labelledby="files"><h2 id="files">${say(speech, 'downloads')}</h2>
<ul>
${rows}<li><a href="log/checkpoint" download>${say(speech, 'checkpoint')}</a></li>
</ul>${mirrorList(frame)}</section>
`;
}

export function frontPage(given: FrontPage): string {
  const { frame, figures, late } = given;
  const { definition, total, open } = figures;
  const sections = definition.contests.flatMap((contest) => {
    const sums = total.contests.find((one) => one.contest === contest.id);
    if (sums === undefined) return [];
    const own = { sums, open, late: late(contest.area, contest.id), more: sums };
    return [contestSection(frame.speech, definition, contest, own)];
  });
  const body = markup`<main id="static">
${head(given)}${sections}${trustSection(frame.speech, figures, given.trust)}${areasTable(given)}${downloads(given)}<footer><p>${say(frame.speech, 'scriptWorks')}</p></footer>
</main>
<div id="app"></div>`;
  return page({ ...frame, title: figures.opening.name, up: '' }, body);
}
