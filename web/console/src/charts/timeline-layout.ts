// Where posts stand in time: bars per step, and one lane per member with a thread for each object.
import { linear, type Scale, tenth, timeTicks } from './scale.ts';
import type { Steps } from './time-span.ts';
import { clock, shortDay } from './words.ts';

export type LaneObject = {
  readonly object: string;
  readonly posts: readonly { readonly account: string; readonly time: number }[];
};
export type Mark = { readonly x: number; readonly y: number };
export type Lane = { readonly account: string; readonly y: number };

export type TimelineLayout = {
  readonly x: Scale;
  readonly bars: readonly { readonly x: number; readonly y: number; readonly width: number; readonly height: number }[];
  readonly ticks: readonly { readonly x: number; readonly text: string }[];
  readonly levels: readonly { readonly value: number; readonly y: number }[];
  readonly barsBottom: number;
  readonly lanes: readonly Lane[];
  readonly threads: readonly { readonly x: number; readonly y1: number; readonly y2: number }[];
  readonly dots: readonly Mark[];
  readonly firsts: readonly Mark[];
  readonly height: number;
  readonly left: number;
  /** Width of the window on this scale, in pixels. */
  readonly windowWidth: number;
};

export const mostLanes = 40;
const laneHeight = 16;
const barsHeight = 96;
const top = 20;

export type TimelineInput = {
  readonly steps: Steps;
  readonly members: readonly string[];
  readonly objects: readonly LaneObject[];
  readonly windowSeconds: number;
};

/** The first `mostLanes` members get a lane. Narrow screens have no room for names: lanes then stand for themselves. */
export function layoutTimeline(
  { steps, members, objects, windowSeconds }: TimelineInput,
  width: number,
): TimelineLayout {
  const left = width < 520 ? 36 : 168;
  const right = 12;
  const to = steps.from + steps.counts.length * steps.stepMilliseconds;
  const x = linear(steps.from, to, left, width - right);
  const barsBottom = top + barsHeight;
  const most = Math.max(1, ...steps.counts);
  const y = linear(0, most, barsBottom, top);
  const step = (width - right - left) / Math.max(1, steps.counts.length);
  const lanesTop = barsBottom + 34;
  const lanes = members.slice(0, mostLanes).map((account, i) => ({ account, y: lanesTop + i * laneHeight + 8 }));
  const { at, stepSeconds } = timeTicks(steps.from / 1000, to / 1000, Math.max(2, Math.floor((width - left) / 90)));
  return {
    x,
    bars: steps.counts.map((n, i) => ({
      x: tenth(left + i * step + (step > 3 ? 0.5 : 0)),
      y: y(n),
      width: tenth(Math.max(0.6, step - (step > 3 ? 1 : 0))),
      height: tenth(barsBottom - y(n)),
    })),
    ticks: at.map((s) => ({
      x: x(s * 1000),
      text: stepSeconds >= 86_400 || s % 86_400 === 0 ? shortDay(s) : clock(s),
    })),
    levels: [...new Set([0, most])].map((value) => ({ value, y: y(value) })),
    barsBottom,
    lanes,
    ...marksOf(objects, new Map(lanes.map((lane) => [lane.account, lane.y])), x),
    height: lanes.length === 0 ? barsBottom + 26 : lanesTop + lanes.length * laneHeight + 8,
    left,
    windowWidth: tenth(((windowSeconds * 1000) / Math.max(1, to - steps.from)) * (width - right - left)),
  };
}

/** Marks on one place are drawn once. `posts` are oldest first, so that the first is the diamond. */
function marksOf(objects: readonly LaneObject[], rowOf: ReadonlyMap<string, number>, x: Scale) {
  const dots = new Map<string, Mark>();
  const firsts = new Map<string, Mark>();
  const threads: { readonly x: number; readonly y1: number; readonly y2: number }[] = [];
  for (const { posts } of objects) {
    const rows: number[] = [];
    for (const [i, post] of posts.entries()) {
      const y = rowOf.get(post.account);
      if (y === undefined) continue;
      rows.push(y);
      const mark = { x: x(post.time), y };
      (i === 0 ? firsts : dots).set(`${mark.x} ${y}`, mark);
    }
    if (rows.length < 2) continue;
    threads.push({ x: x(posts[posts.length >> 1].time), y1: Math.min(...rows), y2: Math.max(...rows) });
  }
  return { dots: [...dots.values()], firsts: [...firsts.values()], threads };
}

/** Path of round marks: a line of no length with round ends. */
export const dotsPath = (marks: readonly Mark[]): string => marks.map(({ x, y }) => `M${x} ${y}h.01`).join('');

export const diamondsPath = (marks: readonly Mark[], radius: number): string =>
  marks
    .map(({ x, y }) => `M${x} ${tenth(y - radius)}l${radius} ${radius}l-${radius} ${radius}l-${radius} -${radius}z`)
    .join('');
