// How far a count is: units that are counted; before any figure is released, those that have reported.
import type { ContestSums } from '../../../../src/bulletin/model/site.ts';
import { h } from '../ui/dom.ts';
import { percent, t } from '../ui/language.ts';

type Sums = Pick<ContestSums, 'units' | 'counted' | 'byStanding'>;
export type Progress = { readonly word: 'reported' | 'counted'; readonly done: number; readonly of: number };

export function progressOf(all: readonly Sums[]): Progress {
  const sum = (of: (one: Sums) => number): number => all.reduce((units, one) => units + of(one), 0);
  const [of, counted] = [sum(({ units }) => units), sum((one) => one.counted)];
  return counted > 0
    ? { word: 'counted', done: counted, of }
    : { word: 'reported', done: of - sum(({ byStanding }) => byStanding.awaited ?? 0), of };
}

export function progressLine({ word, done, of }: Progress): HTMLElement {
  return h(
    'div',
    { class: 'counted' },
    h('b', {}, `${t(word)}: ${percent(done, of)}`),
    ` ${t('countedOf', { n: done, m: of })}`,
    h('progress', { value: done, max: Math.max(1, of), 'aria-label': t(word) }),
  );
}
