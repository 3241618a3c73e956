// A grid of places as tiles, coloured and marked by standing. One stop of the Tab key; arrow keys move within.
import type { UnitStanding } from '../../../../src/bulletin/model/site.ts';
import { h } from '../ui/dom.ts';
import { percent, t } from '../ui/language.ts';
import { standingMark } from './standing.ts';

export type TileOf = {
  readonly name: string;
  readonly href: string;
  readonly standing: UnitStanding;
  /** Share that is counted, 0 to 1. */
  readonly counted: number;
  /** What it says beside its name to those who do not see it. */
  readonly words: string;
};

/** Tiles in one row as laid out now. */
function columnsOf(grid: HTMLElement): number {
  const own = [...grid.children] as HTMLElement[];
  const first = own[0]?.offsetTop;
  const next = own.findIndex(({ offsetTop }) => offsetTop !== first);
  return Math.max(1, next < 0 ? own.length : next);
}

function move(event: KeyboardEvent): void {
  const grid = event.currentTarget as HTMLElement;
  const links = [...grid.querySelectorAll('a')];
  const at = links.indexOf(event.target as HTMLAnchorElement);
  const steps: Readonly<Record<string, number>> = {
    ArrowRight: 1,
    ArrowLeft: -1,
    ArrowDown: columnsOf(grid),
    ArrowUp: -columnsOf(grid),
    Home: -at,
    End: links.length - 1 - at,
  };
  const step = steps[event.key];
  if (at < 0 || step === undefined) return;
  event.preventDefault();
  const to = links[Math.min(links.length - 1, Math.max(0, at + step))];
  links[at].tabIndex = -1;
  to.tabIndex = 0;
  to.focus();
}

const mostTiles = 4000;
/** So few that their names have room. */
const mostNamed = 48;

function tileOf({ name, href, standing, counted, words }: TileOf, first: boolean, named: boolean): HTMLElement {
  const attributes = { href, class: `tile ${standing}`, tabindex: first ? 0 : -1, title: `${name}: ${words}` };
  if (!named) return h('li', {}, h('a', { ...attributes, 'aria-label': attributes.title }, standingMark(standing)));
  const bar = h('progress', { value: counted, max: 1, 'aria-hidden': 'true' });
  const seen = [h('b', {}, name), h('span', { class: 'hidden' }, words), standingMark(standing)];
  return h('li', {}, h('a', attributes, seen, h('span', { 'aria-hidden': 'true' }, ` ${percent(counted, 1)}`), bar));
}

/** `shares`: whether their share is worth telling, as of areas. */
export function tiles(label: string, all: readonly TileOf[], shares: boolean): HTMLElement {
  const named = shares && all.length <= mostNamed;
  const links = all.slice(0, mostTiles).map((tile, i) => tileOf(tile, i === 0, named));
  const grid = h(
    'ul',
    { class: `tiles${named ? ' named' : ''}`, 'aria-label': label, onkeydown: (event) => move(event as KeyboardEvent) },
    links,
  );
  return h('div', { class: 'map' }, grid, h('p', { class: 'small muted' }, t('mapHelp')));
}
