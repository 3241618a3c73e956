// Findings, their evidence by revision, what people noted, and what the list needs to answer fast at a million rows.
import type { Migration } from './migration.ts';

/** `facets` packs what lists filter by most, so that one narrow index tests it; src/findings/facets.ts reads it. */
const code = (column: string, names: readonly string[]): string =>
  `(CASE ${column} ${names.map((name, i) => `WHEN '${name}' THEN ${i} `).join('')}END)`;
const phase = code('phase', ['', 'setup', 'register', 'candidates', 'campaign', 'voting', 'tally', 'results']);
const severity = code('severity', ['notice', 'warning', 'severe', 'critical']);
const facets = [
  code('state', ['new', 'examined', 'confirmed', 'dismissed']),
  `(${severity} << 2)`,
  `(${code('standing', ['provisional', 'calibrated', 'notCalibrated', 'lapsed'])} << 4)`,
  `(${phase} << 6)`,
  "((declared <> '') << 9)",
  "((watchlisted <> '[]') << 10)",
  '(layer_bits << 11)',
].join(' + ');

const sortable = ['last_seen', 'first_seen', 'created_at', 'updated_at', 'accounts', 'objects', 'notes'];
const sortIndexes = [...sortable, 'q_sort', 'severity_sort', 'title']
  .map((column) => `CREATE INDEX findings_by_${column} ON findings (${column}, row, facets);`)
  .join('\n');

export const findings: Migration = {
  number: 3,
  name: 'findings',
  sql: `
CREATE TABLE findings (
  row INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  detector TEXT NOT NULL,
  detector_version TEXT NOT NULL,
  title TEXT NOT NULL,
  standing TEXT NOT NULL CHECK (standing IN ('provisional', 'calibrated', 'notCalibrated', 'lapsed')),
  state TEXT NOT NULL CHECK (state IN ('new', 'examined', 'confirmed', 'dismissed')),
  severity TEXT NOT NULL CHECK (severity IN ('notice', 'warning', 'severe', 'critical')),
  phase TEXT NOT NULL CHECK (phase IN ('', 'setup', 'register', 'candidates', 'campaign', 'voting', 'tally', 'results')),
  q_value REAL,
  accounts INTEGER NOT NULL,
  objects INTEGER NOT NULL,
  layers TEXT NOT NULL,
  layer_bits INTEGER NOT NULL,
  declared TEXT NOT NULL,
  technique_id TEXT NOT NULL,
  technique_name TEXT NOT NULL,
  first_seen INTEGER NOT NULL,
  last_seen INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  assigned_to TEXT NOT NULL,
  notes INTEGER NOT NULL,
  watchlisted TEXT NOT NULL,
  stream_key TEXT,
  facets INTEGER NOT NULL GENERATED ALWAYS AS (${facets}) STORED,
  q_sort REAL NOT NULL GENERATED ALWAYS AS (coalesce(q_value, 2.0)) STORED,
  severity_sort INTEGER NOT NULL GENERATED ALWAYS AS ((${severity} << 43) + last_seen) STORED
) STRICT;
${sortIndexes}
CREATE INDEX findings_by_stream_key ON findings (stream_key) WHERE stream_key IS NOT NULL;
CREATE INDEX findings_by_assigned ON findings (assigned_to, last_seen);
CREATE INDEX findings_by_detector ON findings (detector, last_seen, row, facets);
CREATE INDEX findings_by_technique ON findings (technique_id, last_seen);
CREATE INDEX findings_for_scans ON findings
  (facets, last_seen, first_seen, created_at, updated_at, accounts, objects, q_sort, notes, revision, severity_sort,
   detector);
CREATE INDEX findings_by_declared ON findings (declared) WHERE declared <> '';

CREATE TABLE finding_counts (
  facets INTEGER NOT NULL,
  detector TEXT NOT NULL,
  assigned_to TEXT NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (facets, detector, assigned_to)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER finding_counts_insert AFTER INSERT ON findings BEGIN
  INSERT INTO finding_counts VALUES (NEW.facets, NEW.detector, NEW.assigned_to, 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER finding_counts_delete AFTER DELETE ON findings BEGIN
  UPDATE finding_counts SET n = n - 1
    WHERE facets = OLD.facets AND detector = OLD.detector AND assigned_to = OLD.assigned_to;
END;
CREATE TRIGGER finding_counts_update AFTER UPDATE ON findings
  WHEN NEW.facets <> OLD.facets OR NEW.assigned_to <> OLD.assigned_to BEGIN
  UPDATE finding_counts SET n = n - 1
    WHERE facets = OLD.facets AND detector = OLD.detector AND assigned_to = OLD.assigned_to;
  INSERT INTO finding_counts VALUES (NEW.facets, NEW.detector, NEW.assigned_to, 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;

CREATE TABLE finding_revisions (
  finding INTEGER NOT NULL REFERENCES findings (row) ON DELETE CASCADE,
  revision INTEGER NOT NULL,
  at INTEGER NOT NULL,
  standing TEXT NOT NULL,
  severity TEXT NOT NULL,
  q_value REAL,
  accounts INTEGER NOT NULL,
  objects INTEGER NOT NULL,
  hash TEXT NOT NULL,
  evidence BLOB,
  PRIMARY KEY (finding, revision)
) STRICT;

CREATE TABLE finding_notes (
  id TEXT PRIMARY KEY,
  finding INTEGER NOT NULL REFERENCES findings (row) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('note', 'state', 'assignment')),
  at INTEGER NOT NULL,
  by TEXT NOT NULL,
  text TEXT NOT NULL,
  from_value TEXT,
  to_value TEXT
) STRICT;
CREATE INDEX finding_notes_by_finding ON finding_notes (finding, at);

CREATE TABLE finding_members (
  account TEXT NOT NULL,
  finding INTEGER NOT NULL REFERENCES findings (row) ON DELETE CASCADE,
  PRIMARY KEY (account, finding)
) STRICT, WITHOUT ROWID;
CREATE INDEX finding_members_by_finding ON finding_members (finding);
CREATE TABLE finding_objects (
  object TEXT NOT NULL,
  finding INTEGER NOT NULL REFERENCES findings (row) ON DELETE CASCADE,
  PRIMARY KEY (object, finding)
) STRICT, WITHOUT ROWID;
CREATE INDEX finding_objects_by_finding ON finding_objects (finding);
CREATE TABLE finding_watches (
  name TEXT NOT NULL,
  finding INTEGER NOT NULL REFERENCES findings (row) ON DELETE CASCADE,
  PRIMARY KEY (name, finding)
) STRICT, WITHOUT ROWID;
CREATE INDEX finding_watches_by_finding ON finding_watches (finding);

CREATE TABLE finding_texts (
  row INTEGER PRIMARY KEY REFERENCES findings (row) ON DELETE CASCADE,
  words TEXT NOT NULL
) STRICT;
CREATE VIRTUAL TABLE finding_words USING fts5 (
  words, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii'
);
`,
};
