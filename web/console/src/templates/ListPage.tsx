// The one list page: title, action, query, states with counts, table, "n of m", views, columns, export, as of when.
import { type ReactElement, type ReactNode, useRef, useState } from 'react';
import { parseQuery } from '../../../../src/kernel/query.ts';
import { usePageTitle } from '../app/title.ts';
import { t } from '../messages/t.ts';
import { useHas } from '../session/session.ts';
import { Button } from '../ui/Button.tsx';
import { Empty } from '../ui/Empty.tsx';
import { AsOf } from '../ui/Live.tsx';
import { Problem } from '../ui/Problem.tsx';
import { Segmented } from '../ui/Segmented.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { DataTable } from './DataTable.tsx';
import type { ListSpec } from './list-spec.ts';
import { type ListState, useListState } from './list-state.ts';
import { ColumnMenu, type Exports, ExportMenu, useShownColumns } from './ListTools.tsx';
import { Pager } from './Pager.tsx';
import { QueryBar } from './QueryBar.tsx';
import { termValue, withTerm } from './query-terms.ts';
import { useRowKeys } from './row-keys.ts';
import { SavedViews } from './SavedViews.tsx';
import { type ListRead, useList } from './use-list.ts';

/** States side by side: each puts `key:value` into the query. */
export type Segments = {
  readonly key: string;
  readonly label: string;
  readonly all?: number;
  readonly choices: readonly { readonly value: string; readonly label: string; readonly count?: number }[];
};

type Words = { readonly title: string; readonly text?: ReactNode; readonly action?: ReactNode };

export type ListPageProps<Row> = {
  readonly spec: ListSpec<Row>;
  readonly title: string;
  /** One sentence under the title, where the title alone does not tell. */
  readonly about?: ReactNode;
  /** The primary action, top right; undefined where the role may not. */
  readonly action?: ReactNode;
  readonly segments?: Segments;
  /** Nothing yet: says so, with the first step. */
  readonly nothing: Words;
  /** All done: shown where this query matches nothing though there are rows. */
  readonly done?: Words & { readonly query: string };
  readonly exports?: Exports;
  /** Keeps views under the spec's page; on unless false. */
  readonly views?: boolean;
  /** What can be done with the chosen rows; with it, rows can be chosen. */
  readonly bulk?: (rows: readonly Row[], clear: () => void) => ReactNode;
  /** Between the states and the table: notices, dialogs. */
  readonly children?: ReactNode;
};

export function ListPage<Row>(props: ListPageProps<Row>): ReactElement {
  const { spec, title, about, action, segments, bulk, children } = props;
  const heading = usePageTitle(title);
  const state = useListState();
  const list = useList(spec, state);
  const within = useRef<HTMLDivElement>(null);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  useRowKeys(within, bulk !== undefined);
  const rows = list.answer?.items ?? [];
  const chosenRows = rows.filter((row) => chosen.has(spec.rowKey(row)));
  const toggle = (key: string): void => {
    const next = new Set(chosen);
    if (!next.delete(key)) next.add(key);
    setChosen(next);
  };
  return (
    <div className="list-page" ref={within}>
      <header className="page-head">
        <div>
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {about !== undefined && <p className="muted">{about}</p>}
        </div>
        <div className="row row-end">{action}</div>
      </header>
      {spec.fields.length > 0 && <QueryBar value={state.q} fields={spec.fields} onChange={state.setQuery} />}
      <div className="list-bar">
        {segments !== undefined && <States segments={segments} spec={spec} state={state} />}
        <Tools {...props} state={state} />
      </div>
      {children}
      {bulk !== undefined && chosenRows.length > 0 && (
        <div className="list-bulk" role="toolbar" aria-label={t('common.chosen')}>
          <b>{t('common.chosenCount', { count: chosenRows.length })}</b>
          {bulk(chosenRows, () => setChosen(new Set()))}
          <Button kind="quiet" onPress={() => setChosen(new Set())}>
            {t('common.chooseNone')}
          </Button>
        </div>
      )}
      <p role="status" className={list.fresh > 0 ? 'list-fresh' : 'spoken'}>
        {list.fresh > 0 && (
          <Button kind="quiet" icon="up" onPress={list.showFresh}>
            {t('common.freshRows', { count: list.fresh })}
          </Button>
        )}
      </p>
      <Rows {...props} state={state} list={list} chosen={chosen} toggle={toggle} />
      <footer className="list-foot">
        {list.answer !== undefined && <Pager answer={list.answer} state={state} />}
        <AsOf at={list.asOf} />
      </footer>
    </div>
  );
}

