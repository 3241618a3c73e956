// What was read out, as it is typed: which figures are there, what differs from what has come, which totals are handed in.
import { checkCounts, compileRule } from '../../../../../src/results/rules/check.ts';
import { controlSum } from '../../../../../src/results/codes/totals.ts';
import type { CallDetail } from '../../../../../src/server/features/call-backs/schemas.ts';

export type Group = CallDetail['groups'][number];
/** By key, as typed. */
export type Heard = Readonly<Record<string, string>>;

/** Undefined where it is no whole number from 0; thousands may be set apart by spaces. */
export function figureOf(text: string | undefined): number | undefined {
  const digits = (text ?? '').replaceAll(/[\s\u202f]/g, '');
  if (!/^\d{1,15}$/.test(digits)) return undefined;
  return Number(digits);
}

export type Mark = 'missing' | 'notWhole' | 'alone' | 'differs' | 'agrees';

export function markOf(expected: number | null, text: string | undefined): Mark {
  if ((text ?? '').trim() === '') return 'missing';
  const figure = figureOf(text);
  if (figure === undefined) return 'notWhole';
  if (expected === null) return 'alone';
  return figure === expected ? 'agrees' : 'differs';
}

const keysOf = ({ fields }: Group): readonly string[] => fields.map(({ key }) => key);
const isEmpty = (group: Group, heard: Heard): boolean => keysOf(group).every((key) => (heard[key] ?? '').trim() === '');

/** Undefined while a figure is missing. */
export const sumOf = (group: Group, heard: Heard): number | undefined =>
  controlSum(
    { group: group.group, keys: keysOf(group) },
    Object.fromEntries(keysOf(group).map((key) => [key, figureOf(heard[key])])),
  );

export type Reading =
  | { readonly totals: Readonly<Record<string, number>> }
  /** A group that is there in part, or "" where nothing was typed. */
  | { readonly unfinished: string };

/** Groups of which nothing was read out are left out: a mode that the unit does not have. */
export function readingOf(groups: readonly Group[], heard: Heard): Reading {
  const there = groups.filter((group) => !isEmpty(group, heard));
  const partly = there.find((group) => sumOf(group, heard) === undefined);
  if (there.length === 0) return { unfinished: '' };
  if (partly !== undefined) return { unfinished: partly.name };
  const pairs = there.flatMap(keysOf).map((key) => [key, figureOf(heard[key]) ?? 0] as const);
  return { totals: Object.fromEntries(pairs) };
}

/** Labels of the checks that the figures break; a rule about what is not in this contest says nothing. */
export function brokenChecks(
  { checks, contest }: Pick<CallDetail, 'checks' | 'contest'>,
  reading: Reading,
): readonly string[] {
  if (!('totals' in reading)) return [];
  const names = { ...checks, contests: [{ id: contest, name: '', area: '', options: checks.options }] };
  const compiled = checks.rules.flatMap((rule) => {
    try {
      return rule.kind === 'error' ? [compileRule(rule, names)] : [];
    } catch {
      return [];
    }
  });
  return checkCounts(compiled, reading.totals).map(({ label }) => label);
}

/** Typed figures outlive a reload of the page, on this machine and in this tab only. */
const draftKey = ({ election, call, tries }: Pick<CallDetail, 'election' | 'call' | 'tries'>): string =>
  `pollwarden call ${election} ${call} ${tries.length}`;

export function keptHeard(call: CallDetail): Heard {
  const first = firstHeard(call);
  try {
    const kept = JSON.parse(sessionStorage.getItem(draftKey(call)) ?? '{}') as Readonly<Record<string, unknown>>;
    const typed = Object.keys(first).flatMap((key) => {
      const text = Object.hasOwn(kept, key) ? kept[key] : undefined;
      return typeof text === 'string' ? [[key, text] as const] : [];
    });
    return { ...first, ...Object.fromEntries(typed) };
  } catch {
    return first;
  }
}

/** `heard` undefined: the code was handed in. */
export function keepHeard(call: CallDetail, heard: Heard | undefined): void {
  if (heard === undefined) sessionStorage.removeItem(draftKey(call));
  else sessionStorage.setItem(draftKey(call), JSON.stringify(heard));
}

export const differing = (groups: readonly Group[], heard: Heard): number =>
  groups.flatMap(({ fields }) => fields).filter(({ key, expected }) => markOf(expected, heard[key]) === 'differs')
    .length;

/**
 * What stands in the fields at first: the last code's totals; else what has come, where the code itself depends on the
 * figures. On a plain line every figure is typed.
 */
export function firstHeard({ tries, kind, groups }: Pick<CallDetail, 'tries' | 'kind' | 'groups'>): Heard {
  const last = tries.at(-1)?.totals;
  const fields = groups.flatMap((group) => group.fields);
  const known = fields.map(({ key, expected }) => [key, last?.[key] ?? (kind === 'bound' ? expected : null)] as const);
  return Object.fromEntries(known.map(([key, figure]) => [key, figure === null ? '' : String(figure)]));
}
