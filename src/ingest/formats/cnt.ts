// The table of the coordination-network-toolkit: eight columns in fixed order, with or without a header.
import { columnsByName } from './table-columns.ts';
import type { TablePlan } from './format.ts';

const order = ['message_id', 'user_id', 'username', 'repost_id', 'reply_id', 'message', 'timestamp', 'urls'] as const;

/** `force`: the user named the format, so a first row of eight cells without the names is data. */
export function cntPlan(firstRow: readonly string[], compatCnt: boolean, force: boolean): TablePlan | undefined {
  const hasHeader = order.every((name) => firstRow.includes(name));
  if (!hasHeader && !(firstRow.length === order.length && (force || looksLikeData(firstRow)))) return undefined;
  const place = (name: (typeof order)[number]): number => (hasHeader ? firstRow.indexOf(name) : order.indexOf(name));
  return {
    name: 'cnt',
    title: `a table of the coordination-network-toolkit${hasHeader ? '' : ' without a header'}`,
    columns: {
      ...columnsByName([]),
      post: place('message_id'),
      account: place('user_id'),
      repost: place('repost_id'),
      reply: place('reply_id'),
      text: place('message'),
      time: place('timestamp'),
      urls: place('urls'),
    },
    splitUrlsAtSpaces: compatCnt,
    emptyWord: undefined,
    hasHeader,
  };
}

/** A time where the time stands, and ids where ids stand. */
function looksLikeData(row: readonly string[]): boolean {
  const time = row[6] ?? '';
  return row[0] !== '' && row[1] !== '' && /^\d{1,17}(?:\.\d{1,9})?$/.test(time);
}
