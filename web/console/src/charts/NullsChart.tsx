// Pairs seen, above what the nulls that explain most would give. Bars from zero, the number beside each.
import { nullName } from '../../../../src/detect/coordination/report/words.ts';
import { t } from '../messages/t.ts';
import { Picture } from './Picture.tsx';
import { linear } from './scale.ts';
import { useWidth } from './use-width.ts';
import { count, probability } from './words.ts';

export type NullRow = { readonly name: string; readonly expected: number; readonly pValue: number };
type Props = { readonly observed: number; readonly nulls: readonly NullRow[]; readonly name: string };

const mostDrawn = 4;
const step = 44;

export function NullsChart({ observed, nulls, name }: Props) {
  const { ref, width } = useWidth<HTMLDivElement>(460);
  const sorted = nulls.toSorted((a, b) => b.expected - a.expected);
  const drawn = sorted.slice(0, mostDrawn);
  const x = linear(0, Math.max(1, observed, ...drawn.map((row) => row.expected)), 0, width - 72);
  const most = sorted[0];
  return (
    <Picture
      title={t('charts.nullsTitle')}
      description={t('charts.nullsDescription', {
        observed,
        name: nullName(most?.name ?? ''),
        expected: count(most?.expected ?? 0),
      })}
      caption={t('charts.nullsCaption', { shown: drawn.length, all: nulls.length })}
      name={name}
      frame={ref}
      table={{
        columns: [
          { title: t('charts.nullsKeeps') },
          { title: t('charts.nullsPairs'), number: true },
          { title: t('charts.nullsP'), number: true },
        ],
        rows: [
          [t('charts.nullsSeen'), observed, null],
          ...sorted.map((row) => [nullName(row.name), row.expected, row.pValue]),
        ],
        shown: () => [
          [t('charts.nullsSeen'), count(observed), ''],
          ...sorted.map((row) => [nullName(row.name), count(row.expected), probability(row.pValue)]),
        ],
      }}
    >
      <svg className="chart" width={width} height={(drawn.length + 1) * step} aria-hidden="true">
        <Bar kind="bar-seen" top={0} size={x(observed)} label={t('charts.nullsSeen')} value={count(observed)} strong />
        {drawn.map((row, i) => (
          <Bar
            key={row.name}
            kind="bar-expected"
            top={(i + 1) * step}
            size={x(row.expected)}
            label={width < 420 ? nullName(row.name) : t('charts.nullsExpected', { name: nullName(row.name) })}
            value={count(row.expected)}
            remark={`p ${probability(row.pValue)}${i === 0 && drawn.length > 1 ? `, ${t('charts.nullsMost')}` : ''}`}
          />
        ))}
      </svg>
    </Picture>
  );
}

type BarProps = {
  readonly kind: string;
  readonly top: number;
  readonly size: number;
  readonly label: string;
  readonly value: string;
  readonly remark?: string;
  readonly strong?: boolean;
};

function Bar({ kind, top, size, label, value, remark, strong = false }: BarProps) {
  return (
    <g>
      <text className={strong ? 't-strong' : undefined} x="0" y={top + 13}>
        {label}
      </text>
      <rect className={kind} x="0.6" y={top + 19} width={Math.max(1, size)} height="14" />
      <text className="t-strong" x={size + 8} y={top + 30}>
        {value}
        {remark !== undefined && (
          <tspan className="t-muted" dx="8">
            {remark}
          </tspan>
        )}
      </text>
    </g>
  );
}
