// When the members posted: over the whole time (members as rows), and behind each object's first post (objects as rows).
import type { Group, Member, SharedObject } from '../result.ts';
import { type Html, html, visible } from './html.ts';
import { occasionsOf } from './occasions.ts';
import { linear, tenth, ticks, timeTicks } from './scale.ts';
import { clock, duration, shortDay } from './words.ts';

export const mostRows = 40;
export const mostObjectRows = 14;
const width = 1000;
const left = 190;
const right = 20;
const rowHeight = 17;

/** Posts of the first `mostRows` members on the group's objects; a thread joins the posts on one object. */
export function timelinePicture(group: Group, members: readonly Member[], title: string): Html {
  const rows = members.slice(0, mostRows);
  const rowOf = new Map(rows.map((member, i) => [member.account, i]));
  const height = rows.length * rowHeight + 34;
  const margin = Math.max(60, (group.lastSeen - group.firstSeen) * 0.015);
  const [from, to] = [group.firstSeen - margin, group.lastSeen + margin];
  const x = linear(from, to, left, width - right);
  const y = (row: number): number => row * rowHeight + 12;
  const bottom = rows.length * rowHeight + 6;
  const { at, stepSeconds } = timeTicks(from, to);
  return html`<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}">${at.map((t) => {
    const text = stepSeconds >= 86400 || t % 86400 === 0 ? shortDay(t) : clock(t);
    return html`<line class="grid" x1="${x(t)}" x2="${x(t)}" y1="2" y2="${bottom}"/><text class="t-muted" x="${x(t)}" y="${bottom + 18}" text-anchor="middle">${text}</text>`;
  })}${rows.map(
    (member, i) =>
      html`<line class="grid" x1="${left}" x2="${width - right}" y1="${y(i)}" y2="${y(i)}"/><text x="${left - 10}" y="${y(i) + 4}" text-anchor="end">${label(i + 1, member.account)}</text>`,
  )}${group.objects.map((object) => thread(object, rowOf, x, y))}${marks(
    group.objects.flatMap(({ posts }) =>
      posts.flatMap((post, i) => {
        const row = rowOf.get(post.account);
        return row === undefined ? [] : [{ x: x(post.time), y: y(row), first: i === 0 }];
      }),
    ),
    3.4,
  )}</svg>`;
}

type Mark = { readonly x: number; readonly y: number; readonly first: boolean };

/** Posts: dots, and diamonds for the first on each object; marks on one place are drawn once. */
function marks(all: readonly Mark[], radius: number): Html {
  const r = tenth(radius * 1.45);
  const dots = new Set(all.filter(({ first }) => !first).map(({ x, y }) => `M${x} ${y}h.01`));
  const diamonds = new Set(
    all.filter(({ first }) => first).map(({ x, y }) => `M${x} ${tenth(y - r)}l${r} ${r}l-${r} ${r}l-${r} -${r}z`),
  );
  return html`<path class="dots" stroke-width="${radius * 2}" d="${[...dots].join('')}"/><path class="dot lead" d="${[...diamonds].join('')}"/>`;
}

function label(number: number, account: string): Html {
  return html`<tspan>${shorten(account, 20)}</tspan><tspan class="t-muted" dx="6">${number}</tspan>`;
}

function shorten(text: string, most: number): string {
  return visible(text, most);
}

function thread(
  object: SharedObject,
  rowOf: ReadonlyMap<string, number>,
  x: (t: number) => number,
  y: (row: number) => number,
): Html | false {
  const rows = object.posts.flatMap(({ account }) => rowOf.get(account) ?? []);
  if (rows.length < 2) return false;
  const middle = object.posts[object.posts.length >> 1].time;
  return html`<line class="thread" x1="${x(middle)}" x2="${x(middle)}" y1="${y(Math.min(...rows))}" y2="${y(Math.max(...rows))}"/>`;
}

