// The state of a list lives in the address: query, order, page. Back, reload and a sent link show the same rows.
import { useLocation, useNavigate } from 'react-router';
import { queryText } from '../api/client.ts';

export type ListState = {
  readonly q: string;
  /** Empty: the list's own order. */
  readonly sort: string;
  readonly cursor: string | undefined;
  /** Rows before this page. */
  readonly before: number;
  /** "?q=…" as it stands in the address, to be kept in links to rows. */
  readonly search: string;
  readonly setQuery: (q: string) => void;
  readonly setSort: (sort: string) => void;
  readonly setBoth: (q: string, sort: string) => void;
  readonly next: (cursor: string, shown: number) => void;
  /** Undefined on the first page. */
  readonly previous: (() => void) | undefined;
};

type Trail = { readonly trail?: readonly string[] };
const longest = 2000;

export function useListState(): ListState {
  const { pathname, search, state } = useLocation() as { pathname: string; search: string; state: Trail | null };
  const navigate = useNavigate();
  const params = new URLSearchParams(search);
  const q = (params.get('q') ?? '').slice(0, longest);
  const sort = (params.get('sort') ?? '').slice(0, 41);
  const cursor = params.get('cursor') ?? undefined;
  const before = Math.max(0, Math.trunc(Number(params.get('before') ?? 0)) || 0);
  const go = (values: Parameters<typeof queryText>[0], trail?: readonly string[]): void => {
    void navigate(`${pathname}${queryText(values)}`, { state: trail === undefined ? null : { trail } });
  };
  const trail = state?.trail ?? [];
  const previous = (): void => {
    const last = trail.at(-1);
    if (last === undefined) return go({ q, sort });
    void navigate(`${pathname}${last}`, { state: { trail: trail.slice(0, -1) } });
    return undefined;
  };
  return {
    q,
    sort,
    cursor,
    before,
    search,
    setQuery: (next) => go({ q: next, sort }),
    setSort: (next) => go({ q, sort: next }),
    setBoth: (nextQuery, nextSort) => go({ q: nextQuery, sort: nextSort }),
    next: (nextCursor, shown) => go({ q, sort, cursor: nextCursor, before: before + shown }, [...trail, search]),
    previous: cursor === undefined ? undefined : previous,
  };
}
