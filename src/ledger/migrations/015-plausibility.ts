// What persons did with what plausibility found: looked, explained, notes released by two; and calibrations by election.
import type { Migration } from './migration.ts';

export const plausibility: Migration = {
  number: 15,
  name: 'plausibility',
  sql: `
CREATE TABLE plausibility_reviews (
  number INTEGER PRIMARY KEY,
  election TEXT NOT NULL REFERENCES elections (id),
  contest TEXT NOT NULL,
  unit TEXT NOT NULL,
  step TEXT NOT NULL CHECK (step IN ('looked', 'explained', 'proposed', 'released', 'refused')),
  text TEXT NOT NULL,
  recipient TEXT NOT NULL,
  note TEXT NOT NULL,
  digest TEXT NOT NULL,
  holding TEXT NOT NULL,
  by TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX plausibility_reviews_by_unit ON plausibility_reviews (election, contest, unit, number);
CREATE TABLE plausibility_calibrations (
  election TEXT PRIMARY KEY REFERENCES elections (id),
  past TEXT NOT NULL,
  pack TEXT NOT NULL,
  calibration TEXT NOT NULL,
  made_by TEXT NOT NULL,
  made_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`,
};
