// What an alert is: a message about one finding to one person, with what became of it.
import type { Severity, Standing } from '../findings/finding.ts';

/** "held": in quiet hours. "batched": waits for the digest. "open": told. "closed": the finding was dismissed or lapsed. */
export const alertStates = ['held', 'batched', 'open', 'acknowledged', 'closed'] as const;
export type AlertState = (typeof alertStates)[number];

export const alertReasons = ['rule', 'duty', 'escalation'] as const;
export type AlertReason = (typeof alertReasons)[number];

export const dutyLevels = ['first', 'second', 'administrators'] as const;
export type DutyLevel = (typeof dutyLevels)[number];

/** "exhausted": everyone was told and nobody acknowledged. */
export const escalationStates = ['waiting', 'exhausted', 'acknowledged', 'closed'] as const;
export type EscalationState = (typeof escalationStates)[number];

export const acknowledgedVia = ['console', 'mail', 'operator'] as const;
export type AcknowledgedVia = (typeof acknowledgedVia)[number];

/** A row of the table `alerts`. `told_rank`: the highest severity that was told, -1 before. */
export type AlertRow = {
  readonly id: string;
  readonly finding_id: string;
  readonly person_id: string;
  readonly state: AlertState;
  /** JSON of reasons. */
  readonly reasons: string;
  readonly title: string;
  readonly severity: Severity;
  readonly severity_rank: number;
  readonly told_rank: number;
  readonly standing: Standing;
  readonly accounts: number;
  readonly objects: number;
  readonly q_value: number | null;
  readonly revision: number;
  /** Goes up when a raised severity reopens the alert; links of an earlier round do not acknowledge it. */
  readonly round: number;
  /** Message-ID of the first mail, to which later ones reply. */
  readonly thread: string | null;
  readonly created_at: number;
  readonly updated_at: number;
  readonly acknowledged_at: number | null;
  readonly acknowledged_by: string | null;
  readonly acknowledged_via: AcknowledgedVia | null;
};
