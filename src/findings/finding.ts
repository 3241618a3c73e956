// What a finding is, for every detector: what was seen, how strong, how often the null would give it, what people did.
import { type Phase, phases } from '../elections/phases.ts';

/** What the detector says of it. "lapsed": a provisional finding that the close of the pane did not uphold. */
export const standings = ['provisional', 'calibrated', 'notCalibrated', 'lapsed'] as const;
export type Standing = (typeof standings)[number];

/** What people made of it. */
export const findingStates = ['new', 'examined', 'confirmed', 'dismissed'] as const;
export type FindingState = (typeof findingStates)[number];

export const severities = ['notice', 'warning', 'severe', 'critical'] as const;
export type Severity = (typeof severities)[number];

export { type Phase, phases };

/** The columns of the list. Times in milliseconds since 1970 UTC. */
export type Finding = {
  readonly id: string;
  readonly detector: string;
  readonly detectorVersion: string;
  readonly title: string;
  readonly standing: Standing;
  readonly state: FindingState;
  readonly severity: Severity;
  readonly phase: Phase | undefined;
  readonly qValue: number | undefined;
  readonly accounts: number;
  readonly objects: number;
  readonly layers: readonly string[];
  /** Name of the declared network, where it is one. */
  readonly declared: string | undefined;
  readonly technique: { readonly id: string; readonly name: string };
  readonly firstSeen: number;
  readonly lastSeen: number;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** Counts up with every change of the evidence. */
  readonly revision: number;
  readonly assignedTo: string | undefined;
  readonly notes: number;
  /** Names of watchlist entries that its objects touch. */
  readonly watchlisted: readonly string[];
};