type StatesProps<Row> = { readonly segments: Segments; readonly spec: ListSpec<Row>; readonly state: ListState };

function States<Row>({ segments, spec, state }: StatesProps<Row>): ReactElement {
  const { key, label, all, choices } = segments;
  const value = termValue(state.q, key, spec.fields) ?? (state.q.includes(`${key}:`) ? undefined : '');
  return (
    <Segmented
      label={label}
      value={value}
      segments={[
        { key: '', label: t('common.all'), count: all },
        ...choices.map((choice) => ({ key: choice.value, label: choice.label, count: choice.count })),
      ]}
      onChange={(next) => state.setQuery(withTerm(state.q, key, next === '' ? undefined : next, spec.fields))}
    />
  );
}

function Tools<Row>({
  spec,
  exports,
  views = true,
  state,
}: ListPageProps<Row> & { readonly state: ListState }): ReactElement {
  const { shown, set } = useShownColumns(spec);
  const canKeep = useHas('findings') && views && spec.fields.length > 0;
  const parts = { page: spec.page, query: state.q, sort: state.sort, columns: shown.map(({ key }) => key) };
  return (
    <div className="row row-end list-tools">
      {canKeep && (
        <SavedViews
          parts={parts}
          onOpen={(view) => {
            if (view.columns.length > 0) set(view.columns);
            state.setBoth(view.query, view.sort);
          }}
        />
      )}
      <ColumnMenu spec={spec} />
      {exports !== undefined && <ExportMenu exports={exports} state={state} sort={spec.defaultSort} />}
    </div>
  );
}

const clear = (state: ListState): ReactElement => (
  <Button onPress={() => state.setQuery('')}>{t('common.clearFilter')}</Button>
);

type RowsProps<Row> = ListPageProps<Row> & {
  readonly state: ListState;
  readonly list: ListRead<Row>;
  readonly chosen: ReadonlySet<string>;
  readonly toggle: (key: string) => void;
};

function Rows<Row>(props: RowsProps<Row>): ReactElement {
  const { spec, title, nothing, done, state, list, bulk, chosen, toggle } = props;
  const { shown } = useShownColumns(spec);
  const { answer, error, isPending, isOld, retry } = list;
  // What is not understood is said once, at the query bar, with its place.
  const saidAbove = error !== null && parseQuery(state.q, spec.fields).problems.length > 0;
  if (error !== null && answer === undefined) {
    if (saidAbove) return <Empty kind="filtered" title={t('common.queryNotRun')} action={clear(state)} />;
    return (
      <Problem error={error}>
        <Button onPress={retry}>{t('common.tryAgain')}</Button>
      </Problem>
    );
  }
  if (isPending || answer === undefined) return <Skeleton lines={12} />;
  if (answer.items.length === 0) return <NoRows {...{ nothing, done, state, all: answer.all }} />;
  const { rowPath } = spec;
  return (
    <>
      <Problem error={saidAbove ? null : error}>
        <Button onPress={retry}>{t('common.tryAgain')}</Button>
      </Problem>
      <div className={isOld ? 'list-rows is-old' : 'list-rows'} aria-busy={isOld}>
        <DataTable
          label={title}
          rows={answer.items}
          columns={shown}
          rowKey={spec.rowKey}
          rowTo={rowPath === undefined ? undefined : (row) => `${rowPath(row)}${state.search}`}
          sort={state.sort === '' ? spec.defaultSort : state.sort}
          onSort={spec.unpaged === true ? undefined : state.setSort}
          selection={bulk === undefined ? undefined : { chosen, toggle }}
        />
      </div>
    </>
  );
}

type NoRowsProps = {
  readonly nothing: Words;
  readonly done: (Words & { readonly query: string }) | undefined;
  readonly state: ListState;
  readonly all: number;
};

function NoRows({ nothing, done, state, all }: NoRowsProps): ReactElement {
  if (all === 0) {
    return (
      <Empty kind="nothing" title={nothing.title} action={nothing.action}>
        {nothing.text}
      </Empty>
    );
  }
  if (done !== undefined && done.query === state.q) {
    return (
      <Empty kind="done" title={done.title} action={done.action}>
        {done.text}
      </Empty>
    );
  }
  return (
    <Empty kind="filtered" title={t('common.matchedNothing')} action={clear(state)}>
      {t('common.matchedNothingOf', { all })}
    </Empty>
  );
}
