// Returns, once by their hash, and each way by which one arrived. Rows are only ever added.
import type { Migration } from './migration.ts';

export const returns: Migration = {
  number: 10,
  name: 'returns',
  sql: `
CREATE TABLE returns (
  hash TEXT PRIMARY KEY,
  election TEXT NOT NULL REFERENCES elections (id),
  contest TEXT NOT NULL,
  unit TEXT NOT NULL,
  centre TEXT NOT NULL,
  supersedes TEXT,
  bytes BLOB NOT NULL,
  signatures TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE arrivals (
  number INTEGER PRIMARY KEY,
  election TEXT NOT NULL REFERENCES elections (id),
  contest TEXT NOT NULL,
  unit TEXT NOT NULL,
  channel TEXT NOT NULL,
  hash TEXT NOT NULL REFERENCES returns (hash),
  way TEXT NOT NULL,
  source TEXT NOT NULL,
  received_at INTEGER NOT NULL,
  received_by TEXT NOT NULL,
  UNIQUE (hash, channel)
) STRICT;
CREATE INDEX arrivals_by_unit ON arrivals (election, contest, unit, number);
`,
};
