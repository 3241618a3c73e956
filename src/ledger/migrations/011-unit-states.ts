// What reconciliation made of each unit, how it came there, and what persons decided.
import type { Migration } from './migration.ts';

export const unitStates: Migration = {
  number: 11,
  name: 'unit-states',
  sql: `
CREATE TABLE unit_states (
  election TEXT NOT NULL REFERENCES elections (id),
  contest TEXT NOT NULL,
  unit TEXT NOT NULL,
  area TEXT NOT NULL,
  centre TEXT NOT NULL,
  name TEXT NOT NULL,
  state TEXT NOT NULL,
  channels TEXT NOT NULL,
  holding TEXT,
  heads TEXT NOT NULL,
  compared INTEGER NOT NULL,
  on_both INTEGER NOT NULL,
  votes_differing INTEGER NOT NULL,
  figures_differing INTEGER NOT NULL,
  kind TEXT NOT NULL,
  sentence TEXT NOT NULL,
  fields TEXT NOT NULL,
  first_at INTEGER,
  last_at INTEGER,
  changed_at INTEGER NOT NULL,
  finding TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (election, contest, unit)
) STRICT, WITHOUT ROWID;
CREATE INDEX unit_states_by_state ON unit_states (election, state);
CREATE TABLE unit_history (
  number INTEGER PRIMARY KEY,
  election TEXT NOT NULL,
  contest TEXT NOT NULL,
  unit TEXT NOT NULL,
  state_before TEXT NOT NULL,
  event TEXT NOT NULL,
  state_after TEXT NOT NULL,
  at INTEGER NOT NULL,
  by TEXT NOT NULL,
  ground TEXT NOT NULL
) STRICT;
CREATE INDEX unit_history_by_unit ON unit_history (election, contest, unit, number);
CREATE TABLE unit_decisions (
  election TEXT NOT NULL,
  contest TEXT NOT NULL,
  unit TEXT NOT NULL,
  hash TEXT NOT NULL REFERENCES returns (hash),
  heads TEXT NOT NULL,
  ground TEXT NOT NULL,
  decided_by TEXT NOT NULL,
  decided_at INTEGER NOT NULL,
  PRIMARY KEY (election, contest, unit)
) STRICT, WITHOUT ROWID;
CREATE TABLE certifications (
  number INTEGER PRIMARY KEY,
  election TEXT NOT NULL,
  contest TEXT NOT NULL,
  act TEXT NOT NULL CHECK (act IN ('certify', 'reopen')),
  state TEXT NOT NULL CHECK (state IN ('proposed', 'done', 'refused')),
  reason TEXT NOT NULL,
  digest TEXT NOT NULL,
  exceptions TEXT NOT NULL,
  up_to INTEGER NOT NULL,
  proposed_by TEXT NOT NULL,
  proposed_at INTEGER NOT NULL,
  decided_by TEXT,
  decided_at INTEGER
) STRICT;
`,
};
