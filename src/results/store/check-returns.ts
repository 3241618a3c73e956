// Every return of an election against the coded checks of its definition; figures under the names the pack gives them.
import type { Channel, Definition } from '../../elections/definition/definition.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { type CompiledRule, compileRules } from '../rules/check.ts';
import { definitionOf } from './elections.ts';
import { type Arrival, arrivalsOfElection } from './returns.ts';

export type BrokenRule = {
  readonly code: string;
  readonly kind: 'error' | 'warning';
  readonly label: string;
  /** Returns that break it; null where no return carries what it needs. */
  readonly units: number | null;
};

export type HitOfUnit = {
  readonly contest: string;
  readonly unit: string;
  readonly channel: Channel;
  readonly codes: readonly string[];
  readonly figures: Readonly<Record<string, number>>;
};

export type CheckedReturns = {
  readonly definition: Definition;
  readonly returns: number;
  /** Units with a return that carries the form. */
  readonly forms: number;
  readonly rules: readonly BrokenRule[];
  /** Returns that break an error come first, then those that break warnings only; at most `most` in all. */
  readonly hits: readonly HitOfUnit[];
  readonly withError: number;
  readonly withWarning: number;
};

/** The newest return of each unit and channel. `most`: how many hits to keep. */
export function checkReturns(ledger: Ledger, election: string, most = 1000): CheckedReturns {
  const definition = definitionOf(ledger, election);
  const rules = compileRules(definition);
  const asked = new Set(definition.fields.filter(({ group }) => group === 'form').map(({ id }) => id));
  const counts = new Map(rules.map(({ rule }) => [rule.code, { breaks: 0, answered: 0 }]));
  const errorCodes = new Set(definition.rules.filter(({ kind }) => kind === 'error').map(({ code }) => code));
  const [errors, warnings]: [HitOfUnit[], HitOfUnit[]] = [[], []];
  let [withError, withWarning] = [0, 0];
  let returns = 0;
  let forms = 0;
  for (const arrival of newest(arrivalsOfElection(ledger, election))) {
    returns++;
    if (Object.keys(arrival.return.counts).some((key) => asked.has(key))) forms++;
    const codes = brokenCodes(rules, arrival.return.counts, counts);
    if (codes.length === 0) continue;
    const isError = codes.some((code) => errorCodes.has(code));
    if (isError) withError++;
    else withWarning++;
    const kept = isError ? errors : warnings;
    if (kept.length < most) kept.push(hitOf(arrival, codes, definition));
  }
  return {
    definition,
    returns,
    forms,
    rules: rules.map(({ rule: { code, kind, label } }) => {
      const { breaks, answered } = counts.get(code) ?? { breaks: 0, answered: 0 };
      return { code, kind, label, units: answered === 0 ? null : breaks };
    }),
    hits: [...errors, ...warnings].slice(0, most),
    withError,
    withWarning,
  };
}

type Answers = ReadonlyMap<string, { breaks: number; answered: number }>;

function brokenCodes(rules: readonly CompiledRule[], counts: Arrival['return']['counts'], answers: Answers): string[] {
  const codes: string[] = [];
  for (const { rule, check } of rules) {
    const answer = check(counts);
    const of = answers.get(rule.code);
    if (answer === 'missing' || of === undefined) continue;
    of.answered++;
    if (answer !== 'breaks') continue;
    of.breaks++;
    codes.push(rule.code);
  }
  return codes;
}

function hitOf(
  { contest, unit, channel, return: { counts } }: Arrival,
  codes: readonly string[],
  { rules }: Definition,
): HitOfUnit {
  const fields = new Set(rules.filter(({ code }) => codes.includes(code)).flatMap((rule) => rule.fields));
  const figures = Object.fromEntries(Object.entries(counts).filter(([key]) => fields.has(key)));
  return { contest, unit, channel, codes, figures };
}

/** Of each contest, unit and channel the arrival that came last; the input is grouped by contest and unit. */
function* newest(arrivals: Iterable<Arrival>): Generator<Arrival> {
  let last = new Map<Channel, Arrival>();
  let key = '';
  for (const arrival of arrivals) {
    const next = `${arrival.contest}\n${arrival.unit}`;
    if (next !== key) {
      yield* last.values();
      last = new Map();
      key = next;
    }
    last.set(arrival.channel, arrival);
  }
  yield* last.values();
}
