// Parameters and schedules of detectors, and their runs over what is stored.
import type { Migration } from './migration.ts';

export const detectors: Migration = {
  number: 7,
  name: 'detectors',
  sql: `
CREATE TABLE detector_settings (
  detector TEXT PRIMARY KEY,
  parameters TEXT NOT NULL,
  every_hours INTEGER,
  look_back_days INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE TABLE detector_runs (
  sequence INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  detector TEXT NOT NULL,
  detector_version TEXT NOT NULL,
  cause TEXT NOT NULL CHECK (cause IN ('person', 'schedule', 'pane')),
  started_by TEXT,
  state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'finished', 'failed', 'interrupted')),
  started_at INTEGER NOT NULL,
  finished_at INTEGER,
  range_from INTEGER NOT NULL,
  range_to INTEGER NOT NULL,
  parameters TEXT NOT NULL,
  outcome TEXT,
  problem TEXT
) STRICT;
CREATE INDEX detector_runs_open ON detector_runs (state) WHERE state IN ('queued', 'running');
`,
};
