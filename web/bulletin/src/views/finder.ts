// Finds an area or a unit by name; the definition holds all of them, so nothing is loaded for it.
import type { App } from '../model.ts';
import { h, show } from '../ui/dom.ts';
import { t } from '../ui/language.ts';

const mostShown = 20;
const leastLetters = 2;

const plain = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();

type Found = { readonly name: string; readonly href: string };

export function findPlaces({ bulletin }: App, text: string, to: 'unit' | 'paper'): readonly Found[] {
  const wanted = plain(text.trim());
  if (wanted.length < leastLetters) return [];
  const { areas } = bulletin.summary;
  const { units } = bulletin.definition;
  const found: Found[] = [];
  for (const { id, name } of to === 'unit' ? areas : []) {
    if (found.length >= mostShown) return found;
    if (plain(name).includes(wanted)) found.push({ name, href: `#area/${encodeURIComponent(id)}` });
  }
  for (const { id, name } of units) {
    if (found.length >= mostShown) return found;
    if (plain(`${id} ${name}`).includes(wanted))
      found.push({ name: `${name} (${id})`, href: `#${to}/${encodeURIComponent(id)}` });
  }
  return found;
}

/** `to`: the view that a unit leads to; areas are found on the way to units only. */
export function finder(app: App, to: 'unit' | 'paper' = 'unit'): HTMLElement {
  const list = h('ul', { class: 'found', 'aria-live': 'polite' });
  const search = (event: Event): void => {
    const { value } = event.target as HTMLInputElement;
    const found = findPlaces(app, value, to);
    const none = value.trim().length >= leastLetters && found.length === 0;
    show(
      list,
      none && h('li', { class: 'muted' }, t('noneFound')),
      found.map(({ name, href }) => h('li', {}, h('a', { href }, name))),
    );
  };
  return h(
    'div',
    { class: 'finder' },
    h('label', {}, t('find'), h('input', { type: 'search', autocomplete: 'off', oninput: search })),
    list,
  );
}
