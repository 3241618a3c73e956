// A person's own alerts page: what is chosen, over which ways messages really go, what holds now.
import { quietUntil } from '../../../alerts/quiet-hours.ts';
import { readRota } from '../../../alerts/rota.ts';
import { dutyAt } from '../../../alerts/rota-plan.ts';
import type { Ways } from '../../../alerts/send.ts';
import { readSettings } from '../../../alerts/settings.ts';
import { lastOfWebhook, listWebhooks } from '../../../alerts/webhooks.ts';
import { personById } from '../../../accounts/people.ts';
import type { Ledger } from '../../../ledger/ledger.ts';
import type { MyAlerts } from './schemas.ts';

export function myAlerts(ledger: Ledger, personId: string, ways: Ways, now: number): MyAlerts {
  const { settings, chosen } = readSettings(ledger, personId);
  const { plan } = readRota(ledger);
  const duty = plan.enabled ? dutyAt(plan, now) : undefined;
  return {
    settings: structuredClone(settings) as MyAlerts['settings'],
    chosen,
    mailAddress: personById(ledger, personId)?.email ?? '',
    mailRoute: 'sink' in ways ? 'sink' : ways.smtp === undefined ? 'none' : 'smtp',
    webhooks: listWebhooks(ledger, personId).map(({ id, url, created_at: createdAt }) => ({
      id,
      url,
      createdAt,
      ...lastOfWebhook(ledger, id),
    })),
    quietUntil: settings.quietHours === null ? null : (quietUntil(settings.quietHours, now) ?? null),
    onDuty: duty?.first === personId ? 'first' : duty?.second === personId ? 'second' : null,
  };
}
