// Areas as a table: how much is counted and who is awaited, the most awaited first or by name.
import type { App } from '../model.ts';
import { h, show } from '../ui/dom.ts';
import { number, percent, t } from '../ui/language.ts';
import type { SummaryArea } from './home.ts';
import { standingList } from './standing.ts';

const shownAtOnce = 60;

const sums = ({
  contests,
}: SummaryArea): { readonly units: number; readonly counted: number; readonly awaited: number } => ({
  units: contests.reduce((sum, one) => sum + one.units, 0),
  counted: contests.reduce((sum, one) => sum + one.counted, 0),
  awaited: contests.reduce((sum, one) => sum + (one.byStanding.awaited ?? 0), 0),
});

function row(area: SummaryArea): HTMLElement {
  const { units, counted, awaited } = sums(area);
  return h(
    'tr',
    {},
    h('th', { scope: 'row' }, h('a', { href: `#area/${encodeURIComponent(area.id)}` }, area.name)),
    h('td', { class: 'n' }, `${number(counted)}/${number(units)}`),
    h('td', { class: 'n' }, percent(counted, units)),
    h('td', { class: 'n' }, number(awaited)),
    h('td', { class: 'wide' }, standingList(area.contests)),
  );
}

export function areaTable(_app: App, areas: readonly SummaryArea[]): HTMLElement {
  let [order, all]: ['awaited' | 'name', boolean] = ['awaited', false];
  const body = h('tbody', {});
  const more = h('button', { type: 'button', class: 'plain', onclick: () => draw(order, true) });
  const draw = (by: 'awaited' | 'name', whole: boolean): void => {
    [order, all] = [by, whole];
    const sorted = areas.toSorted((a, b) =>
      order === 'name'
        ? a.name.localeCompare(b.name)
        : sums(b).awaited - sums(a).awaited || a.name.localeCompare(b.name),
    );
    const some = all ? sorted : sorted.slice(0, shownAtOnce);
    show(body, some.map(row));
    more.textContent = `${number(some.length)} / ${number(areas.length)}`;
    more.hidden = some.length === areas.length;
  };
  draw('awaited', false);
  const choose = (by: 'awaited' | 'name', text: string): HTMLElement =>
    h('button', { type: 'button', class: 'plain', onclick: () => draw(by, all) }, text);
  return h(
    'div',
    {},
    h('p', { class: 'order' }, choose('awaited', t('mostAwaited')), choose('name', t('byName'))),
    h(
      'table',
      { class: 'areas' },
      h('caption', { class: 'hidden' }, t('areas')),
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          h('th', { scope: 'col' }, t('area')),
          h('th', { scope: 'col', class: 'n', colspan: 2 }, t('counted')),
          h('th', { scope: 'col', class: 'n' }, t('awaited')),
          h('th', { scope: 'col', class: 'wide' }, t('standing')),
        ),
      ),
      body,
    ),
    more,
  );
}
