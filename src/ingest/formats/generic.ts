// Any other table: columns by the user's mapping, else by the names that are common. Our generator's rows are among them.
import { columnsByMap, columnsByName, requireColumns } from './table-columns.ts';
import type { TablePlan } from './format.ts';

const ours = ['platform', 'post_id', 'account_id', 'time'] as const;

/** Errors: COLUMN_MISSING, USAGE. */
export function genericPlan(
  header: readonly string[],
  map: Readonly<Record<string, string>> | undefined,
  file: string,
): TablePlan {
  const mapped = map !== undefined && Object.keys(map).some((role) => role !== 'zone');
  const isOurs = !mapped && ours.every((name) => header.includes(name));
  const plan: TablePlan = {
    name: isOurs ? 'pollwarden' : 'generic',
    title: isOurs ? 'posts of Pollwarden' : mapped ? 'a table by your mapping' : 'a table by the names of its columns',
    columns: mapped ? columnsByMap(header, map, file) : columnsByName(header),
    splitUrlsAtSpaces: false,
    emptyWord: undefined,
    hasHeader: true,
  };
  return requireColumns(plan, header, file);
}
