// JSON of groups with their whole evidence, and of the result as the machine form of the command.
import type { CoordinationResult } from '../result.ts';

/** Version of both documents; raised when a field changes its meaning. */
export const jsonFormat = 'pollwarden-coordination/1';

/** Numbers that JSON cannot hold become null; times stay seconds since 1970-01-01T00:00:00Z. */
export function toJson(document: unknown): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** Everything but the edges of the whole input: the claim, the parameters and each group with its posts. */
export function groupsDocument(result: CoordinationResult): object {
  const { edges, otherClaims, calibration, ...rest } = result;
  return { format: jsonFormat, timeUnit: 'seconds since 1970-01-01T00:00:00Z', ...rest, edges: edges.length };
}
