// A row of the ledger's table of findings, as a finding.
import type { SqlRow } from '../ledger/list-sql.ts';
import type { Finding, FindingState, Phase, Severity, Standing } from './finding.ts';

export function findingOf(row: SqlRow): Finding {
  const text = (name: string): string => String(row[name]);
  const number = (name: string): number => Number(row[name]);
  return {
    id: text('id'),
    detector: text('detector'),
    detectorVersion: text('detector_version'),
    title: text('title'),
    standing: text('standing') as Standing,
    state: text('state') as FindingState,
    severity: text('severity') as Severity,
    phase: row.phase === '' ? undefined : (text('phase') as Phase),
    qValue: row.q_value === null ? undefined : number('q_value'),
    accounts: number('accounts'),
    objects: number('objects'),
    layers: JSON.parse(text('layers')) as string[],
    declared: row.declared === '' ? undefined : text('declared'),
    technique: { id: text('technique_id'), name: text('technique_name') },
    firstSeen: number('first_seen'),
    lastSeen: number('last_seen'),
    createdAt: number('created_at'),
    updatedAt: number('updated_at'),
    revision: number('revision'),
    assignedTo: row.assigned_to === '' ? undefined : text('assigned_to'),
    notes: number('notes'),
    watchlisted: JSON.parse(text('watchlisted')) as string[],
  };
}
