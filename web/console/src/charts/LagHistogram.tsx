// How far apart members' posts on one object are, with the band that the nulls expect and the window named.
import { t } from '../messages/t.ts';
import { type ExpectedRange, type LagHistogramData, lagMargins, layoutLags } from './lag-layout.ts';
import { Picture } from './Picture.tsx';
import { useWidth } from './use-width.ts';
import { count, duration, shortDuration } from './words.ts';

type Props = {
  readonly data: LagHistogramData;
  readonly windowSeconds: number;
  readonly expected?: ExpectedRange;
  readonly name: string;
};

const height = 220;

export function LagHistogram({ data, windowSeconds, expected, name }: Props) {
  const { ref, width } = useWidth<HTMLDivElement>(460);
  const layout = layoutLags(data, windowSeconds, expected, width, height);
  const { bars, bottom, windowX } = layout;
  const every = Math.max(1, Math.ceil((bars.length * 44) / width));
  const window = duration(windowSeconds);
  const caption =
    expected === undefined
      ? t('charts.lagCaptionBare')
      : t('charts.lagCaption', { low: count(expected.low), high: count(expected.high), window });
  return (
    <Picture
      title={t('charts.lagTitle')}
      description={t('charts.lagDescription', { inside: layout.inside, count: layout.all, window })}
      caption={caption}
      name={name}
      frame={ref}
      table={{
        columns: [
          { title: t('charts.lagFrom') },
          { title: t('charts.lagTo') },
          { title: t('charts.lagPairs'), number: true },
          { title: t('charts.lagExpected'), number: true },
        ],
        rows: bars.map((bar) => [bar.from, bar.to, bar.count, bar.band?.high ?? null]),
        shown: () =>
          bars.map(({ from, to, count: n, band }) => [
            duration(from),
            duration(to),
            count(n),
            band === undefined ? '–' : `${count(band.low)}–${count(band.high)}`,
          ]),
      }}
    >
      <svg className="chart" width={width} height={height} aria-hidden="true">
        {bars.map((bar) => (
          <rect key={bar.from} className="bar-seen" x={bar.x} y={bar.y} width={bar.width} height={bar.height} />
        ))}
        {bars.map(
          ({ from, x, width: w, band }) =>
            band && <rect key={from} className="band" x={x} y={band.top} width={w} height={band.height} />,
        )}
        {windowX !== undefined && <WindowMark x={windowX} bottom={bottom} width={width} window={window} />}
        {bars.map((bar, i) => (
          <g key={bar.from}>
            {bar.width > 24 && (
              <text className="halo" x={bar.x + bar.width / 2} y={bar.y - 5} textAnchor="middle">
                {count(bar.count)}
              </text>
            )}
            {i % every === 0 && (i === 0 || bar.x < width - 56) && (
              <text className="t-muted" x={bar.x - 1} y={bottom + 17} textAnchor={i === 0 ? 'start' : 'middle'}>
                {shortDuration(bar.from)}
              </text>
            )}
          </g>
        ))}
        <line className="axis" x1={lagMargins.left} x2={width - lagMargins.right} y1={bottom} y2={bottom} />
        <text className="t-muted" x={width - lagMargins.right} y={bottom + 17} textAnchor="end">
          {shortDuration(bars.at(-1)?.to ?? 0)}
        </text>
        <text className="t-muted" x={lagMargins.left} y={height - 6}>
          {t('charts.lagFoot')}
        </text>
      </svg>
    </Picture>
  );
}

function WindowMark({ x, bottom, width, window }: { x: number; bottom: number; width: number; window: string }) {
  const end = x > width / 2;
  return (
    <>
      <line className="cut" x1={x} x2={x} y1={16} y2={bottom} />
      <text className="t-strong" x={end ? x - 6 : x + 6} y={12} textAnchor={end ? 'end' : 'start'}>
        {t('charts.lagWindow', { window })}
      </text>
    </>
  );
}
