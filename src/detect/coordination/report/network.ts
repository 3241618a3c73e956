// The network of one group: members as numbered circles (squares where declared), edges as lines.
import type { Group, Member } from '../result.ts';
import { type Html, html } from './html.ts';
import { type Link, placeNodes } from './layout.ts';
import { tenth } from './scale.ts';
import { plural } from './words.ts';

export const mostDrawn = 60;
const mostLinks = 400;

export type Drawn = { readonly picture: Html; readonly members: number; readonly links: number };

/** `members` in the order of the members table, which gives the numbers in the circles. */
export function networkPicture(group: Group, members: readonly Member[], title: string): Drawn {
  const size = { width: 460, height: 380, margin: 22 };
  const shown = members.slice(0, mostDrawn);
  const links = strongestLinks(group, shown);
  const most = shown.reduce((m, member) => Math.max(m, member.sharesInGroup), 1);
  const radiusOf = (member: Member): number => tenth(9.5 + 4.5 * Math.sqrt(member.sharesInGroup / most));
  const places = placeNodes(shown.length, links, size, shown.length > 36 ? 10 : 14);
  const heaviest = links.reduce((m, link) => Math.max(m, link.weight), 1);
  const lead = leads(shown[0], group);
  const picture = html`<svg viewBox="0 0 ${size.width} ${size.height}" role="img" aria-label="${title}">${links.map(
    ({ from, to, weight }) =>
      html`<line class="link" x1="${places[from].x}" y1="${places[from].y}" x2="${places[to].x}" y2="${places[to].y}" stroke-width="${tenth(0.6 + (2.8 * weight) / heaviest)}"/>`,
  )}${shown.map((member, i) =>
    node(places[i].x, places[i].y, radiusOf(member), i + 1, i === 0 && lead, group.declared !== undefined),
  )}</svg>`;
  return { picture, members: shown.length, links: links.length };
}

/** Whether this member, first in the table, leads: first on at least a third of the occasions. */
export function leads(member: Member | undefined, group: Group): boolean {
  return (
    member !== undefined &&
    member.firsts > 0 &&
    member.firsts * 3 >= group.members.reduce((sum, other) => sum + other.firsts, 0)
  );
}

function node(x: number, y: number, radius: number, number: number, lead: boolean, square: boolean): Html {
  const shape = square
    ? html`<rect class="${lead ? 'node lead' : 'node'}" x="${tenth(x - radius)}" y="${tenth(y - radius)}" width="${tenth(radius * 2)}" height="${tenth(radius * 2)}" rx="2"/>`
    : html`<circle class="${lead ? 'node lead' : 'node'}" cx="${x}" cy="${y}" r="${radius}"/>`;
  return html`${shape}${lead && ring(x, y, radius, square)}<text class="${lead ? 't-node lead-text' : 't-node'}" x="${x}" y="${tenth(y + 4)}" text-anchor="middle">${number}</text>`;
}

/** A second outline around the one who was most often first. */
function ring(x: number, y: number, radius: number, square: boolean): Html {
  const r = tenth(radius + 3.5);
  return square
    ? html`<rect class="ring" x="${tenth(x - r)}" y="${tenth(y - r)}" width="${tenth(r * 2)}" height="${tenth(r * 2)}" rx="3"/>`
    : html`<circle class="ring" cx="${x}" cy="${y}" r="${r}"/>`;
}

function strongestLinks(group: Group, members: readonly Member[]): readonly Link[] {
  const index = new Map(members.map((member, i) => [member.account, i]));
  return group.edges
    .flatMap(({ accountA, accountB, weight }) => {
      const [from, to] = [index.get(accountA), index.get(accountB)];
      return from === undefined || to === undefined ? [] : [{ from, to, weight }];
    })
    .toSorted((a, b) => b.weight - a.weight || a.from - b.from || a.to - b.to)
    .slice(0, mostLinks);
}

/** The same network small and without numbers, for the list of groups. */
export function networkThumbnail(group: Group, members: readonly Member[]): Html {
  const size = { width: 72, height: 48, margin: 5 };
  const shown = members.slice(0, 30);
  const links = strongestLinks(group, shown);
  const places = placeNodes(shown.length, links, size, 2.4);
  const declared = group.declared !== undefined;
  return html`<svg class="${declared ? 'is-declared' : ''}" width="72" height="48" viewBox="0 0 72 48" role="img" aria-label="Network of ${plural(members.length, 'member')}"><path class="link" stroke-width="0.6" d="${links
    .map(({ from, to }) => `M${places[from].x} ${places[from].y}L${places[to].x} ${places[to].y}`)
    .join('')}"/>${places.map(({ x, y }) =>
    declared
      ? html`<rect class="node" x="${tenth(x - 2.4)}" y="${tenth(y - 2.4)}" width="4.8" height="4.8"/>`
      : html`<circle class="node" cx="${x}" cy="${y}" r="2.9"/>`,
  )}</svg>`;
}
