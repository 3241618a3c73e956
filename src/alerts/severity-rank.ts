// Severities in their order, for comparisons.
import { severities, type Severity } from '../findings/finding.ts';

export const severityRank = Object.fromEntries(severities.map((name, rank) => [name, rank])) as Readonly<
  Record<Severity, number>
>;
