// Reading and changing through the API from a page: answers are kept by path, and asked for again when they grow old.
import {
  keepPreviousData,
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { get, type QueryValues, send } from './client.ts';
import type { Failure } from './failure.ts';

type ReadOptions = {
  readonly enabled?: boolean;
  /** Asks again by itself so often, for what no topic tells of. */
  readonly everySeconds?: number;
  /** Shows the last answer while another page or filter is on its way. */
  readonly keep?: boolean;
};

export function useRead<T>(
  path: string,
  values: QueryValues = {},
  options: ReadOptions = {},
): UseQueryResult<T, Failure> {
  const { enabled = true, everySeconds, keep = false } = options;
  return useQuery<T, Failure>({
    queryKey: [path, values],
    queryFn: async ({ signal }) => await get<T>(path, values, signal),
    enabled,
    refetchInterval: everySeconds === undefined ? false : everySeconds * 1000,
    ...(keep ? { placeholderData: keepPreviousData } : {}),
  });
}

let changedAt = 0;
/** When this person last changed something here, milliseconds since 1970 UTC: what they did they see at once. */
export const lastOwnChange = (): number => changedAt;

/** A change. `old` names beginnings of paths that are to be asked for again when it is done. */
export function useChange<Input, Answer = unknown>(
  change: (input: Input) => Promise<Answer>,
  old: readonly string[] = [],
): UseMutationResult<Answer, Failure, Input> {
  const client = useQueryClient();
  return useMutation<Answer, Failure, Input>({
    mutationFn: change,
    onSuccess: async () => {
      changedAt = Date.now();
      await Promise.all(
        old.map(
          async (start) =>
            await client.invalidateQueries({
              predicate: ({ queryKey: [path] }) => typeof path === 'string' && path.startsWith(start),
            }),
        ),
      );
    },
  });
}

export { send };
