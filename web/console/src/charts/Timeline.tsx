// When it happened: posts per step, a span that can be chosen by pointer or keys, and members as lanes below.
import { useState } from 'react';
import { visible } from '../../../../src/detect/coordination/report/html.ts';
import { t } from '../messages/t.ts';
import { Picture } from './Picture.tsx';
import { SpanHandles } from './SpanHandles.tsx';
import { countWithin, rangeOf, type Span, spanOf } from './time-span.ts';
import { diamondsPath, dotsPath, layoutTimeline, type TimelineInput, type TimelineLayout } from './timeline-layout.ts';
import { useWidth } from './use-width.ts';
import { count, duration, moment } from './words.ts';

type Props = TimelineInput & {
  readonly name: string;
  readonly span: Span | undefined;
  readonly onSpan: (span: Span | undefined) => void;
};

export function Timeline({ steps, members, objects, windowSeconds, name, span, onSpan }: Props) {
  const { ref, width } = useWidth<HTMLDivElement>(900);
  const layout = layoutTimeline({ steps, members, objects, windowSeconds }, width);
  const all = steps.counts.reduce((sum, n) => sum + n, 0);
  const end = steps.from + steps.counts.length * steps.stepMilliseconds;
  const step = duration(steps.stepMilliseconds / 1000);
  const timeOf = (i: number): number => steps.from + i * steps.stepMilliseconds;
  return (
    <Picture
      title={t('charts.timelineTitle')}
      description={t('charts.timelineDescription', {
        count: all,
        from: moment(steps.from / 1000),
        to: moment(end / 1000),
        step,
        most: Math.max(0, ...steps.counts),
      })}
      caption={
        <>
          {t('charts.timelineCaption', { step })}{' '}
          {layout.lanes.length > 0 &&
            t('charts.timelineLanesCaption', { shown: layout.lanes.length, all: members.length })}{' '}
          {layout.windowWidth < 2 && t('charts.timelineWindowThin', { window: duration(windowSeconds) })}
        </>
      }
      name={name}
      frame={ref}
      table={{
        columns: [
          { title: t('charts.timelineFrom') },
          { title: t('charts.timelineTo') },
          { title: t('charts.timelinePosts'), number: true },
        ],
        rows: steps.counts.map((n, i) => [new Date(timeOf(i)).toISOString(), new Date(timeOf(i + 1)).toISOString(), n]),
        shown: () => steps.counts.map((n, i) => [moment(timeOf(i) / 1000), moment(timeOf(i + 1) / 1000), count(n)]),
      }}
    >
      <SpanLine steps={steps} span={span} onSpan={onSpan} all={all} />
      <Drawing layout={layout} width={width} windowSeconds={windowSeconds}>
        <Brush layout={layout} steps={steps.counts.length} width={width} span={span} onSpan={onSpan} />
        <SpanHandles steps={steps} span={span} onSpan={onSpan} x={layout.x} top={20} bottom={layout.barsBottom} />
      </Drawing>
    </Picture>
  );
}

function SpanLine({ steps, span, onSpan, all }: Pick<Props, 'steps' | 'span' | 'onSpan'> & { readonly all: number }) {
  if (span === undefined) return <p className="span-line muted">{t('charts.timelineAll', { count: all })}</p>;
  const { from, to } = rangeOf(steps, span);
  const values = { count: countWithin(steps, span), all, from: moment(from / 1000), to: moment(to / 1000) };
  return (
    <p className="span-line" aria-live="polite">
      {t('charts.timelineSpan', values)}{' '}
      <button type="button" className="quiet" onClick={() => onSpan(undefined)}>
        {t('charts.timelineSpanClear')}
      </button>
    </p>
  );
}

type DrawingProps = {
  readonly layout: TimelineLayout;
  readonly width: number;
  readonly windowSeconds: number;
  readonly children: React.ReactNode;
};

