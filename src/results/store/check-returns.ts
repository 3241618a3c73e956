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
  readonly hits: readonly HitOfUnit[];
};

const keep = 1000;

/** The newest return of each unit and channel; `hits` holds the first 1,000. */
export function checkReturns(ledger: Ledger, election: string): CheckedReturns {
  const definition = definitionOf(ledger, election);
  const rules = compileRules(definition);
  const asked = new Set(definition.fields.filter(({ group }) => group === 'form').map(({ id }) => id));
  const counts = new Map(rules.map(({ rule }) => [rule.code, { breaks: 0, answered: 0 }]));
  const hits: HitOfUnit[] = [];
  let returns = 0;
  let forms = 0;
  for (const arrival of newest(arrivalsOfElection(ledger, election))) {
    returns++;
    if (Object.keys(arrival.return.counts).some((key) => asked.has(key))) forms++;
    const codes = brokenCodes(rules, arrival.return.counts, counts);
    if (codes.length > 0 && hits.length < keep) hits.push(hitOf(arrival, codes, definition));
  }
  return {
    definition,
    returns,
    forms,
    rules: rules.map(({ rule: { code, kind, label } }) => {
      const { breaks, answered } = counts.get(code) ?? { breaks: 0, answered: 0 };
      return { code, kind, label, units: answered === 0 ? null : breaks };
    }),
    hits,
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
