// The two ends of a chosen span, moved with the arrow keys: sliders that say their time.
import { t } from '../messages/t.ts';
import type { Scale } from './scale.ts';
import { moveEnd, type Span, type Steps } from './time-span.ts';
import { moment } from './words.ts';

type Props = {
  readonly steps: Steps;
  readonly span: Span | undefined;
  readonly onSpan: (span: Span | undefined) => void;
  readonly x: Scale;
  readonly top: number;
  readonly bottom: number;
};

export function SpanHandles({ steps, span, onSpan, x, top, bottom }: Props) {
  const last = steps.counts.length - 1;
  if (last < 1) return null;
  const shown = span ?? { start: 0, end: last };
  return (
    <>
      {(['start', 'end'] as const).map((which) => {
        const value = shown[which];
        const time = steps.from + (value + (which === 'end' ? 1 : 0)) * steps.stepMilliseconds;
        return (
          <g
            key={which}
            className="span-handle"
            role="slider"
            tabIndex={0}
            aria-label={t(which === 'start' ? 'charts.timelineStart' : 'charts.timelineEnd')}
            aria-valuemin={0}
            aria-valuemax={last}
            aria-valuenow={value}
            aria-valuetext={`${moment(time / 1000)} UTC`}
            onKeyDown={(event) => {
              const by = stepsOf(event.key, last);
              if (event.key === 'Escape') return onSpan(undefined);
              if (by === undefined) return;
              event.preventDefault();
              event.stopPropagation();
              onSpan(moveEnd(shown, which, by, last + 1));
            }}
          >
            <rect className="span-grip" x={x(time) - 5} y={top + 24} width="10" height={bottom - top - 48} rx="2" />
          </g>
        );
      })}
    </>
  );
}

function stepsOf(key: string, last: number): number | undefined {
  if (key === 'ArrowLeft' || key === 'ArrowDown') return -1;
  if (key === 'ArrowRight' || key === 'ArrowUp') return 1;
  if (key === 'PageDown') return -10;
  if (key === 'PageUp') return 10;
  if (key === 'Home') return -last;
  return key === 'End' ? last : undefined;
}
