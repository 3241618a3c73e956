// Numbers and times in pictures: the words of the offline report, so that both say the same.
export {
  clock,
  count,
  duration,
  moment,
  probability,
  shortDay,
} from '../../../../src/detect/coordination/report/words.ts';

/** 90 as "1.5m": short enough for the foot of a bar. */
export function shortDuration(seconds: number): string {
  if (!Number.isFinite(seconds)) return '∞';
  if (seconds < 60) return `${Number(seconds.toPrecision(3))}s`;
  if (seconds < 3600) return `${Number((seconds / 60).toPrecision(2))}m`;
  if (seconds < 86_400) return `${Number((seconds / 3600).toPrecision(2))}h`;
  return `${Number((seconds / 86_400).toPrecision(2))}d`;
}
