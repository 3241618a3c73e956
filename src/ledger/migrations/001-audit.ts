// The audit trail: append only. AUTOINCREMENT keeps the largest sequence apart, which shows entries cut off the end.
import type { Migration } from './migration.ts';

export const audit: Migration = {
  number: 1,
  name: 'audit',
  sql: `
CREATE TABLE audit (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  time INTEGER NOT NULL,
  event TEXT NOT NULL,
  actor_kind TEXT NOT NULL CHECK (actor_kind IN ('person', 'system', 'operator')),
  actor_id TEXT NOT NULL,
  subject TEXT,
  details TEXT NOT NULL,
  address TEXT,
  hash TEXT NOT NULL UNIQUE
) STRICT;
CREATE INDEX audit_by_event ON audit (event, sequence);
CREATE INDEX audit_by_actor ON audit (actor_id, sequence);
CREATE INDEX audit_by_subject ON audit (subject, sequence);
CREATE INDEX audit_by_time ON audit (time, sequence);
CREATE TRIGGER audit_never_changes BEFORE UPDATE ON audit
  BEGIN SELECT RAISE(ABORT, 'the audit trail is append only'); END;
CREATE TRIGGER audit_never_shrinks BEFORE DELETE ON audit
  BEGIN SELECT RAISE(ABORT, 'the audit trail is append only'); END;
CREATE TRIGGER audit_grows_at_its_end BEFORE INSERT ON audit
  WHEN NEW.sequence <> 1 + (SELECT coalesce(max(sequence), 0) FROM audit)
  BEGIN SELECT RAISE(ABORT, 'the audit trail is append only'); END;
`,
};
