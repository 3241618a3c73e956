// The list that stays at the left of a detail page on wide screens; j and k go from one thing to the next.
import { type ReactElement, useEffect, useRef } from 'react';
import { Link, useNavigate } from 'react-router';
import { useCommands } from '../commands/registry.ts';
import { t } from '../messages/t.ts';
import { Skeleton } from '../ui/Skeleton.tsx';
import type { ListSpec } from './list-spec.ts';
import { useListState } from './list-state.ts';
import { countText } from './Pager.tsx';
import { useList } from './use-list.ts';

type SideListProps<Row> = {
  readonly spec: ListSpec<Row>;
  /** Key of the row whose page this is. */
  readonly current: string;
  readonly label: string;
};

export function SideList<Row>({ spec, current, label }: SideListProps<Row>): ReactElement {
  const state = useListState();
  const navigate = useNavigate();
  const { answer } = useList(spec, state);
  const here = useRef<HTMLAnchorElement>(null);
  const rows = answer?.items ?? [];
  const at = rows.findIndex((row) => spec.rowKey(row) === current);
  useEffect(() => {
    here.current?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  const to = (row: Row): string => `${spec.rowPath?.(row) ?? ''}${state.search}`;
  const go = (by: number): void => {
    const row = rows[at + by];
    if (row !== undefined) void navigate(to(row));
  };
  useCommands([
    { id: 'detail.next', title: t('common.nextRow'), scope: 'page', keys: 'j', keysOnly: true, run: () => go(1) },
    {
      id: 'detail.previous',
      title: t('common.previousRow'),
      scope: 'page',
      keys: 'k',
      keysOnly: true,
      run: () => go(-1),
    },
  ]);
  return (
    <nav className="side-list" aria-label={label}>
      {answer === undefined ? (
        <Skeleton lines={8} />
      ) : (
        <>
          <p className="side-list-count small muted">
            {rows.length} {countText(answer)}
          </p>
          <ul>
            {rows.map((row) => {
              const key = spec.rowKey(row);
              const { title, meta } = spec.compact?.(row) ?? { title: key };
              return (
                <li key={key}>
                  <Link
                    ref={key === current ? here : undefined}
                    to={to(row)}
                    aria-current={key === current ? 'page' : undefined}
                  >
                    <span className="side-list-title">{title}</span>
                    {meta !== undefined && <span className="side-list-meta small muted">{meta}</span>}
                  </Link>
                </li>
              );
            })}
          </ul>
        </>
      )}
    </nav>
  );
}
