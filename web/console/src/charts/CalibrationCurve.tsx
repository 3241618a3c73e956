// The calibration as a picture: this stream against its decoys, the cut named, each curve with its name beside it.
import { t } from '../messages/t.ts';
import { type CalibrationPoint, calibrationMargins, layoutCalibration } from './calibration-layout.ts';
import { Picture } from './Picture.tsx';
import { useWidth } from './use-width.ts';
import { count } from './words.ts';

type Props = { readonly points: readonly CalibrationPoint[]; readonly cut?: number; readonly name: string };

const height = 300;

export function CalibrationCurve({ points, cut, name }: Props) {
  const { ref, width } = useWidth<HTMLDivElement>(720);
  const texts = {
    targets: t('charts.calibrationTargetsName'),
    decoys: t(width < 560 ? 'charts.calibrationDecoysShort' : 'charts.calibrationDecoysName'),
  };
  const layout = layoutCalibration(points, cut, texts, width, height);
  const { left, right, top } = calibrationMargins;
  const { bottom, names, atCut } = layout;
  const values = { cut: count(cut ?? 0), targets: count(atCut?.targets ?? 0), decoys: count(atCut?.decoys ?? 0) };
  return (
    <Picture
      title={t('charts.calibrationTitle')}
      description={
        cut === undefined ? t('charts.calibrationDescriptionBare') : t('charts.calibrationDescription', values)
      }
      caption={t('charts.calibrationCaption')}
      name={name}
      frame={ref}
      table={{
        columns: [t('charts.calibrationScore'), t('charts.calibrationTargets'), t('charts.calibrationDecoys')].map(
          (title) => ({ title, number: true }),
        ),
        rows: points.map((p) => [p.score, p.targets, p.decoys]),
        shown: () => points.map((p) => [count(p.score), count(p.targets), count(p.decoys)]),
      }}
    >
      <svg className="chart" width={width} height={height} aria-hidden="true">
        <path className="claim" d={layout.claim ?? ''} />
        {layout.powers.map(({ value, y }) => (
          <g key={value}>
            <line className="grid" x1={left} x2={width - right} y1={y} y2={y} />
            <text className="t-muted" x={left - 8} y={y + 4} textAnchor="end">
              {count(value)}
            </text>
          </g>
        ))}
        <line className="axis" x1={left} x2={width - right} y1={bottom} y2={bottom} />
        <text className="t-muted" x={left - 8} y={bottom + 4} textAnchor="end">
          {t('charts.calibrationNone')}
        </text>
        {layout.scores.map(({ value, x }) => (
          <text key={value} className="t-muted" x={x} y={bottom + 17} textAnchor="middle">
            {count(value)}
          </text>
        ))}
        <text className="t-muted" x={width - right} y={bottom + 36} textAnchor="end">
          {t('charts.calibrationX')}
        </text>
        <text className="t-muted" x="0" y="12">
          {t('charts.calibrationY')}
        </text>
        <path className="decoys" d={layout.decoys} />
        <path className="targets" d={layout.targets} />
        <CurveName kind="t-accent" text={texts.targets} at={names.targets} fallback={{ x: left, y: 28 }} />
        <CurveName kind="t-decoy" text={texts.decoys} at={names.decoys} fallback={{ x: left + 90, y: 28 }} />
        {layout.cutX !== undefined && (
          <CutMark x={layout.cutX} top={top} bottom={bottom} width={width} text={t('charts.calibrationCut', values)} />
        )}
      </svg>
    </Picture>
  );
}

type Place = { readonly x: number; readonly y: number };
function CurveName({ kind, text, at, fallback }: { kind: string; text: string; at?: Place; fallback: Place }) {
  const { x, y } = at ?? fallback;
  return (
    <text className={`${kind} halo`} x={x} y={y}>
      {text}
    </text>
  );
}

type CutProps = {
  readonly x: number;
  readonly top: number;
  readonly bottom: number;
  readonly width: number;
  readonly text: string;
};
function CutMark({ x, top, bottom, width, text }: CutProps) {
  const end = x > width * 0.6;
  return (
    <>
      <line className="cut" x1={x} x2={x} y1={top - 8} y2={bottom} />
      <text className="t-strong halo" x={end ? x - 6 : x + 6} y={top - 2} textAnchor={end ? 'end' : 'start'}>
        {text}
      </text>
    </>
  );
}
