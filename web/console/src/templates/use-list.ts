// The rows of a list for its state in the address.
import { lastOwnChange, useRead } from '../api/hooks.ts';
import type { Failure } from '../api/failure.ts';
import type { ListAnswer, ListSpec } from './list-spec.ts';
import { useHeldRows } from './held-rows.ts';
import type { ListState } from './list-state.ts';

export const rowsPerPage = 50;

export type ListRead<Row> = {
  readonly answer: ListAnswer<Row> | undefined;
  readonly error: Failure | null;
  readonly isPending: boolean;
  /** Another page or filter is on its way; what is shown is the one before. */
  readonly isOld: boolean;
  readonly asOf: number;
  /** New rows that wait to be shown, so that nothing moves under the pointer. */
  readonly fresh: number;
  readonly showFresh: () => void;
  readonly retry: () => void;
};

export function useList<Row>(spec: ListSpec<Row>, { q, sort, cursor }: ListState): ListRead<Row> {
  const order = sort === '' ? spec.defaultSort : sort;
  const paging = spec.unpaged === true ? {} : { sort: order, cursor, limit: rowsPerPage };
  const values = { ...spec.values, ...(spec.fields.length === 0 ? {} : { q }), ...paging };
  const read = useRead<unknown>(spec.endpoint, values, { keep: true });
  const answer =
    read.data === undefined ? undefined : (spec.read?.(read.data as never) ?? (read.data as ListAnswer<Row>));
  // What came of one's own change is shown at once; only what others did waits.
  const own = read.dataUpdatedAt >= lastOwnChange() ? lastOwnChange() : 0;
  const key = JSON.stringify([spec.endpoint, values, own]);
  const held = useHeldRows(answer, key, read.isPlaceholderData, spec.rowKey);
  return {
    answer: held.answer,
    fresh: held.fresh,
    showFresh: held.show,
    error: read.error,
    isPending: read.isPending,
    isOld: read.isPlaceholderData,
    asOf: read.dataUpdatedAt,
    retry: () => void read.refetch(),
  };
}
