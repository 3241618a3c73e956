// Rows keep their places while somebody reads: what is known is brought up to date, what is new waits to be shown.
import { useMemo, useRef, useState } from 'react';
import type { ListAnswer } from './list-spec.ts';

export type Held<Row> = {
  readonly answer: ListAnswer<Row> | undefined;
  /** Rows of the newest answer that are not shown. */
  readonly fresh: number;
  readonly show: () => void;
};

/** The rows of `shown` as `newest` has them, in their order; and how many of `newest` are not among them. */
export function holdRows<Row>(
  shown: readonly Row[],
  newest: readonly Row[],
  rowKey: (row: Row) => string,
): { readonly items: readonly Row[]; readonly fresh: number } {
  if (shown.length === 0) return { items: newest, fresh: 0 };
  const known = new Map(newest.map((row) => [rowKey(row), row]));
  const keys = new Set(shown.map(rowKey));
  const fresh = newest.filter((row) => !keys.has(rowKey(row))).length;
  // With nothing new, what is missing is gone; otherwise it may only have been pushed to the next page.
  if (fresh === 0) return { items: shown.flatMap((row) => known.get(rowKey(row)) ?? []), fresh };
  return { items: shown.map((row) => known.get(rowKey(row)) ?? row), fresh };
}

/** Holds the rows of `answer` while `key` (query, order, page) is the same. `isOld`: the answer is that of another key. */
export function useHeldRows<Row>(
  answer: ListAnswer<Row> | undefined,
  key: string,
  isOld: boolean,
  rowKey: (row: Row) => string,
): Held<Row> {
  const base = useRef<{ readonly key: string; readonly items: readonly Row[] }>(null);
  const [shows, setShows] = useState(0);
  if (answer !== undefined && !isOld && base.current?.key !== key) base.current = { key, items: answer.items };
  const items = base.current?.key === key ? base.current.items : undefined;
  const keyOf = useRef(rowKey);
  return useMemo(() => {
    const show = (): void => {
      if (answer !== undefined) base.current = { key, items: answer.items };
      setShows((n) => n + 1);
    };
    if (answer === undefined || items === undefined || isOld) return { answer, fresh: 0, show };
    const held = holdRows(items, answer.items, keyOf.current);
    return { answer: { ...answer, items: held.items }, fresh: held.fresh, show };
    // `shows` stands for a base that was replaced.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [answer, items, isOld, key, shows]);
}
