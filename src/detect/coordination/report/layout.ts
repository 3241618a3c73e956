// Where the nodes of a small network stand: Fruchterman-Reingold forces from a seeded start, then overlaps pushed apart.
import { seededRandom } from '../../../kernel/random.ts';
import { tenth } from './scale.ts';

export type Link = { readonly from: number; readonly to: number; readonly weight: number };
export type Box = { readonly width: number; readonly height: number; readonly margin: number };
export type Point = { readonly x: number; readonly y: number };

const rounds = 260;

/** A place for each of `count` nodes inside `box`. The same input gives the same places. At most some 100 nodes. */
export function placeNodes(count: number, links: readonly Link[], box: Box, radius: number): readonly Point[] {
  const random = seededRandom(count, links.length);
  const x = Float64Array.from({ length: count }, (_, i) => Math.cos((i * 2 * Math.PI) / count) + random.next() * 0.2);
  const y = Float64Array.from({ length: count }, (_, i) => Math.sin((i * 2 * Math.PI) / count) + random.next() * 0.2);
  const heaviest = links.reduce((most, link) => Math.max(most, link.weight), 1);
  const ideal = 1.6 / Math.sqrt(Math.max(count, 1));
  for (let round = 0; round < rounds; round++) {
    moveOnce(x, y, links, heaviest, ideal, 0.12 * (1 - round / rounds));
  }
  fit(x, y, box);
  for (let round = 0; round < 60; round++) pushApart(x, y, radius * 2.25, box);
  return Array.from(x, (_, i) => ({ x: tenth(x[i]), y: tenth(y[i]) }));
}

function moveOnce(
  x: Float64Array,
  y: Float64Array,
  links: readonly Link[],
  heaviest: number,
  ideal: number,
  heat: number,
): void {
  const count = x.length;
  const fx = new Float64Array(count);
  const fy = new Float64Array(count);
  const push = (i: number, j: number, force: number, dx: number, dy: number, distance: number): void => {
    fx[i] += (dx / distance) * force;
    fy[i] += (dy / distance) * force;
    fx[j] -= (dx / distance) * force;
    fy[j] -= (dy / distance) * force;
  };
  for (let i = 0; i < count; i++) {
    for (let j = i + 1; j < count; j++) {
      const [dx, dy] = [x[i] - x[j], y[i] - y[j]];
      const distance = Math.hypot(dx, dy) + 1e-6;
      push(i, j, (ideal * ideal) / distance, dx, dy, distance);
    }
    fx[i] -= x[i] * 0.5;
    fy[i] -= y[i] * 0.5;
  }
  const crowd = Math.max(1, (2 * links.length) / Math.max(count, 1));
  for (const { from, to, weight } of links) {
    const [dx, dy] = [x[from] - x[to], y[from] - y[to]];
    const distance = Math.hypot(dx, dy) + 1e-6;
    push(from, to, (-(distance * distance) / ideal / crowd) * (0.4 + (1.6 * weight) / heaviest), dx, dy, distance);
  }
  for (let i = 0; i < count; i++) {
    const force = Math.hypot(fx[i], fy[i]) + 1e-9;
    const step = Math.min(force, heat);
    x[i] += (fx[i] / force) * step;
    y[i] += (fy[i] / force) * step;
  }
}

function fit(x: Float64Array, y: Float64Array, { width, height, margin }: Box): void {
  const spread = (values: Float64Array): readonly [number, number] => [Math.min(...values), Math.max(...values)];
  const scaleInto = (values: Float64Array, size: number): void => {
    const [low, high] = spread(values);
    const factor = (size - 2 * margin) / (high - low || 1);
    for (let i = 0; i < values.length; i++) {
      values[i] = values.length === 1 ? size / 2 : margin + (values[i] - low) * factor;
    }
  };
  scaleInto(x, width);
  scaleInto(y, height);
}

function pushApart(x: Float64Array, y: Float64Array, least: number, box: Box): void {
  for (let i = 0; i < x.length; i++) {
    for (let j = i + 1; j < x.length; j++) {
      const [dx, dy] = [x[i] - x[j] || 1e-3, y[i] - y[j]];
      const distance = Math.hypot(dx, dy);
      if (distance >= least) continue;
      const half = (least - distance) / 2 / distance;
      x[i] += dx * half;
      y[i] += dy * half;
      x[j] -= dx * half;
      y[j] -= dy * half;
    }
    x[i] = Math.min(box.width - box.margin, Math.max(box.margin, x[i]));
    y[i] = Math.min(box.height - box.margin, Math.max(box.margin, y[i]));
  }
}
