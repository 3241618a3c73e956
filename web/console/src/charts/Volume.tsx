// How much over time: bars from zero with the busiest named; and the same small, for a row of a table.
import { t } from '../messages/t.ts';
import { Picture } from './Picture.tsx';
import { linear, tenth } from './scale.ts';
import { useWidth } from './use-width.ts';
import { count } from './words.ts';

export type VolumeStep = {
  readonly label: string;
  readonly count: number;
  readonly href?: string;
  readonly ongoing?: boolean;
};
type Props = {
  readonly title: string;
  readonly steps: readonly VolumeStep[];
  /** What one bar is, such as "day". */
  readonly per: string;
  readonly name: string;
  readonly caption?: string;
  readonly height?: number;
};

export function Volume({ title, steps, per, name, caption, height = 160 }: Props) {
  const { ref, width } = useWidth<HTMLDivElement>(460);
  const all = steps.reduce((sum, step) => sum + step.count, 0);
  const most = Math.max(1, ...steps.map((step) => step.count));
  const bottom = height - 24;
  const y = linear(0, most, bottom, 22);
  const size = width / Math.max(1, steps.length);
  const every = Math.max(1, Math.ceil((steps.length * 52) / width));
  return (
    <Picture
      title={title}
      description={
        all === 0
          ? t('charts.volumeNone', { title })
          : t('charts.volumeDescription', { title, count: all, most: count(most), step: per })
      }
      caption={caption}
      name={name}
      frame={ref}
      table={{
        columns: [{ title: t('charts.volumeFrom') }, { title: t('charts.volumeCount'), number: true }],
        rows: steps.map((step) => [step.label, step.count]),
        shown: () => steps.map((step) => [step.label, count(step.count)]),
      }}
    >
      <svg className="chart" width={width} height={height} aria-hidden="true">
        {steps.map((step, i) => {
          const x = tenth(i * size + 1);
          return (
            <g key={step.label}>
              <rect
                className={step.ongoing ? 'bar-expected' : 'bar-seen'}
                x={x}
                y={y(step.count)}
                width={tenth(Math.max(1, size - 2))}
                height={tenth(bottom - y(step.count))}
              />
              {size > 22 && step.count > 0 && (
                <text x={tenth(x + size / 2 - 1)} y={y(step.count) - 5} textAnchor="middle">
                  {count(step.count)}
                </text>
              )}
              {(steps.length - 1 - i) % every === 0 && (
                <text className="t-muted" x={tenth(x + size / 2 - 1)} y={bottom + 17} textAnchor="middle">
                  {step.label}
                </text>
              )}
            </g>
          );
        })}
        <line className="axis" x1="0" x2={width} y1={bottom} y2={bottom} />
      </svg>
    </Picture>
  );
}

/** Counts over time in a row: no axis, from zero; the words beside it say the number. */
export function Sparkline({ counts, label }: { readonly counts: readonly number[]; readonly label: string }) {
  const [width, height] = [96, 24];
  const y = linear(0, Math.max(1, ...counts), height - 1, 2);
  const size = width / Math.max(1, counts.length);
  const bars = counts.map((n, i) => (n > 0 ? `M${tenth((i + 0.5) * size)} ${height - 1}V${y(n)}` : '')).join('');
  return (
    <svg className="chart sparkline" width={width} height={height} role="img" aria-label={label}>
      <line className="axis" x1="0" x2={width} y1={height - 0.5} y2={height - 0.5} />
      <path className="spark" strokeWidth={Math.max(1, Math.min(4, size - 1))} d={bars} />
    </svg>
  );
}
