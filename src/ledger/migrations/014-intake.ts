// Which envelopes of intake were read, and what became of each: so that none is read twice and none is forgotten.
import type { Migration } from './migration.ts';

export const intake: Migration = {
  number: 14,
  name: 'intake',
  sql: `
CREATE TABLE intake_envelopes (
  number INTEGER PRIMARY KEY,
  hash TEXT NOT NULL UNIQUE,
  election TEXT NOT NULL,
  centre TEXT NOT NULL,
  key TEXT NOT NULL,
  sequence INTEGER,
  received_at INTEGER NOT NULL,
  read_at INTEGER NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('added', 'known', 'refused')),
  code TEXT NOT NULL,
  detail TEXT NOT NULL,
  contest TEXT NOT NULL,
  unit TEXT NOT NULL,
  return_hash TEXT NOT NULL
) STRICT;
CREATE INDEX intake_by_election ON intake_envelopes (election, outcome, number);
`,
};
