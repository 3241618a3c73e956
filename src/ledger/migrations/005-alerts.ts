// Alerts: thresholds, webhooks, alerts, the outbox, escalations, the rota. The triggers note every finding that is new
// or changed in the transaction of its change, so that no crash and no jump of the clock lets one pass unseen.
import type { Migration } from './migration.ts';

export const alerts: Migration = {
  number: 5,
  name: 'alerts',
  sql: `
CREATE TABLE alert_pending (
  finding_id TEXT PRIMARY KEY
) STRICT;
CREATE TRIGGER alert_finding_added AFTER INSERT ON findings
  BEGIN INSERT OR IGNORE INTO alert_pending (finding_id) VALUES (NEW.id); END;
CREATE TRIGGER alert_finding_changed AFTER UPDATE OF title, standing, state, severity, revision ON findings
  WHEN NEW.revision <> OLD.revision OR NEW.state <> OLD.state OR NEW.severity <> OLD.severity
    OR NEW.standing <> OLD.standing OR NEW.title <> OLD.title
  BEGIN INSERT OR IGNORE INTO alert_pending (finding_id) VALUES (NEW.id); END;

CREATE TABLE alert_settings (
  person_id TEXT PRIMARY KEY REFERENCES people (id),
  settings TEXT NOT NULL,
  changed_at INTEGER NOT NULL
) STRICT;
CREATE TABLE alert_webhooks (
  id TEXT PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES people (id),
  url TEXT NOT NULL,
  secret TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  removed_at INTEGER
) STRICT;
CREATE INDEX alert_webhooks_by_person ON alert_webhooks (person_id);

CREATE TABLE alerts (
  row INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  finding_id TEXT NOT NULL,
  person_id TEXT NOT NULL REFERENCES people (id),
  state TEXT NOT NULL CHECK (state IN ('held', 'batched', 'open', 'acknowledged', 'closed')),
  reasons TEXT NOT NULL,
  title TEXT NOT NULL,
  severity TEXT NOT NULL,
  severity_rank INTEGER NOT NULL,
  told_rank INTEGER NOT NULL,
  standing TEXT NOT NULL,
  accounts INTEGER NOT NULL,
  objects INTEGER NOT NULL,
  q_value REAL,
  revision INTEGER NOT NULL,
  round INTEGER NOT NULL,
  thread TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  acknowledged_at INTEGER,
  acknowledged_by TEXT,
  acknowledged_via TEXT,
  UNIQUE (finding_id, person_id)
) STRICT;
CREATE INDEX alerts_by_created ON alerts (created_at, row);
CREATE INDEX alerts_by_updated ON alerts (updated_at, row);
CREATE INDEX alerts_by_severity ON alerts (severity_rank, row);
CREATE INDEX alerts_by_state ON alerts (state, person_id, created_at);
CREATE INDEX alerts_by_person ON alerts (person_id, created_at);

CREATE TABLE alert_deliveries (
  id TEXT PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES people (id),
  message TEXT NOT NULL,
  channel TEXT NOT NULL CHECK (channel IN ('mail', 'webhook')),
  webhook_id TEXT REFERENCES alert_webhooks (id),
  kind TEXT NOT NULL CHECK (kind IN ('alert', 'raised', 'digest', 'test')),
  critical INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'failed', 'givenUp', 'withdrawn')),
  attempts INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  next_at INTEGER,
  sent_at INTEGER,
  problem TEXT,
  payload TEXT NOT NULL,
  message_id TEXT NOT NULL UNIQUE,
  reply_to TEXT,
  link_used_at INTEGER
) STRICT;
CREATE INDEX alert_deliveries_due ON alert_deliveries (state, next_at);
CREATE INDEX alert_deliveries_by_person ON alert_deliveries (person_id, created_at);
CREATE TABLE alert_delivery_items (
  delivery_id TEXT NOT NULL REFERENCES alert_deliveries (id),
  alert_id TEXT NOT NULL REFERENCES alerts (id),
  round INTEGER NOT NULL,
  PRIMARY KEY (delivery_id, alert_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX alert_delivery_items_by_alert ON alert_delivery_items (alert_id);

CREATE TABLE alert_escalations (
  finding_id TEXT PRIMARY KEY,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'exhausted', 'acknowledged', 'closed')),
  level TEXT NOT NULL CHECK (level IN ('first', 'second', 'administrators')),
  severity_rank INTEGER NOT NULL,
  next_at INTEGER,
  started_at INTEGER NOT NULL
) STRICT;
CREATE INDEX alert_escalations_due ON alert_escalations (state, next_at);
CREATE TABLE alert_escalation_steps (
  finding_id TEXT NOT NULL REFERENCES alert_escalations (finding_id),
  number INTEGER NOT NULL,
  at INTEGER NOT NULL,
  level TEXT NOT NULL,
  told TEXT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (finding_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE alert_rota (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  plan TEXT NOT NULL,
  version INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  changed_by TEXT NOT NULL
) STRICT;
CREATE TABLE alert_keys (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  key BLOB NOT NULL
) STRICT;
`,
};
