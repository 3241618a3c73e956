// Reads a return from bytes: capped, total, and only in the one canonical form (RFC 8785); then against its definition.
// Browser-safe.
import type { Definition } from '../../elections/definition/definition.ts';
import { parseJson } from '../../kernel/parse-json.ts';
import { canonicalJson } from '../../kernel/canonical-json.ts';
import type { ErrorCode } from '../../kernel/errors.ts';
import { groupsOf } from '../reconcile/compare.ts';
import { areaTree } from '../tally/areas.ts';
import type { CountReturn, SignedReturn } from './count-return.ts';
import { signedProblem } from './shape.ts';

export type Refusal = { readonly code: ErrorCode; readonly detail: string };
export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal };

export const refuse = (code: ErrorCode, detail: string): { readonly ok: false; readonly refusal: Refusal } => ({
  ok: false,
  refusal: { code, detail },
});

export const mostReturnBytes = 65_536;
export const mostFigures = 5000;
/** No unit has more of anything; sums over all units then stay exact, whatever one centre signs. */
export const mostOfFigure = 1_000_000_000;

/** Of returns that were parsed, so that their text is not made again to verify and to keep them. */
const parsedBytes = new WeakMap<CountReturn, Uint8Array>();

export const canonicalReturn = (one: CountReturn): Uint8Array =>
  parsedBytes.get(one) ?? new TextEncoder().encode(canonicalJson(one));

/** Of a return whose canonical text is known already: it is not made again. */
export const rememberBytes = (one: CountReturn, canonical: string): void => {
  parsedBytes.set(one, new TextEncoder().encode(canonical));
};

/** As canonicalJson gives it, in less time: a log of a country is full of them. */
export const signaturesText = (signatures: SignedReturn['signatures']): string =>
  `[${signatures.map(({ key, signature }) => `{"key":${JSON.stringify(key)},"signature":${JSON.stringify(signature)}}`).join(',')}]`;

/** Canonical text of a signed return from that of the return itself. */
export const signedText = (canonical: string, signatures: SignedReturn['signatures']): string =>
  `{"return":${canonical},"signatures":${signaturesText(signatures)}}`;

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** One line of a file of signed returns, or one file. RETURN_INVALID for all but the canonical form. */
export function parseSigned(bytes: Uint8Array): Outcome<SignedReturn> {
  if (bytes.length > mostReturnBytes) return refuse('RETURN_INVALID', 'is larger than 64 KiB');
  const text = textOf(bytes);
  const value = text === undefined ? undefined : parseJson(text);
  if (value === undefined) return refuse('RETURN_INVALID', 'is no JSON');
  const problem = signedProblem(value);
  if (problem !== undefined) return refuse('RETURN_INVALID', problem);
  const signed = value as SignedReturn;
  if (Object.keys(signed.return.counts).length > mostFigures)
    return refuse('RETURN_INVALID', 'has more than 5,000 figures');
  const own = canonicalJson(signed.return);
  if (text !== signedText(own, signed.signatures)) return refuse('RETURN_INVALID', 'is not in canonical form');
  rememberBytes(signed.return, own);
  return { ok: true, value: signed };
}

export type KnownDefinitions = {
  /** In force; its hash and those of earlier fixed versions, under which returns stay valid. */
  readonly definition: Definition;
  readonly hashes: ReadonlySet<string>;
};

export type ReturnChecker = (one: CountReturn) => Refusal | undefined;
type Placed = Pick<CountReturn, 'contest' | 'unit' | 'centre' | 'counts'>;

/** What is wrong with where figures belong, or with their size; also of figures that nobody signed. */
export function placeChecker({ areas, contests, units }: Definition): (one: Placed) => string | undefined {
  const tree = areaTree(areas);
  const places = new Map(units.map((unit) => [unit.id, unit]));
  const areaOf = new Map(contests.map(({ id: contest, area }) => [contest, area]));
  return ({ contest, unit, centre, counts }) => {
    const area = areaOf.get(contest);
    if (area === undefined) return `there is no contest ${contest}`;
    const place = places.get(unit);
    if (place === undefined) return `there is no unit ${unit}`;
    if (!tree.upwards(place.area).includes(area)) return `unit ${unit} does not vote in the contest ${contest}`;
    if (place.centre !== centre) return `unit ${unit} is counted by ${place.centre}, not by ${centre}`;
    for (const key of Object.keys(counts))
      if (counts[key] > mostOfFigure) return `${key} is ${counts[key]}, more than any unit has`;
    return undefined;
  };
}

/** Prepared once: which contests, units and figures there are. */
export function returnChecker({ definition, hashes }: KnownDefinitions): ReturnChecker {
  const groupOf = groupsOf(definition);
  const placeProblem = placeChecker(definition);
  const keys = new Map(definition.contests.map((contest) => [contest.id, keysOf(definition, contest)]));
  return (one) => {
    if (one.election !== definition.election)
      return { code: 'ELECTION_OTHER', detail: `is of the election ${one.election}, not ${definition.election}` };
    if (!hashes.has(one.definition))
      return {
        code: 'DEFINITION_UNKNOWN',
        detail: `names ${one.definition.slice(0, 16)}…, which is no version of this definition: options given at import, such as --seats or --keys, make another; amend instead`,
      };
    const misplaced = placeProblem(one);
    if (misplaced !== undefined) return { code: 'RETURN_INVALID', detail: misplaced };
    if ((one.supersedes === undefined) !== (one.reason === undefined))
      return { code: 'RETURN_INVALID', detail: 'a corrigendum names what it supersedes, and why' };
    const detail = figuresProblem(one, keys.get(one.contest) ?? new Map(), groupOf);
    return detail === undefined ? undefined : { code: 'RETURN_INVALID', detail };
  };
}

/** All keys of a contest by group. */
function keysOf(
  { fields, modes }: Definition,
  { options }: Definition['contests'][number],
): ReadonlyMap<string, ReadonlySet<string>> {
  const groups = new Map<string, Set<string>>();
  const add = (group: string, key: string): void => {
    groups.set(group, (groups.get(group) ?? new Set()).add(key));
  };
  for (const { id: field, group } of fields) add(group, field);
  for (const { id: mode } of modes) {
    for (const option of options) {
      add(mode, `votes/${mode}/${option.id}`);
      for (const candidate of option.candidates ?? []) add(mode, `votes/${mode}/${option.id}/${candidate.id}`);
    }
  }
  return groups;
}

function figuresProblem(
  { counts }: CountReturn,
  known: ReadonlyMap<string, ReadonlySet<string>>,
  groupOf: (key: string) => string,
): string | undefined {
  const carried = new Map<string, number>();
  for (const key of Object.keys(counts)) {
    const group = groupOf(key);
    if (known.get(group)?.has(key) !== true) return `there is no figure ${key}`;
    carried.set(group, (carried.get(group) ?? 0) + 1);
  }
  if (carried.size === 0) return 'holds no figures';
  for (const [group, count] of carried) {
    const all = known.get(group)?.size ?? 0;
    if (count !== all) return `has ${count} of the ${all} figures of ${group}; a group is there wholly or not at all`;
  }
  return undefined;
}
