// How many findings were made in each hour or day: each step is counted by the list itself, so its link shows the same.
import { useQueries } from '@tanstack/react-query';
import type { FindingList } from '../../../../../src/server/features/findings/schemas.ts';
import { get } from '../../api/client.ts';
import type { VolumeStep } from '../../charts/Volume.tsx';
import { clock, shortDay } from '../../charts/words.ts';

export type StepSize = 'hour' | 'day';
const sizes = { hour: 3_600_000, day: 86_400_000 } as const;
const counts = { hour: 24, day: 14 } as const;

const written = (time: number): string => new Date(time).toISOString().slice(0, 19);

/** Terms of the list's query for one step, end exclusive. */
export const stepQuery = (from: number, to: number): string => `created:>=${written(from)} created:<${written(to)}`;

/** Starts of the steps, oldest first; the last one is running. */
export function stepStarts(size: StepSize, now: number): readonly number[] {
  const width = sizes[size];
  const last = Math.floor(now / width) * width;
  return Array.from({ length: counts[size] }, (_, i) => last - (counts[size] - 1 - i) * width);
}

export function useFindingSteps(size: StepSize, now: number, enabled: boolean): readonly VolumeStep[] | undefined {
  const starts = stepStarts(size, now);
  const reads = useQueries({
    queries: starts.map((from, i) => ({
      queryKey: ['findings by step', size, from],
      queryFn: async () => await get<FindingList>('/findings', { q: stepQuery(from, from + sizes[size]), limit: 1 }),
      // What is over does not change any more, but for findings that are erased.
      staleTime: i === starts.length - 1 ? 10_000 : 3_600_000,
      refetchInterval: i === starts.length - 1 ? 15_000 : (false as const),
      enabled,
    })),
  });
  if (reads.some(({ data }) => data === undefined)) return undefined;
  return starts.map((from, i) => ({
    label: size === 'hour' ? clock(from / 1000) : shortDay(from / 1000),
    count: reads[i].data?.matching ?? 0,
    ongoing: i === starts.length - 1,
  }));
}
