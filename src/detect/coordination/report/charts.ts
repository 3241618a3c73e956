// Bars and curves: calibration, lags, expected against observed. Counts begin at zero, save on the log scale, which says so.
import type { CoordinationResult, Group } from '../result.ts';
import { placeNames } from './curve-labels.ts';
import { type Html, html } from './html.ts';
import { linear, logarithmic, tenth, ticks } from './scale.ts';
import { count, nullName, plural, probability } from './words.ts';

const most = 400;

const plot = { width: 1000, height: 320, left: 64, right: 24, top: 44, bottom: 276 } as const;

type Point = CoordinationResult['calibration'][number];
type Series = 'targets' | 'decoys' | 'allTargets' | 'allDecoys';
type Place = (value: number) => number;
type Line = { readonly series: Series; readonly style: string; readonly text: string };

/** Drawn in this order; the last lies on top. */
const lines: readonly Line[] = [
  { series: 'allDecoys', style: 'decoys thin', text: 'decoys, all pairs: for comparison' },
  { series: 'allTargets', style: 'targets thin', text: 'this input, all pairs: for comparison' },
  { series: 'decoys', style: 'decoys', text: 'decoys, pairs inside groups' },
  { series: 'targets', style: 'targets', text: 'this input, pairs inside groups: these count' },
];

/** Targets and decoys at or above each score, counts on a log scale, with the cut drawn. */
export function calibrationPicture(result: CoordinationResult, title: string): Html {
  const { width, height, left, right, top, bottom } = plot;
  const points = thin(result.calibration.toSorted((a, b) => a.score - b.score));
  const highest = points.reduce((m, p) => Math.max(m, p.targets, p.decoys, p.allTargets ?? 0, p.allDecoys ?? 0), 10);
  const from = points[0]?.score ?? 0;
  const to = Math.max(from + 1, ...points.filter((p) => seriesOf(p).some((n) => n > 0)).map((p) => p.score + 0.5));
  const x = linear(from, to, left, width - right);
  const y = logarithmic(0.5, highest * 1.3, bottom, top);
  const powers = Array.from({ length: Math.floor(Math.log10(highest * 1.3)) + 1 }, (_, i) => 10 ** i);
  const drawn = lines.filter(({ series }) => points.some((point) => (point[series] ?? 0) > 0));
  return html`<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}">${claimBand(result, points, x, y)}${powers.map(
    (p) =>
      html`<line class="grid" x1="${left}" x2="${width - right}" y1="${y(p)}" y2="${y(p)}"/><text class="t-muted" x="${left - 8}" y="${y(p) + 4}" text-anchor="end">${count(p)}</text>`,
  )}<line class="axis" x1="${left}" x2="${width - right}" y1="${bottom}" y2="${bottom}"/><text class="t-muted" x="${left - 8}" y="${bottom + 4}" text-anchor="end">none</text>${ticks(
    from,
    to,
    8,
  ).map(
    (t) => html`<text class="t-muted" x="${x(t)}" y="${bottom + 18}" text-anchor="middle">${count(t)}</text>`,
  )}<text class="t-muted" x="${width - right}" y="${bottom + 38}" text-anchor="end">score: how much closer in time than habits would give</text><text class="t-muted" x="0" y="12">pairs at or above the score, log scale</text>${drawn.map(
    (line) => curve(points, line, x, y),
  )}${names(points, drawn.toReversed(), x, y)}${cutLine(result, x)}</svg>`;
}

const seriesOf = (p: Point): readonly number[] => [p.targets, p.decoys, p.allTargets ?? 0, p.allDecoys ?? 0];

function thin(points: readonly Point[]): readonly Point[] {
  if (points.length <= most) return points;
  return Array.from({ length: most }, (_, i) => points[Math.round((i * (points.length - 1)) / (most - 1))]);
}

function curve(points: readonly Point[], { series, style }: Line, x: Place, y: Place): Html {
  const value = (point: Point): number => point[series] ?? 0;
  const kept = points.filter((point) => value(point) > 0);
  const path = kept.map((p, i) => (i === 0 ? `M${x(p.score)} ${y(value(p))}` : `H${x(p.score)}V${y(value(p))}`));
  const last = kept.at(-1);
  const next = last === undefined ? undefined : points[points.indexOf(last) + 1];
  const end = last === undefined ? '' : `H${x(next?.score ?? last.score + 0.5)}V${plot.bottom}`;
  return html`<path class="${style}" d="${path.join('')}${end}"/>`;
}

/** Each curve's name beside it; those that find no place stand above the picture. */
function names(points: readonly Point[], drawn: readonly Line[], x: Place, y: Place): Html {
  const curves = drawn.map(({ series, text }) => ({
    steps: points.filter((p) => (p[series] ?? 0) > 0).map((p) => ({ x: x(p.score), y: y(p[series] ?? 0) })),
    width: text.length * 6.4,
  }));
  const places = placeNames(curves, { ...plot, right: plot.width - plot.right });
  let above = plot.width - plot.right;
  return html`${drawn.map(({ style, text }, i) => {
    const place = places[i];
    const kind = `${style.startsWith('targets') ? 't-accent' : 't-decoy'}${style.endsWith('thin') ? ' light' : ''}`;
    if (place !== undefined)
      return html`<text class="${kind}" x="${tenth(place.x)}" y="${tenth(place.y)}">${text}</text>`;
    const end = above;
    above -= curves[i].width + 48;
    return html`<line class="${style}" x1="${tenth(end - curves[i].width - 32)}" x2="${tenth(end - curves[i].width - 8)}" y1="8" y2="8"/><text class="${kind}" x="${tenth(end - curves[i].width)}" y="12">${text}</text>`;
  })}`;
}

