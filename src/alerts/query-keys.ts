// The keys by which alerts are filtered: the same in screen, address and command line. Browser-safe.
import { severities } from '../findings/finding.ts';
import type { QueryField } from '../kernel/query.ts';
import { alertReasons, alertStates } from './alert.ts';
import { deliveryStates } from './delivery.ts';

export const alertKeys = [
  { key: 'state', kind: 'choice', values: alertStates, meaning: 'Whether it was told, waits or was acknowledged' },
  { key: 'severity', kind: 'choice', values: severities, ordered: true, meaning: 'Severity of the finding' },
  { key: 'person', kind: 'text', meaning: 'Id of the person who is told, or "me"' },
  { key: 'reason', kind: 'choice', values: alertReasons, meaning: 'Why the person is told' },
  { key: 'delivery', kind: 'choice', values: deliveryStates, meaning: 'State of one of its messages' },
  { key: 'finding', kind: 'text', meaning: 'Id of the finding' },
  { key: 'title', kind: 'text', meaning: 'Words of its title' },
  { key: 'created', kind: 'time', meaning: 'When it was made' },
  { key: 'updated', kind: 'time', meaning: 'When it last changed' },
  { key: 'acknowledged', kind: 'time', optional: true, meaning: 'When it was acknowledged' },
] as const satisfies readonly QueryField[];