/** For the most surprising objects: each member's post, in seconds behind the first; the window is drawn as a band. */
export function arrivalsPicture(group: Group, title: string): Html {
  const rows = occasionsOf(group)
    .slice(0, mostObjectRows)
    .map(({ objects }) => mostReadable(objects));
  const objectLeft = 300;
  const beyond = width - 120;
  const most = Math.max(group.windowSeconds * 1.25, 1);
  const x = linear(0, most, objectLeft, beyond - 24);
  const step = 21;
  const bottom = rows.length * step + 24;
  const scaleTicks = ticks(0, most, 6);
  return html`<svg viewBox="0 0 ${width} ${bottom + 26}" role="img" aria-label="${title}"><rect class="window" x="${x(0)}" y="20" width="${tenth(x(group.windowSeconds) - x(0))}" height="${bottom - 20}"/><text class="t-accent" x="${x(group.windowSeconds) - 4}" y="13" text-anchor="end">window ${duration(group.windowSeconds)}</text><text class="t-muted" x="${beyond + 6}" y="13">members of sharers</text>${scaleTicks.map(
    (t) =>
      html`<line class="grid" x1="${x(t)}" x2="${x(t)}" y1="20" y2="${bottom}"/><text class="t-muted" x="${x(t)}" y="${bottom + 17}" text-anchor="middle">${t === 0 ? 'first post' : `+${duration(t)}`}</text>`,
  )}${rows.map((object, i) => arrivalRow(object, i * step + 33, objectLeft, beyond, x, most))}</svg>`;
}

function arrivalRow(
  object: SharedObject,
  y: number,
  objectLeft: number,
  beyond: number,
  x: (seconds: number) => number,
  most: number,
): Html {
  const first = object.posts[0].time;
  const inside = object.posts.filter((post) => post.time - first <= most);
  const later = object.posts.length - inside.length;
  return html`<line class="grid" x1="${objectLeft}" x2="${beyond - 24}" y1="${y}" y2="${y}"/><text x="${objectLeft - 12}" y="${y + 4}" text-anchor="end">${objectLabel(object, 40)}</text>${marks(
    inside.map((post, i) => ({ x: x(post.time - first), y, first: i === 0 })),
    4.6,
  )}<text class="t-muted" x="${beyond + 6}" y="${y + 4}">${distinctAccounts(object)} of ${object.audience}${later > 0 ? `, ${later} later` : ''}</text>`;
}

/** Members that shared the object. */
export function distinctAccounts(object: SharedObject): number {
  return new Set(object.posts.map((post) => post.account)).size;
}

const readable: readonly SharedObject['layer'][] = [
  'url',
  'object',
  'repost',
  'reply',
  'hashtags',
  'hashtag',
  'domain',
];

/** Of the objects of one occasion, the one whose name says most to a reader: an address before a hash. */
export function mostReadable(objects: readonly SharedObject[]): SharedObject {
  for (const layer of readable) {
    const object = objects.find((one) => one.layer === layer);
    if (object !== undefined) return object;
  }
  return objects[0];
}

/** Short name of an object: addresses lose their scheme and keep their end. */
export function objectLabel(object: SharedObject, most: number, bare = false): string {
  const text = object.object.replace(object.layer === 'url' ? /^https?:\/\/(www\.)?/ : /^text:(?=[0-9a-f]{16}$)/, '');
  const points = [...text];
  const short =
    object.layer === 'url' && points.length > most
      ? `${points.slice(0, Math.ceil(most / 2) - 1).join('')}…${points.slice(points.length - Math.floor(most / 2)).join('')}`
      : text;
  const named =
    !bare &&
    (object.layer === 'repost' || object.layer === 'reply' || object.layer === 'media' || object.layer === 'text');
  return named ? `${shortNames[object.layer] ?? object.layer} ${shorten(short, most - 8)}` : shorten(short, most);
}

const shortNames: Readonly<Partial<Record<SharedObject['layer'], string>>> = {
  repost: 'post',
  reply: 'reply to',
  media: 'image',
  text: 'text',
};

/** Activity of a group over the input's time, as a strip for the list of groups. */
export function activityStrip(group: Group, firstTime: number, lastTime: number): Html {
  const x = linear(firstTime, lastTime, 2, 158);
  const times = [...new Set(group.objects.map(({ posts }) => x(posts[0]?.time ?? firstTime)))];
  return html`<svg class="${group.declared === undefined ? '' : 'is-declared'}" width="160" height="26" viewBox="0 0 160 26" role="img" aria-label="Shared objects from ${shortDay(firstTime)} to ${shortDay(lastTime)}"><line class="axis" x1="0" x2="160" y1="22.5" y2="22.5"/>${times.map(
    (at) => html`<line class="thread strong" x1="${at}" x2="${at}" y1="4" y2="22" stroke-width="2"/>`,
  )}</svg>`;
}
