// Release (policies, what persons did, the clock, records and files), reports of polling day, what channels depend on.
import type { Migration } from './migration.ts';

export const night: Migration = {
  number: 12,
  name: 'night',
  sql: `
CREATE TABLE release_policies (
  election TEXT NOT NULL REFERENCES elections (id),
  version INTEGER NOT NULL,
  hash TEXT NOT NULL,
  bytes BLOB NOT NULL,
  embargo_at INTEGER NOT NULL,
  drafted_by TEXT NOT NULL,
  drafted_at INTEGER NOT NULL,
  passed_at INTEGER,
  PRIMARY KEY (election, version)
) STRICT;
CREATE TABLE release_log (
  number INTEGER PRIMARY KEY,
  election TEXT NOT NULL REFERENCES elections (id),
  version INTEGER NOT NULL,
  step TEXT NOT NULL,
  state_before TEXT NOT NULL,
  state_after TEXT NOT NULL,
  by TEXT NOT NULL,
  at INTEGER NOT NULL,
  reason TEXT NOT NULL
) STRICT;
CREATE INDEX release_log_by_election ON release_log (election, number);
CREATE TABLE release_clocks (
  election TEXT PRIMARY KEY REFERENCES elections (id),
  proposed TEXT,
  proposed_by TEXT,
  confirmed TEXT,
  confirmed_by TEXT,
  doubt TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE release_records (
  election TEXT NOT NULL REFERENCES elections (id),
  number INTEGER NOT NULL,
  contest TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  bytes BLOB NOT NULL,
  units INTEGER NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (election, number)
) STRICT;
CREATE TABLE release_latest (
  election TEXT NOT NULL,
  contest TEXT NOT NULL,
  unit TEXT NOT NULL,
  record INTEGER NOT NULL,
  hash TEXT NOT NULL,
  figures TEXT NOT NULL,
  PRIMARY KEY (election, contest, unit)
) STRICT, WITHOUT ROWID;
CREATE TABLE release_files (
  election TEXT NOT NULL REFERENCES elections (id),
  first INTEGER NOT NULL,
  last INTEGER NOT NULL,
  name TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (election, first)
) STRICT;
CREATE TABLE polling_reports (
  number INTEGER PRIMARY KEY,
  election TEXT NOT NULL REFERENCES elections (id),
  unit TEXT NOT NULL,
  event TEXT NOT NULL,
  text TEXT NOT NULL,
  caller TEXT NOT NULL,
  reported_at INTEGER NOT NULL,
  entered_at INTEGER NOT NULL,
  entered_by TEXT NOT NULL,
  supersedes INTEGER UNIQUE REFERENCES polling_reports (number)
) STRICT;
CREATE INDEX polling_reports_by_unit ON polling_reports (election, unit, number);
CREATE TABLE polling_hours (
  election TEXT PRIMARY KEY REFERENCES elections (id),
  opens TEXT NOT NULL,
  closes TEXT NOT NULL
) STRICT;
CREATE TABLE channel_sheets (
  election TEXT NOT NULL REFERENCES elections (id),
  version INTEGER NOT NULL,
  sheet TEXT NOT NULL,
  by TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (election, version)
) STRICT;
`,
};
