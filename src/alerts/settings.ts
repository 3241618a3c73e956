// A person's own choice: what is told, over which channels, when not, and how many messages an hour.
import { recordAudit } from '../ledger/audit/record.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { PollwardenError } from '../kernel/errors.ts';
import { isTimeZone } from './local-time.ts';
import type { QuietHours } from './quiet-hours.ts';
import { type AlertRule, checkRuleQuery } from './rule.ts';

export type AlertSettings = {
  readonly rule: AlertRule;
  /** To the address of the person's account. */
  readonly mail: boolean;
  readonly quietHours: QuietHours | null;
  /** Messages an hour before the rest waits for a digest; critical ones are counted apart. */
  readonly perHour: number;
};

/** What holds until a person chooses: calibrated findings of severity severe and above, by mail. */
export const defaultSettings: AlertSettings = {
  rule: { enabled: true, severityAtLeast: 'severe', provisionalToo: false, q: '', watchlist: 'ignore' },
  mail: true,
  quietHours: null,
  perHour: 10,
};

type Row = { readonly person_id: string; readonly settings: string };

export function readSettings(ledger: Ledger, personId: string): { settings: AlertSettings; chosen: boolean } {
  const row = ledger.db.prepare('SELECT settings FROM alert_settings WHERE person_id = ?').get(personId);
  if (row === undefined) return { settings: defaultSettings, chosen: false };
  return { settings: JSON.parse((row as Row).settings) as AlertSettings, chosen: true };
}

/** Throws INPUT_INVALID for a time zone that this machine does not know and for a query that cannot be read. */
export function saveSettings(ledger: Ledger, personId: string, settings: AlertSettings): void {
  if (settings.quietHours !== null && !isTimeZone(settings.quietHours.timeZone)) {
    throw new PollwardenError('INPUT_INVALID', 'quietHours.timeZone: no such time zone');
  }
  checkRuleQuery(settings.rule.q);
  ledger.write(() => {
    ledger.db
      .prepare(
        `INSERT INTO alert_settings (person_id, settings, changed_at) VALUES (?, ?, ?)
         ON CONFLICT (person_id) DO UPDATE SET settings = excluded.settings, changed_at = excluded.changed_at`,
      )
      .run(personId, JSON.stringify(settings), ledger.now());
    recordAudit(ledger, {
      event: 'alerts.settingsChanged',
      actor: { kind: 'person', id: personId },
      subject: personId,
      details: {
        enabled: settings.rule.enabled,
        severityAtLeast: settings.rule.severityAtLeast,
        query: settings.rule.q,
        mail: settings.mail,
        quietHours: settings.quietHours === null ? '' : `${settings.quietHours.from}-${settings.quietHours.to}`,
      },
    });
  });
}
