// Totals of a paper written by hand, typed and compared with the published ones; what was not typed is not compared.
import type { App } from '../model.ts';
import { h, show } from '../ui/dom.ts';
import { t } from '../ui/language.ts';
import { nameOf } from '../names.ts';
import { faultList } from '../views/faults.ts';
import { standingBadge } from '../views/standing.ts';
import { findUnit } from '../views/unit.ts';
import { type Compared, compareFigures, differs } from './compare.ts';
import { publishedOf } from './scanned.ts';
import { comparisonTable } from './table.ts';

/** Digits as people write them, with spaces, points or apostrophes between thousands; undefined where it is no whole number. */
export function typedNumber(text: string): number | undefined {
  const digits = text.replaceAll(/[\s.,'’\u00a0\u202f]/g, '');
  return /^\d{1,10}$/.test(digits) ? Number(digits) : undefined;
}

function verdict(lines: readonly Compared[]): readonly HTMLElement[] {
  const typed = lines.filter(({ paper }) => paper !== undefined);
  const off = typed.filter(differs).length;
  const values = { n: typed.length, m: lines.length, k: off };
  return [
    h(
      'div',
      { class: `box ${off > 0 ? 'bad' : typed.length > 0 ? 'good' : 'note'}`, role: 'alert' },
      h('p', {}, t(off > 0 ? 'typedDiffers' : 'typedSame', values)),
      off > 0 && h('p', {}, t('tellObserver')),
    ),
    comparisonTable(t('onPaper'), typed),
  ];
}

async function formOf(app: App, unit: string, contest: string): Promise<HTMLElement> {
  const { definition } = app.bulletin;
  const published = await publishedOf(app, unit, contest);
  const heading = h('h4', {}, nameOf(definition.contests, contest));
  if (published?.counts === undefined)
    return h(
      'section',
      {},
      heading,
      h(
        'p',
        { class: 'box warn' },
        t('unitAwaited'),
        ' ',
        published !== undefined && standingBadge(published.contest.standing),
      ),
    );
  const { counts } = published;
  const lines = compareFigures(definition, contest, {}, counts);
  const answer = h('div', { class: 'answer' });
  const inputs = new Map(
    lines.map(({ key }) => [key, h('input', { inputmode: 'numeric', autocomplete: 'off', maxlength: 14 })]),
  );
  const check = (event: Event): void => {
    event.preventDefault();
    const typed = new Map<string, number>();
    for (const [key, input] of inputs) {
      const value = typedNumber(input.value);
      input.setAttribute('aria-invalid', String(value === undefined && input.value.trim() !== ''));
      if (value !== undefined) typed.set(key, value);
    }
    show(answer, verdict(compareFigures(definition, contest, Object.fromEntries(typed), counts)));
    answer.scrollIntoView({ block: 'nearest' });
  };
  return h(
    'form',
    { class: 'typed', onsubmit: check },
    heading,
    h('p', {}, standingBadge(published.contest.standing)),
    published.check.faults.length > 0 &&
      h(
        'div',
        { class: 'box bad', role: 'alert' },
        h('p', {}, t('unitBad')),
        faultList(app.bulletin, published.check.faults),
      ),
    lines.map(({ key, label, kind }) => h('label', { class: kind }, h('span', {}, label), inputs.get(key))),
    h('button', { type: 'submit' }, t('compare')),
    answer,
  );
}

export async function typedForms(app: App, unit: string): Promise<HTMLElement> {
  const { definition } = app.bulletin;
  const found = await findUnit(app, unit);
  const forms = await Promise.all((found?.contests ?? []).map(({ contest }) => formOf(app, unit, contest)));
  return h(
    'div',
    {},
    h('h3', {}, nameOf(definition.units, unit)),
    found === undefined ? h('p', { class: 'box warn' }, t('noneFound')) : forms,
  );
}
