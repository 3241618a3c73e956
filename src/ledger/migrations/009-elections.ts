// Elections and the versions of their definitions: a draft, what two persons fixed, and amendments after that.
import type { Migration } from './migration.ts';

export const elections: Migration = {
  number: 9,
  name: 'elections',
  sql: `
CREATE TABLE elections (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  day TEXT NOT NULL,
  pack TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
CREATE TABLE definitions (
  election TEXT NOT NULL REFERENCES elections (id),
  version INTEGER NOT NULL,
  hash TEXT NOT NULL,
  bytes BLOB NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('drafted', 'proposed', 'fixed', 'refused')),
  reason TEXT NOT NULL,
  changes TEXT NOT NULL,
  made_by TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  decided_by TEXT,
  decided_at INTEGER,
  PRIMARY KEY (election, version)
) STRICT;
CREATE INDEX definitions_by_hash ON definitions (hash);
CREATE TABLE revoked_keys (
  election TEXT NOT NULL REFERENCES elections (id),
  key TEXT NOT NULL,
  reason TEXT NOT NULL,
  revoked_by TEXT NOT NULL,
  revoked_at INTEGER NOT NULL,
  PRIMARY KEY (election, key)
) STRICT;
`,
};