/** What is claimed: under the curve of pairs inside groups, right of the cut. */
function claimBand(result: CoordinationResult, points: readonly Point[], x: Place, y: Place): Html | false {
  const cut = result.scoreCut;
  if (cut === undefined) return false;
  const at = points.findLastIndex((p) => p.score <= cut);
  const right = points.slice(Math.max(0, at)).filter((p) => p.targets > 0);
  if (right.length === 0) return false;
  const end = points[points.indexOf(right[right.length - 1]) + 1]?.score ?? right[right.length - 1].score + 0.5;
  const path = right.map((p) => `H${x(Math.max(cut, p.score))}V${y(p.targets)}`).join('');
  return html`<path class="claim" d="M${x(cut)} ${plot.bottom}${path}H${x(end)}V${plot.bottom}Z"/>`;
}

function cutLine(result: CoordinationResult, x: Place): Html | false {
  const cut = result.scoreCut;
  if (cut === undefined) return false;
  const at = x(cut);
  const claim = `cut ${count(cut)}: ${plural(result.edges.length, 'edge')}, at most ${count(result.expectedFalseEdges)} expected`;
  const side = at > 640 ? { x: tenth(at - 8), anchor: 'end' } : { x: tenth(at + 8), anchor: 'start' };
  return html`<line class="cut" x1="${at}" x2="${at}" y1="${plot.top - 10}" y2="${plot.bottom}"/><text class="t-strong" x="${side.x}" y="${plot.top - 2}" text-anchor="${side.anchor}">${claim}</text>`;
}

/** Bars of equal width, one per bin of the histogram; the number stands on each bar. */
export function lagPicture(group: Group, title: string): Html {
  const { edges, counts } = group.lagHistogram;
  const [width, height, left, right, top, bottom] = [460, 210, 8, 8, 26, 172];
  const y = linear(0, Math.max(1, ...counts), bottom, top);
  const step = (width - left - right) / Math.max(1, counts.length);
  const every = Math.ceil(counts.length / 14);
  return html`<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}">${counts.map((n, i) => {
    const at = tenth(left + i * step);
    const bar = html`<rect class="bar-seen" x="${at + 1}" y="${y(n)}" width="${tenth(Math.max(1, step - 2))}" height="${tenth(bottom - y(n))}"/>`;
    const text = html`<text x="${tenth(at + step / 2)}" y="${y(n) - 5}" text-anchor="middle">${count(n)}</text>`;
    const edge = html`<text class="t-muted" x="${at}" y="${bottom + 17}" text-anchor="${i === 0 ? 'start' : 'middle'}">${short(edges[i])}</text>`;
    return html`${bar}${every === 1 && text}${i % every === 0 && edge}`;
  })}<line class="axis" x1="${left}" x2="${width - right}" y1="${bottom}" y2="${bottom}"/><text class="t-muted" x="${width - right}" y="${bottom + 17}" text-anchor="end">${short(edges.at(-1) ?? 0)}</text><text class="t-muted" x="${left}" y="${height - 2}">between two members’ posts on one object</text></svg>`;
}

/** 90 as "1.5m": short enough for the foot of a bar. */
function short(seconds: number): string {
  if (!Number.isFinite(seconds)) return '∞';
  if (seconds < 60) return `${Number(seconds.toPrecision(3))}s`;
  if (seconds < 3600) return `${Number((seconds / 60).toPrecision(2))}m`;
  if (seconds < 86400) return `${Number((seconds / 3600).toPrecision(2))}h`;
  return `${Number((seconds / 86400).toPrecision(2))}d`;
}

/** How many nulls the picture shows; its table has all. */
export const mostNulls = 4;

/** Pairs seen, above what the nulls that explain most would give. */
export function nullsPicture(group: Group, title: string): Html {
  const rows = group.nulls.toSorted((a, b) => b.expected - a.expected).slice(0, mostNulls);
  const width = 460;
  const x = linear(0, Math.max(1, group.observed, ...rows.map((row) => row.expected)), 0, width - 64);
  const step = 46;
  const bar = (kind: string, value: number, text: Html | string, i: number, remark = ''): Html => {
    const top = i * step;
    return html`<text x="0" y="${top + 14}">${text}</text><rect class="${kind}" x="0.6" y="${top + 20}" width="${Math.max(1, x(value))}" height="15"/><text class="t-strong" x="${tenth(x(value) + 8)}" y="${top + 32}">${count(value)}${remark !== '' && html`<tspan class="t-muted" dx="8">${remark}</tspan>`}</text>`;
  };
  return html`<svg viewBox="0 0 ${width} ${(rows.length + 1) * step}" role="img" aria-label="${title}">${bar('bar-seen', group.observed, html`<tspan class="t-strong">Seen in this input</tspan>`, 0)}${rows.map(
    (row, i) =>
      bar(
        'bar-expected',
        row.expected,
        html`Expected, keeping ${nullName(row.name)}`,
        i + 1,
        `p ${probability(row.pValue)}${i === 0 && rows.length > 1 ? ', explains most' : ''}`,
      ),
  )}</svg>`;
}
