// The table of a comparison: what the paper says, what is published, and in words whether they are the same.
import { h } from '../ui/dom.ts';
import { number, t } from '../ui/language.ts';
import { type Compared, differs, isCompared } from './compare.ts';

const shown = (value: number | undefined): string => (value === undefined ? '–' : number(value));

/** `head`: what the first column of figures is. */
export function comparisonTable(head: string, lines: readonly Compared[]): HTMLElement {
  return h(
    'table',
    { class: 'figures comparison' },
    h('caption', { class: 'hidden' }, t('figures')),
    h(
      'thead',
      {},
      h(
        'tr',
        {},
        h('th', { scope: 'col' }, t('figure')),
        h('th', { scope: 'col', class: 'n' }, head),
        h('th', { scope: 'col', class: 'n' }, t('published')),
        h('th', { scope: 'col' }, h('span', { class: 'hidden' }, t('compare'))),
      ),
    ),
    h(
      'tbody',
      {},
      lines.map((line) => {
        const off = differs(line);
        const gap = off ? (line.paper ?? 0) - (line.published ?? 0) : 0;
        return h(
          'tr',
          { class: `${line.kind}${off ? ' differing' : ''}`, 'data-key': line.key },
          h('th', { scope: 'row' }, line.label),
          h('td', { class: 'n' }, shown(line.paper)),
          h('td', { class: 'n' }, shown(line.published)),
          h(
            'td',
            { class: 'says' },
            off
              ? `≠\u00a0${t('different', { d: `${gap > 0 ? '+' : '−'}${number(Math.abs(gap))}` })}`
              : isCompared(line) && ['=', h('span', { class: 'hidden' }, ` ${t('same')}`)],
          ),
        );
      }),
    ),
  );
}
