// The way back: from the result down to an area.
import type { Summary } from '../../../../src/bulletin/model/site.ts';
import type { App } from '../model.ts';
import { h } from '../ui/dom.ts';
import { t } from '../ui/language.ts';

export function crumbs({ bulletin }: App, area: string | undefined): HTMLElement {
  const chain: Summary['areas'][number][] = [];
  const { areas } = bulletin.summary;
  let at = areas.find(({ id }) => id === area);
  while (at !== undefined && chain.length < 12 && !chain.includes(at)) {
    chain.unshift(at);
    const { parent } = at;
    at = areas.find(({ id }) => id === parent);
  }
  return h(
    'nav',
    { class: 'crumbs', 'aria-label': t('areas') },
    h('a', { href: '#' }, t('home')),
    chain.map(({ id, name }) => [' › ', h('a', { href: `#area/${encodeURIComponent(id)}` }, name)]),
  );
}
