// Call-backs: calls with the line each used, tries handed in, the desk's signed verdicts, and what two persons opened again.
import type { Migration } from './migration.ts';

export const callBacks: Migration = {
  number: 13,
  name: 'call-backs',
  sql: `
CREATE TABLE call_backs (
  number INTEGER PRIMARY KEY,
  election TEXT NOT NULL REFERENCES elections (id),
  contest TEXT NOT NULL,
  unit TEXT NOT NULL,
  centre TEXT NOT NULL,
  sheet TEXT NOT NULL,
  line INTEGER NOT NULL CHECK (line >= 1),
  kind TEXT NOT NULL CHECK (kind IN ('bound', 'plain')),
  definition TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'waiting', 'confirmed', 'locked', 'ended')),
  opened_by TEXT NOT NULL,
  opened_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  reason TEXT NOT NULL DEFAULT '',
  hash TEXT REFERENCES returns (hash),
  UNIQUE (election, sheet, line)
) STRICT;
CREATE INDEX call_backs_by_unit ON call_backs (election, contest, unit, number);
CREATE UNIQUE INDEX call_backs_one_at_a_time ON call_backs (election, contest, unit) WHERE state IN ('open', 'waiting');
CREATE TABLE call_back_tries (
  call INTEGER NOT NULL REFERENCES call_backs (number),
  number INTEGER NOT NULL CHECK (number BETWEEN 1 AND 3),
  totals TEXT NOT NULL,
  code TEXT NOT NULL,
  handed_in_by TEXT NOT NULL,
  handed_in_at INTEGER NOT NULL,
  verdict TEXT CHECK (verdict IN ('right', 'wrong')),
  answered_at TEXT,
  signature TEXT,
  answered_by TEXT,
  recorded_at INTEGER,
  PRIMARY KEY (call, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE call_back_unlocks (
  number INTEGER PRIMARY KEY,
  election TEXT NOT NULL REFERENCES elections (id),
  contest TEXT NOT NULL,
  unit TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('proposed', 'done', 'refused')),
  reason TEXT NOT NULL,
  up_to INTEGER NOT NULL,
  proposed_by TEXT NOT NULL,
  proposed_at INTEGER NOT NULL,
  decided_by TEXT,
  decided_at INTEGER
) STRICT;
CREATE INDEX call_back_unlocks_by_unit ON call_back_unlocks (election, contest, unit, number);
`,
};
