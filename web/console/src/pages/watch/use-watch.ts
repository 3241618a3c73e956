// Everything the overview reads; what this server or role does not have is undefined.
import type { SourceList } from '../../../../../src/server/features/sources/schemas.ts';
import type { Calendar, Watchlists } from '../../../../../src/server/features/watchlists/schemas.ts';
import type { FindingCounts } from '../../../../../src/server/features/findings/schemas.ts';
import { useRead } from '../../api/hooks.ts';
import type { Failure } from '../../api/failure.ts';
import { useHas, useMay } from '../../session/session.ts';

export type Watch = {
  readonly mayWatch: boolean;
  readonly counts: FindingCounts | undefined;
  readonly countsError: Failure | null;
  readonly calendar: Calendar | undefined;
  readonly sources: SourceList | undefined;
  readonly watchlists: Watchlists | undefined;
  readonly asOf: number;
};

const sourcesEverySeconds = 5;

export function useWatch(): Watch {
  const mayWatch = [useHas('findings'), useMay('GET /findings')].every(Boolean);
  const lists = [useHas('watchlists'), useMay('GET /watchlists')].every(Boolean);
  const sources = [useHas('sources'), useMay('GET /sources')].every(Boolean);
  const counts = useRead<FindingCounts>('/findings/counts', {}, { enabled: mayWatch, everySeconds: 30 });
  return {
    mayWatch,
    counts: counts.data,
    countsError: counts.error,
    calendar: useRead<Calendar>('/calendar', {}, { enabled: lists }).data,
    watchlists: useRead<Watchlists>('/watchlists', {}, { enabled: lists }).data,
    sources: useRead<SourceList>('/sources', {}, { enabled: sources, everySeconds: sourcesEverySeconds, keep: true })
      .data,
    asOf: counts.dataUpdatedAt,
  };
}
