// The front page: result, places, what a citizen can do, downloads.
import type { Summary } from '../../../../src/bulletin/model/site.ts';
import { progressOf } from './progress.ts';
import { legal } from '../messages/en.ts';
import type { App } from '../model.ts';
import { h } from '../ui/dom.ts';
import { dateTime, percent, t } from '../ui/language.ts';
import { areaTable } from './area-table.ts';
import { downloads } from './downloads.ts';
import { finder } from './finder.ts';
import { resultOf } from './result.ts';
import { gravestOf } from './standing.ts';
import { tiles } from './tiles.ts';
import { trustLine } from './trust.ts';

export type SummaryArea = Summary['areas'][number];

export const doors = (): HTMLElement =>
  h(
    'nav',
    { class: 'doors', 'aria-label': t('checkAll') },
    h('a', { class: 'button', href: '#paper' }, t('paperTitle')),
    h('a', { class: 'button', href: '#trust' }, t('trust')),
    h('a', { class: 'button', href: '#check' }, t('checkAll')),
  );

export function areaTiles(label: string, areas: readonly SummaryArea[]): HTMLElement {
  return tiles(
    label,
    areas.map(({ id, name, contests }) => {
      const { word, done, of } = progressOf(contests);
      const standing = gravestOf(contests);
      return {
        name,
        href: `#area/${encodeURIComponent(id)}`,
        standing,
        counted: of === 0 ? 0 : done / of,
        words: `${t(word)} ${percent(done, of)}, ${t(standing)}`,
      };
    }),
    true,
  );
}

export function homeView(app: App): readonly HTMLElement[] {
  const { summary } = app.bulletin;
  const total = app.full?.total ?? summary.total;
  const embargoed = summary.embargo !== null;
  const leaves = summary.areas.filter(({ file }) => file !== null);
  return [
    trustLine(app),
    doors(),
    ...(embargoed ? [h('p', { class: 'box note' }, t('embargo', { at: dateTime(summary.embargo ?? '') }))] : []),
    ...total.contests.map((one) => resultOf(app, one)),
    ...(total.contests.some(({ counted }) => counted > 0)
      ? [h('p', { class: 'small', lang: 'en' }, legal.preliminary)]
      : []),
    h('section', {}, h('h2', {}, t('areas')), finder(app), areaTiles(t('areas'), leaves), areaTable(app, leaves)),
    downloads(app),
  ];
}
