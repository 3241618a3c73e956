// The evidence of a finding, page by page: each loaded page stays.
import { useInfiniteQuery } from '@tanstack/react-query';
import type { FindingEvidence } from '../../../../../src/server/features/findings/schemas.ts';
import { get } from '../../api/client.ts';
import type { Failure } from '../../api/failure.ts';

export const objectsPerPage = 20;

export type EvidenceRead = {
  readonly items: FindingEvidence['items'];
  readonly matching: number;
  readonly error: Failure | null;
  readonly isPending: boolean;
  readonly isFetching: boolean;
  readonly hasMore: boolean;
  readonly more: () => void;
  readonly retry: () => void;
};

export function useEvidence(id: string): EvidenceRead {
  const path = `/findings/${encodeURIComponent(id)}/evidence`;
  const read = useInfiniteQuery<FindingEvidence, Failure, FindingEvidence[], readonly unknown[], string | undefined>({
    queryKey: [path, 'pages'],
    queryFn: async ({ pageParam, signal }) =>
      await get<FindingEvidence>(path, { cursor: pageParam, limit: objectsPerPage }, signal),
    initialPageParam: undefined,
    getNextPageParam: ({ next }) => next,
    select: ({ pages }) => pages,
  });
  const pages = read.data ?? [];
  return {
    items: pages.flatMap(({ items }) => items),
    matching: pages.at(-1)?.matching ?? 0,
    error: read.error,
    isPending: read.isPending,
    isFetching: read.isFetching,
    hasMore: read.hasNextPage,
    more: () => void read.fetchNextPage(),
    retry: () => void read.refetch(),
  };
}
