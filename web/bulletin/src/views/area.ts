// One area: what is below it, its sums, and its units with their standing.
import type { AreaFile } from '../../../../src/bulletin/model/site.ts';
import { type App, isFault } from '../model.ts';
import { nameOf, votesOf } from '../names.ts';
import { fill, h } from '../ui/dom.ts';
import { clock, number, percent, t } from '../ui/language.ts';
import { areaTable } from './area-table.ts';
import { crumbs } from './crumbs.ts';
import { faultList } from './faults.ts';
import { areaTiles, type SummaryArea } from './home.ts';
import { progressLine, progressOf } from './progress.ts';
import { gravestStanding, standingBadge, standingList } from './standing.ts';
import { tiles } from './tiles.ts';

export const unitLink = (unit: string): string => `#unit/${encodeURIComponent(unit)}`;

function unitsOf({ bulletin }: App, { units }: AreaFile): HTMLElement {
  const grid = tiles(
    t('units'),
    units.map(({ unit, name, contests }) => {
      const standing = gravestStanding(contests.map((one) => one.standing));
      return { name, href: unitLink(unit), standing, counted: 1, words: t(standing) };
    }),
    false,
  );
  const rows = units.flatMap(({ unit, name, contests }) =>
    contests.map(({ contest, standing, at }, i) =>
      h(
        'tr',
        {},
        h('th', { scope: 'row' }, i === 0 && h('a', { href: unitLink(unit) }, name)),
        h(
          'td',
          {},
          bulletin.definition.contests.length > 1 &&
            h('span', { class: 'small' }, `${nameOf(bulletin.definition.contests, contest)} `),
          standingBadge(standing),
        ),
        h('td', { class: 'n' }, at === null ? '–' : clock(at)),
      ),
    ),
  );
  return h(
    'div',
    {},
    grid,
    h(
      'table',
      {},
      h('caption', { class: 'hidden' }, t('units')),
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          h('th', { scope: 'col' }, t('unit')),
          h('th', { scope: 'col' }, t('standing')),
          h('th', { scope: 'col', class: 'n' }, t('at')),
        ),
      ),
      h('tbody', {}, rows),
    ),
  );
}

function sumsOf({ bulletin }: App, area: SummaryArea): readonly HTMLElement[] {
  const { definition } = bulletin;
  return area.contests.map((sums) => {
    const contest = definition.contests.find(({ id }) => id === sums.contest);
    const votes = (contest?.options ?? []).map(({ id, name }) => ({
      name,
      votes: votesOf(definition, sums.counts, id),
    }));
    const all = votes.reduce((sum, one) => sum + one.votes, 0);
    return h(
      'section',
      { class: 'contest' },
      h('h3', {}, contest?.name ?? sums.contest),
      progressLine(progressOf([sums])),
      standingList([sums]),
      all > 0 &&
        h(
          'details',
          { open: true },
          h('summary', {}, t('figures')),
          h(
            'table',
            {},
            h('caption', { class: 'hidden' }, t('figures')),
            h(
              'tbody',
              {},
              votes
                .toSorted((a, b) => b.votes - a.votes)
                .map((one) =>
                  h(
                    'tr',
                    {},
                    h('th', { scope: 'row' }, one.name),
                    h('td', { class: 'n' }, number(one.votes)),
                    h('td', { class: 'n' }, percent(one.votes, all)),
                  ),
                ),
            ),
          ),
        ),
    );
  });
}

export function areaView(app: App, id: string): readonly HTMLElement[] {
  const { areas } = app.bulletin.summary;
  const area = areas.find((one) => one.id === id);
  if (area === undefined) return [crumbs(app, undefined), h('p', { class: 'box warn' }, t('noneFound'))];
  const below = areas.filter(({ parent }) => parent === id);
  const units = h('div', {}, area.file === null ? '' : h('p', { class: 'muted' }, t('loading')));
  if (area.file !== null) {
    const { bulletin } = app;
    const shown = bulletin
      .area(area.file)
      .then((file) =>
        isFault(file) ? h('div', { class: 'box bad', role: 'alert' }, faultList(bulletin, [file])) : unitsOf(app, file),
      );
    fill(units, shown);
  }
  return [
    crumbs(app, id),
    h('h2', { tabindex: -1 }, area.name),
    ...sumsOf(app, area),
    ...(below.length === 0 ? [] : [h('h3', {}, t('areas')), areaTiles(t('areas'), below), areaTable(app, below)]),
    ...(area.file === null ? [] : [h('h3', {}, t('units')), units]),
  ];
}
