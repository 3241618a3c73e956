// A record of the release in its place: the chain, what it names, which record it replaces. Browser-safe.
import { embargoInstant, readPolicy } from '../../results/release/policy.ts';
import { type ReleaseRecord, recordText } from '../../results/release/record.ts';
import { hexOf } from '../../tlog/note.ts';
import { type Context, type LogState, problem, type Problem, unitKey } from './state.ts';

/** The chain goes on with whatever stands there, so that one broken link is told once. */
export function addRecord({ state, sha256 }: Context, record: ReleaseRecord, place: number): Problem {
  const { head } = state;
  state.head = { number: record.number, sha256: hexOf(sha256(new TextEncoder().encode(recordText(record)))) };
  const of =
    record.units.length === 1 ? { contest: record.contest, unit: record.units[0] } : { contest: record.contest };
  if (state.lost === 0 && (record.number !== head.number + 1 || record.previous !== head.sha256))
    return problem('ENTRY_ORDER', `record ${record.number} does not follow record ${head.number}`, of);
  const wrong = namedProblem(state, record) ?? formProblem(record) ?? replacedProblem(state, record);
  if (wrong !== undefined) return problem('ENTRY_ORDER', `record ${record.number}: ${wrong}`, of);
  keep(state, record, place);
  return undefined;
}

function namedProblem(
  state: LogState,
  { election, policy, definition, contest, units, at }: ReleaseRecord,
): string | undefined {
  if (election !== state.opening?.election) return 'is of another election';
  const form = state.definitions.get(definition);
  if (form === undefined) return 'its definition is not in front of it';
  const ids = form.contests.map(({ id }) => id);
  if (!ids.includes(contest)) return `there is no contest ${contest}`;
  const known = state.units.get(definition);
  const stranger = units.find((unit) => known?.has(unit) !== true);
  if (stranger !== undefined) return `there is no unit ${stranger}`;
  const text = state.policies.get(policy);
  if (text === undefined) return 'its policy is not in front of it';
  const embargo = state.embargoes.get(policy) ?? embargoOf(text, election, ids);
  state.embargoes.set(policy, embargo);
  return Date.parse(at) >= embargo ? undefined : 'is from before the instant of its policy';
}

/** Infinity for a policy that cannot be read: nothing flows by it. */
function embargoOf(text: string, election: string, contests: readonly string[]): number {
  try {
    return embargoInstant(readPolicy(JSON.parse(text), election, contests));
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

function formProblem({ kind, corrects, of, units, return: named }: ReleaseRecord): string | undefined {
  if (units.length === 0 || new Set(units).size !== units.length) return 'its units are not each there once';
  if ((kind === 'correction') !== (corrects !== undefined)) return 'a correction, and no other, names what it replaces';
  if (of.kind === 'unit' && (units.length !== 1 || of.id !== units[0])) return 'is of a unit and holds others';
  return named === undefined || of.kind === 'unit' ? undefined : 'names one return for several units';
}

function replacedProblem(
  { records, latest, lost }: LogState,
  { corrects, contest, units }: ReleaseRecord,
): string | undefined {
  if (corrects === undefined) {
    const twice = units.find((unit) => latest.has(unitKey(contest, unit)));
    return twice === undefined ? undefined : `${twice} is in a record already`;
  }
  const replaced = records.get(corrects)?.record;
  if (replaced === undefined && lost > 0 && units.every((unit) => !latest.has(unitKey(contest, unit))))
    return undefined;
  if (replaced === undefined) return `there is no record ${corrects} that stands`;
  const same = replaced.contest === contest && replaced.units.length === units.length;
  return same && units.every((unit) => latest.get(unitKey(contest, unit))?.record === replaced)
    ? undefined
    : `record ${corrects} is of other units`;
}

function keep(state: LogState, record: ReleaseRecord, place: number): void {
  const { number, contest, units, corrects, definition, return: named } = record;
  const logged = { place, record };
  state.definition = definition;
  if (corrects !== undefined) state.records.delete(corrects);
  state.records.set(number, logged);
  if (named !== undefined) state.named.add(named);
  for (const unit of units) {
    state.latest.set(unitKey(contest, unit), logged);
    if (named !== undefined) state.signedOnce.add(unitKey(contest, unit));
  }
}