function Drawing({ layout, width, windowSeconds, children }: DrawingProps) {
  const { left, barsBottom, lanes, height } = layout;
  return (
    <svg className="chart" width={width} height={height}>
      <g aria-hidden="true">
        {layout.levels.map(({ value, y }) => (
          <g key={value}>
            <line className="grid" x1={left} x2={width - 12} y1={y} y2={y} />
            <text className="t-muted" x={left - 8} y={y + 4} textAnchor="end">
              {count(value)}
            </text>
          </g>
        ))}
        {layout.ticks.map((tick) => (
          <g key={tick.x}>
            <line className="grid" x1={tick.x} x2={tick.x} y1={20} y2={lanes.length > 0 ? height - 4 : barsBottom} />
            <text className="t-muted" x={tick.x} y={barsBottom + 17} textAnchor="middle">
              {tick.text}
            </text>
          </g>
        ))}
        {layout.bars.map((bar) => (
          <rect key={bar.x} className="bar-seen" {...bar} />
        ))}
        <line className="axis" x1={left} x2={width - 12} y1={barsBottom} y2={barsBottom} />
        {layout.windowWidth >= 2 && <WindowBar layout={layout} width={width} windowSeconds={windowSeconds} />}
        <Lanes layout={layout} width={width} />
      </g>
      {children}
    </svg>
  );
}

/** A measure of the window's width, as on a map. */
function WindowBar({ layout, width, windowSeconds }: Omit<DrawingProps, 'children'>) {
  const end = width - 12;
  return (
    <g>
      <line className="measure" x1={end - layout.windowWidth} x2={end} y1={10} y2={10} />
      <text className="t-muted" x={end - layout.windowWidth - 6} y={14} textAnchor="end">
        {t('charts.timelineWindow', { window: duration(windowSeconds) })}
      </text>
    </g>
  );
}

function Lanes({ layout, width }: Pick<DrawingProps, 'layout' | 'width'>) {
  return (
    <g>
      {layout.lanes.map(({ account, y }, i) => (
        <g key={account}>
          <line className="grid" x1={layout.left} x2={width - 12} y1={y} y2={y} />
          <text className={layout.left > 60 ? 'mono-text' : 't-muted'} x={layout.left - 8} y={y + 4} textAnchor="end">
            {layout.left > 60 ? `${shortAccount(account)}  ${i + 1}` : i + 1}
          </text>
        </g>
      ))}
      {layout.threads.map((thread, i) => (
        <line key={i} className="thread" x1={thread.x} x2={thread.x} y1={thread.y1} y2={thread.y2} />
      ))}
      <path className="dots" strokeWidth="6" d={dotsPath(layout.dots)} />
      <path className="dot lead" d={diamondsPath(layout.firsts, 4.6)} />
    </g>
  );
}

/** Hidden characters are spelled out: in a picture, too, nothing turns the text around. */
const shortAccount = (account: string): string => visible(account, 15);

type BrushProps = {
  readonly layout: TimelineLayout;
  readonly steps: number;
  readonly width: number;
  readonly span: Span | undefined;
  readonly onSpan: (span: Span | undefined) => void;
};

/** A span is drawn with the pointer; a tap chooses one step. */
function Brush({ layout, steps, width, span, onSpan }: BrushProps) {
  const [start, setStart] = useState<number>();
  const stepAt = (event: React.PointerEvent<SVGRectElement>): number => {
    const box = event.currentTarget.getBoundingClientRect();
    return ((event.clientX - box.left) / Math.max(1, box.width)) * steps;
  };
  const chosen = span && layout.bars[span.start] && layout.bars[span.end];
  return (
    <>
      {span && chosen && (
        <rect
          className="brush"
          x={layout.bars[span.start].x}
          y="20"
          width={layout.bars[span.end].x + layout.bars[span.end].width - layout.bars[span.start].x}
          height={layout.height - 24}
        />
      )}
      <rect
        className="brush-area"
        x={layout.left}
        y="20"
        width={Math.max(1, width - 12 - layout.left)}
        height={layout.barsBottom - 20}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          const at = stepAt(event);
          setStart(at);
          onSpan(spanOf(at, at, steps));
        }}
        onPointerMove={(event) => {
          if (start !== undefined) onSpan(spanOf(start, stepAt(event), steps));
        }}
        onPointerUp={() => setStart(undefined)}
        onPointerCancel={() => setStart(undefined)}
      />
    </>
  );
}
