// j, k, Enter and x in a list: they move the focus from row to row, so that readers and eyes see the same.
import type { RefObject } from 'react';
import { useCommands } from '../commands/registry.ts';
import { t } from '../messages/t.ts';

const rowsIn = (within: HTMLElement | null): HTMLElement[] => [
  ...(within?.querySelectorAll<HTMLElement>('[data-row]') ?? []),
];
const currentRow = (rows: readonly HTMLElement[]): HTMLElement | undefined =>
  rows.find((row) => row.contains(document.activeElement));

function focusRow(row: HTMLElement | undefined): void {
  if (row === undefined) return;
  (row.querySelector<HTMLElement>('[data-row-link]') ?? row).focus();
  row.scrollIntoView({ block: 'nearest' });
}

/** Registers the keys for the rows below `within`. */
export function useRowKeys(within: RefObject<HTMLElement | null>, canChoose: boolean): void {
  const move = (by: number): void => {
    const rows = rowsIn(within.current);
    const row = currentRow(rows);
    const at = row === undefined ? (by > 0 ? 0 : rows.length - 1) : rows.indexOf(row) + by;
    focusRow(rows[Math.max(0, Math.min(rows.length - 1, at))]);
  };
  const inRow = (selector: string): HTMLElement | null | undefined =>
    currentRow(rowsIn(within.current))?.querySelector<HTMLElement>(selector);
  const choose = {
    id: 'list.choose',
    title: t('common.chooseRow'),
    scope: 'list',
    keys: 'x',
    keysOnly: true,
    run: () => inRow('input[type=checkbox]')?.click(),
  } as const;
  useCommands([
    { id: 'list.next', title: t('common.nextRow'), scope: 'list', keys: 'j', keysOnly: true, run: () => move(1) },
    {
      id: 'list.previous',
      title: t('common.previousRow'),
      scope: 'list',
      keys: 'k',
      keysOnly: true,
      run: () => move(-1),
    },
    {
      id: 'list.open',
      title: t('common.openRow'),
      scope: 'list',
      keys: 'Enter',
      keysOnly: true,
      run: () => inRow('[data-row-link]')?.click(),
    },
    ...(canChoose ? [choose] : []),
  ]);
}
