// Areas as a table: how much is counted and who is awaited, the most awaited first or by name.
import { progressOf } from './progress.ts';
import type { App } from '../model.ts';
import { h, show } from '../ui/dom.ts';
import { number, percent, t } from '../ui/language.ts';
import type { SummaryArea } from './home.ts';
import { standingList } from './standing.ts';

const shownAtOnce = 60;

const awaitedIn = ({ contests }: SummaryArea): number =>
  contests.reduce((sum, one) => sum + (one.byStanding.awaited ?? 0), 0);

function row(area: SummaryArea): HTMLElement {
  const { done, of } = progressOf(area.contests);
  return h(
    'tr',
    {},
    h('th', { scope: 'row' }, h('a', { href: `#area/${encodeURIComponent(area.id)}` }, area.name)),
    h('td', { class: 'n' }, `${number(done)}/${number(of)}`),
    h('td', { class: 'n' }, percent(done, of)),
    h('td', { class: 'n' }, number(awaitedIn(area))),
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
      order === 'name' ? a.name.localeCompare(b.name) : awaitedIn(b) - awaitedIn(a) || a.name.localeCompare(b.name),
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
          h(
            'th',
            { scope: 'col', class: 'n', colspan: 2 },
            t(progressOf(areas.flatMap(({ contests }) => contests)).word),
          ),
          h('th', { scope: 'col', class: 'n' }, t('awaited')),
          h('th', { scope: 'col', class: 'wide' }, t('standing')),
        ),
      ),
      body,
    ),
    more,
  );
}
