// Faults in words: the file; the unit; the figure with what is shown and what was committed to.
import { type BulletinFault, bulletinFaults } from '../../../../src/bulletin/model/fault.ts';
import type { Bulletin } from '../model.ts';
import { linesOf, nameOf } from '../names.ts';
import { h } from '../ui/dom.ts';
import { number, t } from '../ui/language.ts';

const mostShown = 200;
const shownOf = (value: number | string | undefined): string =>
  value === undefined ? '–' : typeof value === 'number' ? number(value) : value;

function item({ definition }: Pick<Bulletin, 'definition'>, fault: BulletinFault): HTMLElement {
  const { code, detail, file, entry, contest, unit, field, shown, committed } = fault;
  const name = unit === undefined ? undefined : `${nameOf(definition.units, unit)} (${unit})`;
  const label =
    field === undefined || contest === undefined
      ? field
      : (linesOf(definition, contest).find(({ key }) => key === field)?.label ?? field);
  return h(
    'li',
    { 'data-fault': code },
    h('b', { lang: 'en' }, bulletinFaults[code]),
    file !== undefined && h('span', {}, ` · ${t('fileOf')}: `, h('code', {}, file)),
    name !== undefined && h('span', {}, ` · ${t('unit')}: ${name}`),
    label !== undefined &&
      h('span', {}, ` · ${label}: ${t('faultAt', { shown: shownOf(shown), committed: shownOf(committed) })}`),
    entry !== undefined && h('span', {}, ` · ${t('inLog', { n: entry })}`),
    h('small', { class: 'muted', lang: 'en' }, ` ${detail}`),
  );
}

export function faultList(bulletin: Pick<Bulletin, 'definition'>, faults: readonly BulletinFault[]): HTMLElement {
  return h(
    'ul',
    { class: 'faults' },
    faults.slice(0, mostShown).map((fault) => item(bulletin, fault)),
    faults.length > mostShown && h('li', {}, `… ${number(faults.length)}`),
  );
}
