// Columns of the native edge and group tables, one list for CSV and Parquet alike.
import type { CoordinationResult, Edge, Group, Member } from '../result.ts';

export type Cell = string | number | undefined;
export type ColumnType = 'text' | 'integer' | 'real' | 'time';
export type ExportColumn<R> = {
  readonly name: string;
  readonly type: ColumnType;
  /** For "time": seconds since 1970-01-01T00:00:00Z. */
  readonly value: (row: R) => Cell;
};

export const edgeColumns: readonly ExportColumn<Edge>[] = [
  { name: 'account_a', type: 'text', value: (edge) => edge.accountA },
  { name: 'account_b', type: 'text', value: (edge) => edge.accountB },
  { name: 'weight', type: 'integer', value: (edge) => edge.weight },
  { name: 'window_seconds', type: 'real', value: (edge) => edge.windowSeconds },
  { name: 'null', type: 'text', value: (edge) => edge.nullModel },
  { name: 'p_value', type: 'real', value: (edge) => edge.pValue },
  { name: 'q_value', type: 'real', value: (edge) => edge.qValue },
  { name: 'median_lag_seconds', type: 'real', value: (edge) => edge.medianLagSeconds },
  { name: 'first_seen', type: 'time', value: (edge) => edge.firstSeen },
  { name: 'last_seen', type: 'time', value: (edge) => edge.lastSeen },
  { name: 'layers', type: 'text', value: (edge) => edge.layers.join(';') },
];

export type MemberRow = { readonly group: Group; readonly member: Member };

/** One row per member of a group. */
export const groupColumns: readonly ExportColumn<MemberRow>[] = [
  { name: 'group_id', type: 'text', value: ({ group }) => group.id },
  { name: 'declared', type: 'text', value: ({ group }) => group.declared ?? '' },
  { name: 'group_p_value', type: 'real', value: ({ group }) => group.pValue },
  { name: 'group_q_value', type: 'real', value: ({ group }) => group.qValue },
  { name: 'window_seconds', type: 'real', value: ({ group }) => group.windowSeconds },
  { name: 'observed_pairs', type: 'real', value: ({ group }) => group.observed },
  { name: 'expected_pairs', type: 'real', value: ({ group }) => group.expected },
  { name: 'account', type: 'text', value: ({ member }) => member.account },
  { name: 'shares', type: 'integer', value: ({ member }) => member.shares },
  { name: 'shares_in_group', type: 'integer', value: ({ member }) => member.sharesInGroup },
  { name: 'firsts', type: 'integer', value: ({ member }) => member.firsts },
  { name: 'median_lag_seconds', type: 'real', value: ({ member }) => member.medianLagSeconds },
  { name: 'first_seen', type: 'time', value: ({ member }) => member.firstSeen },
];

/** The claim's edges, then those of other nulls (present only where they were asked for). */
export function edgeRows(result: CoordinationResult): readonly Edge[] {
  return [...result.edges, ...result.otherClaims];
}

export function memberRows(result: CoordinationResult): readonly MemberRow[] {
  return result.groups.flatMap((group) => group.members.map((member) => ({ group, member })));
}

/** Seconds since 1970 as ISO 8601 in UTC with milliseconds; empty where it is not a time. */
export function isoTime(seconds: number): string {
  const millis = Math.round(seconds * 1000);
  return Number.isFinite(millis) && Math.abs(millis) <= 8.64e15 ? new Date(millis).toISOString() : '';
}
