// How members arrive at an object: their posts in seconds behind the first, with the window as a band.
import { visible } from '../../../../src/detect/coordination/report/html.ts';
import { t } from '../messages/t.ts';
import { Picture } from './Picture.tsx';
import { linear, ticks } from './scale.ts';
import { diamondsPath, dotsPath } from './timeline-layout.ts';
import { useWidth } from './use-width.ts';
import { count, duration } from './words.ts';

export type ArrivalObject = {
  readonly key: string;
  /** A name of at most some 40 characters. */
  readonly label: string;
  readonly audience: number;
  /** Milliseconds, oldest first. */
  readonly posts: readonly { readonly account: string; readonly time: number }[];
};
type Props = { readonly objects: readonly ArrivalObject[]; readonly windowSeconds: number; readonly name: string };

const mostRows = 14;
const step = 22;

export function Arrivals({ objects, windowSeconds, name }: Props) {
  const { ref, width } = useWidth<HTMLDivElement>(900);
  const rows = objects.slice(0, mostRows);
  const narrow = width < 620;
  const left = narrow ? 8 : 300;
  const right = narrow ? 64 : 132;
  const rowStep = narrow ? 38 : step;
  const most = Math.max(windowSeconds * 1.25, 1);
  const x = linear(0, most, left, width - right);
  const bottom = rows.length * rowStep + 24;
  const window = duration(windowSeconds);
  return (
    <Picture
      title={t('charts.arrivalsTitle')}
      description={t('charts.arrivalsDescription', { count: rows.length, window })}
      caption={t('charts.arrivalsCaption')}
      name={name}
      frame={ref}
      table={tableOf(rows)}
    >
      <svg className="chart" width={width} height={bottom + 26} aria-hidden="true">
        <rect className="window" x={x(0)} y="20" width={x(windowSeconds) - x(0)} height={bottom - 20} />
        <text className="t-accent" x={x(windowSeconds) - 4} y="13" textAnchor="end">
          {t('charts.arrivalsWindow', { window })}
        </text>
        {!narrow && (
          <text className="t-muted" x={width - right + 14} y="13">
            {t('charts.arrivalsOf')}
          </text>
        )}
        {ticks(0, most, Math.max(2, Math.floor((width - left - right) / 100))).map((tick) => (
          <g key={tick}>
            <line className="grid" x1={x(tick)} x2={x(tick)} y1="20" y2={bottom} />
            <text
              className="t-muted"
              x={x(tick)}
              y={bottom + 17}
              textAnchor={tick === 0 && narrow ? 'start' : 'middle'}
            >
              {tick === 0 ? t('charts.arrivalsFirst') : `+${duration(tick)}`}
            </text>
          </g>
        ))}
        {rows.map((object, i) => {
          const y = i * rowStep + (narrow ? 46 : 33);
          const first = object.posts[0]?.time ?? 0;
          const marks = object.posts
            .map((post) => ({ x: x((post.time - first) / 1000), y, behind: (post.time - first) / 1000 }))
            .filter(({ behind }) => behind <= most);
          return (
            <g key={object.key}>
              <line className="grid" x1={left} x2={width - right} y1={y} y2={y} />
              <text x={narrow ? 8 : left - 12} y={narrow ? y - 10 : y + 4} textAnchor={narrow ? 'start' : 'end'}>
                {object.label}
              </text>
              <path className="dots" strokeWidth="8" d={dotsPath(marks.slice(1))} />
              <path className="dot lead" d={diamondsPath(marks.slice(0, 1), 6)} />
              <text className="t-muted" x={width - right + 14} y={y + 4}>
                {reached(object, object.posts.length - marks.length, narrow)}
              </text>
            </g>
          );
        })}
      </svg>
    </Picture>
  );
}

const accountsOf = ({ posts }: ArrivalObject): number => new Set(posts.map((post) => post.account)).size;

function reached(object: ArrivalObject, later: number, narrow: boolean): string {
  const values = { members: count(accountsOf(object)), audience: count(object.audience), later: count(later) };
  return t(later > 0 && !narrow ? 'charts.arrivalsLater' : 'charts.arrivalsRow', values);
}

function tableOf(rows: readonly ArrivalObject[]) {
  const cells = rows.flatMap(({ label, posts }) =>
    posts.map((post) => [label, post.account, (post.time - posts[0].time) / 1000] as const),
  );
  return {
    columns: [
      { title: t('charts.arrivalsObject') },
      { title: t('charts.arrivalsAccount') },
      { title: t('charts.arrivalsSeconds'), number: true },
    ],
    rows: cells,
    shown: () =>
      cells.map(([label, account, seconds]) => [label, <code key="a">{visible(account, 80)}</code>, duration(seconds)]),
  };
}
