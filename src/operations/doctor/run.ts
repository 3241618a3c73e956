// Runs the checks one after another; a check that itself fails is a finding, not the end.
import type { Check, DoctorContext, Finding } from './check.ts';
import { clockChecks } from './clock.ts';
import { diskChecks } from './disk.ts';
import { failureOutcome } from './failure.ts';
import { machineChecks } from './machine.ts';
import { storeChecks } from './stores.ts';
import { surroundingChecks } from './surroundings.ts';

export const allChecks: readonly Check[] = [
  ...machineChecks,
  ...diskChecks,
  ...clockChecks,
  ...storeChecks,
  ...surroundingChecks,
];

export async function runChecks(
  context: DoctorContext,
  checks: readonly Check[] = allChecks,
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const [i, { name, title, run }] of checks.entries()) {
    context.onStep?.(title, i / checks.length);
    try {
      for (const outcome of await run(context)) findings.push({ name, title, ...outcome });
    } catch (error) {
      findings.push({ name, title, ...failureOutcome('Checking', error) });
    }
  }
  return findings;
}

/** 0 when all is well or not known, 1 when something needs attention, 2 when something has failed. */
export function exitCodeOf(findings: readonly Finding[]): 0 | 1 | 2 {
  if (findings.some(({ state }) => state === 'failed')) return 2;
  return findings.some(({ state }) => state === 'attention') ? 1 : 0;
}
