// What the routes of alerts work with.
import type { AlertContext } from '../../../alerts/context.ts';
import type { RunningAlerts } from '../../../alerts/start.ts';
import type { Ways } from '../../../alerts/send.ts';

export type AlertParts = { readonly context: AlertContext; readonly ways: Ways; readonly running: RunningAlerts };
