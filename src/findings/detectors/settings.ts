// What people set of a detector, in the ledger.
import { recordAudit } from '../../ledger/audit/record.ts';
import type { Actor } from '../../ledger/audit/entry.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { checkParameters, coordinationParameters, defaultParameters, type Parameters } from './parameters.ts';

export type Schedule = { readonly everyHours: number | null; readonly lookBackDays: number };
export type DetectorSettings = { readonly parameters: Parameters; readonly schedule: Schedule };

export const defaultSchedule: Schedule = { everyHours: null, lookBackDays: 14 };

type Row = { readonly parameters: string; readonly every_hours: number | null; readonly look_back_days: number };

/** Defaults where nothing was set; a parameter that is no more is left out. */
export function detectorSettings(ledger: Ledger, detector: string): DetectorSettings {
  const row = ledger.db
    .prepare('SELECT parameters, every_hours, look_back_days FROM detector_settings WHERE detector = ?')
    .get(detector) as Row | undefined;
  if (row === undefined) return { parameters: defaultParameters(), schedule: defaultSchedule };
  const set = JSON.parse(row.parameters) as Parameters;
  const known = Object.entries(set).filter(([key]) =>
    coordinationParameters.some((parameter) => parameter.key === key),
  );
  return {
    parameters: { ...defaultParameters(), ...Object.fromEntries(known) },
    schedule: { everyHours: row.every_hours, lookBackDays: row.look_back_days },
  };
}

export type SettingsChange = { readonly parameters?: Parameters; readonly schedule?: Schedule };

/** INPUT_INVALID for what a parameter may not be. */
export function changeDetector(
  ledger: Ledger,
  detector: string,
  change: SettingsChange,
  by: { readonly actor: Actor; readonly address?: string },
): DetectorSettings {
  return ledger.write(() => {
    const before = detectorSettings(ledger, detector);
    const parameters = checkParameters({ ...before.parameters, ...change.parameters });
    const schedule = change.schedule ?? before.schedule;
    const defaults = defaultParameters();
    const own = Object.entries(parameters).filter(
      ([key, value]) => JSON.stringify(value) !== JSON.stringify(defaults[key]),
    );
    const stored = JSON.stringify(Object.fromEntries(own));
    ledger.db
      .prepare('INSERT OR REPLACE INTO detector_settings VALUES (?, ?, ?, ?, ?)')
      .run(detector, stored, schedule.everyHours, schedule.lookBackDays, Math.trunc(ledger.now()));
    const details = { parameters: stored, everyHours: schedule.everyHours ?? 0, lookBackDays: schedule.lookBackDays };
    recordAudit(ledger, { event: 'detector.changed', ...by, subject: detector, details });
    return { parameters, schedule };
  });
}
