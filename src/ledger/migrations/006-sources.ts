// Purpose records and the sources of posts that run under them. Of the token of a source only its SHA-256 is kept.
import type { Migration } from './migration.ts';

export const sources: Migration = {
  number: 6,
  name: 'sources',
  sql: `
CREATE TABLE purpose (
  id TEXT PRIMARY KEY,
  record TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  created_by TEXT
) STRICT;
CREATE TABLE source (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  target TEXT NOT NULL,
  purpose_id TEXT NOT NULL REFERENCES purpose (id),
  token_hash TEXT UNIQUE,
  wanted TEXT NOT NULL CHECK (wanted IN ('running', 'stopped')),
  created_at INTEGER NOT NULL,
  removed_at INTEGER
) STRICT;
CREATE INDEX source_by_purpose ON source (purpose_id);
CREATE TABLE source_event (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  source_id TEXT NOT NULL REFERENCES source (id),
  at INTEGER NOT NULL,
  what TEXT NOT NULL,
  by_person TEXT,
  detail TEXT
) STRICT;
CREATE INDEX source_event_by_source ON source_event (source_id, id);
`,
};
