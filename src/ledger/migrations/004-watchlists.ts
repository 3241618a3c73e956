// Watchlists and the election calendar. Accounts of declared networks are pseudonyms only.
import type { Migration } from './migration.ts';

export const watchlists: Migration = {
  number: 4,
  name: 'watchlists',
  sql: `
CREATE TABLE watchlists (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('officialName', 'account', 'topic')),
  name TEXT NOT NULL,
  name_key TEXT NOT NULL UNIQUE,
  note TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE TABLE watchlist_items (
  watchlist TEXT NOT NULL REFERENCES watchlists (id) ON DELETE CASCADE,
  form TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (watchlist, form, value)
) STRICT, WITHOUT ROWID;
CREATE TABLE calendar (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  elections TEXT NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
`,
};
