// What can be done with a list as a whole: choose columns, take out what is filtered, keep the view.
import type { ReactElement } from 'react';
import { downloadUrl } from '../api/client.ts';
import { setPreferences, usePreferences } from '../app/preferences.ts';
import { t } from '../messages/t.ts';
import { Menu } from '../ui/Menu.tsx';
import type { Column, ListSpec } from './list-spec.ts';
import type { ListState } from './list-state.ts';

/** Keys of the columns that are shown on a page, and how to change them. */
export function useShownColumns<Row>({ page, columns }: ListSpec<Row>): {
  readonly shown: readonly Column<Row>[];
  readonly set: (keys: readonly string[]) => void;
} {
  const { columns: chosen } = usePreferences();
  const kept = chosen[page]?.filter((key) => columns.some((column) => column.key === key));
  const keys = kept ?? columns.filter(({ spare }) => spare !== true).map(({ key }) => key);
  return {
    shown: columns.filter(({ key }) => keys.includes(key)),
    set: (next) => setPreferences({ columns: { ...chosen, [page]: next } }),
  };
}

export function ColumnMenu<Row>({ spec }: { readonly spec: ListSpec<Row> }): ReactElement {
  const { shown, set } = useShownColumns(spec);
  const keys = shown.map(({ key }) => key);
  const items = spec.columns.map(({ key, title }) => ({
    label: title,
    checked: keys.includes(key),
    stays: true,
    // The last column stays: a table without columns shows nothing to bring them back by.
    onChoose: () => {
      const next = keys.includes(key) ? keys.filter((one) => one !== key) : [...keys, key];
      if (next.length > 0) set(next);
    },
  }));
  return (
    <Menu kind="quiet" icon="columns" side="right" items={items}>
      {t('common.columns')}
    </Menu>
  );
}

export type Exports = {
  /** A GET route that takes q, sort and format and answers a download. */
  readonly path: string;
  readonly formats: readonly { readonly value: string; readonly label: string }[];
};

type ExportProps = { readonly exports: Exports; readonly state: ListState; readonly sort?: string };

export function ExportMenu({ exports, state, sort }: ExportProps): ReactElement {
  const values = { q: state.q, sort: state.sort === '' ? sort : state.sort };
  const items = exports.formats.map(({ value, label }) => ({
    label,
    href: downloadUrl(exports.path, { ...values, format: value }),
    download: true,
  }));
  return (
    <Menu kind="quiet" icon="download" side="right" items={[{ heading: t('common.exportHeading') }, ...items]}>
      {t('common.export')}
    </Menu>
  );
}
