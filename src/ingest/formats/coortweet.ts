// The table of CooRTweet (R): object_id, account_id, content_id, timestamp_share; further columns are left alone.
import { columnsByName } from './table-columns.ts';
import type { TablePlan } from './format.ts';

const needed = ['object_id', 'account_id', 'content_id', 'timestamp_share'] as const;

export function coortweetPlan(header: readonly string[]): TablePlan | undefined {
  if (!needed.every((name) => header.includes(name))) return undefined;
  const none = columnsByName([]);
  return {
    name: 'coortweet',
    title: 'a table of CooRTweet',
    columns: {
      ...none,
      object: header.indexOf('object_id'),
      account: header.indexOf('account_id'),
      post: header.indexOf('content_id'),
      time: header.indexOf('timestamp_share'),
    },
    splitUrlsAtSpaces: false,
    // What R writes for a missing value.
    emptyWord: 'NA',
    hasHeader: true,
  };
}
