// Standings of units as a mark, a word and a colour: never by colour alone.
import type { ContestSums, UnitStanding } from '../../../../src/bulletin/model/site.ts';
import { h } from '../ui/dom.ts';
import { number, t } from '../ui/language.ts';

const marks: Readonly<Record<UnitStanding, string>> = {
  signed: '✓',
  differs: '≠',
  unverified: '!',
  stated: '○',
  merged: '∪',
  committed: '▪',
  awaited: '…',
};

/** The gravest first: what an area's tile shows is what somebody has to look at. */
const gravest: readonly UnitStanding[] = [
  'unverified',
  'differs',
  'awaited',
  'committed',
  'stated',
  'merged',
  'signed',
];

export const standingBadge = (standing: UnitStanding): HTMLElement =>
  h(
    'span',
    { class: `standing ${standing}` },
    h('span', { 'aria-hidden': 'true' }, `${marks[standing]} `),
    t(standing),
  );

export const standingMark = (standing: UnitStanding): HTMLElement =>
  h('span', { class: `mark ${standing}`, 'aria-hidden': 'true' }, marks[standing]);

export function gravestOf(all: readonly Pick<ContestSums, 'byStanding'>[]): UnitStanding {
  return gravest.find((standing) => all.some(({ byStanding }) => (byStanding[standing] ?? 0) > 0)) ?? 'signed';
}

export const gravestStanding = (all: readonly UnitStanding[]): UnitStanding =>
  gravest.find((standing) => all.includes(standing)) ?? 'signed';

/** How many units stand how, as a list that is also the legend of the tiles. */
export function standingList(sums: readonly Pick<ContestSums, 'byStanding'>[]): HTMLElement {
  const items = gravest.toReversed().flatMap((standing) => {
    const count = sums.reduce((sum, { byStanding }) => sum + (byStanding[standing] ?? 0), 0);
    return count === 0 ? [] : [h('li', {}, h('b', {}, number(count)), ' ', standingBadge(standing))];
  });
  return h('ul', { class: 'standings' }, items);
}
