// Lots that people drew for seats, recorded by two; and up to which arrival each unit was looked at.
import type { Migration } from './migration.ts';

export const drawnLots: Migration = {
  number: 16,
  name: 'drawn-lots',
  sql: `
ALTER TABLE unit_states ADD COLUMN up_to INTEGER NOT NULL DEFAULT 0;
CREATE TABLE drawn_lots (
  number INTEGER PRIMARY KEY,
  election TEXT NOT NULL REFERENCES elections (id),
  contest TEXT NOT NULL,
  basis TEXT NOT NULL,
  step INTEGER NOT NULL,
  among TEXT NOT NULL,
  drawn TEXT NOT NULL,
  how TEXT NOT NULL,
  drawn_by TEXT NOT NULL,
  witnesses TEXT NOT NULL,
  drawn_at INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('proposed', 'done', 'refused')),
  recorded_by TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  decided_by TEXT,
  decided_at INTEGER
) STRICT;
CREATE INDEX drawn_lots_by_contest ON drawn_lots (election, contest, number);
`,
};
