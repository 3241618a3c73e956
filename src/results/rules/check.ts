// Coded arithmetic checks of one return, by the formulas of its pack; the same code at the centre, at import, on pages.
import { type Definition, type Rule, voteKey } from '../../elections/definition/definition.ts';
import { PollwardenError } from '../../kernel/errors.ts';
import { type Node, type Operator, parseFormula } from './formula.ts';

export type Counts = Readonly<Record<string, number>>;
export type RuleHit = Pick<Rule, 'code' | 'kind' | 'label' | 'fields'>;
/** "missing" where a figure that the formula needs is not on this return. */
export type RuleAnswer = 'holds' | 'breaks' | 'missing';
export type CompiledRule = { readonly rule: Rule; readonly check: (counts: Counts) => RuleAnswer };

/** NaN stands for a figure that is not there; it goes through sums, and comparisons are kept from swallowing it. */
type Evaluate = (counts: Counts) => number;

const truth = (value: boolean): number => (value ? 1 : 0);

const operations: Readonly<Record<Operator, (a: number, b: number) => number>> = {
  or: (a, b) => truth(a !== 0 || b !== 0),
  and: (a, b) => truth(a !== 0 && b !== 0),
  '=': (a, b) => truth(a === b),
  '==': (a, b) => truth(a === b),
  '!=': (a, b) => truth(a !== b),
  '<=': (a, b) => truth(a <= b),
  '>=': (a, b) => truth(a >= b),
  '<': (a, b) => truth(a < b),
  '>': (a, b) => truth(a > b),
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
};

type Names = Pick<Definition, 'fields' | 'modes' | 'contests'>;

function sumKeys({ modes, contests }: Names, mode: string, option: string | undefined): readonly string[] {
  if (!modes.some(({ id }) => id === mode)) throw new PollwardenError('PACK_INVALID', `there is no mode "${mode}"`);
  const options = contests.flatMap((contest) => contest.options);
  if (option === undefined) return [...new Set(options.map(({ id }) => voteKey(mode, id)))];
  const list = options.find(({ id }) => id === option);
  if (list === undefined) throw new PollwardenError('PACK_INVALID', `there is no option "${option}"`);
  return (list.candidates ?? []).map(({ id }) => voteKey(mode, option, id));
}

/** Of several contests a return holds one: absent options of the others add nothing, all absent is missing. */
function sumOf(keys: readonly string[]): Evaluate {
  return (counts) => {
    let sum = 0;
    let found = keys.length === 0;
    for (const key of keys) {
      const value = counts[key];
      if (value === undefined) continue;
      found = true;
      sum += value;
    }
    return found ? sum : Number.NaN;
  };
}

function compile(node: Node, names: Names): Evaluate {
  if (node.kind === 'number') return () => node.value;
  if (node.kind === 'sum') return sumOf(sumKeys(names, node.mode, node.option));
  if (node.kind === 'votes') {
    sumKeys(names, node.mode, node.option);
    const key = voteKey(node.mode, node.option);
    return (counts) => counts[key] ?? Number.NaN;
  }
  if (node.kind === 'field') {
    const { id } = node;
    if (!names.fields.some((field) => field.id === id))
      throw new PollwardenError('PACK_INVALID', `there is no field "${id}"`);
    return (counts) => counts[id] ?? Number.NaN;
  }
  if (node.kind === 'binary') {
    const left = compile(node.left, names);
    const right = compile(node.right, names);
    const operation = operations[node.operator];
    return (counts) => {
      const a = left(counts);
      const b = right(counts);
      return Number.isNaN(a) || Number.isNaN(b) ? Number.NaN : operation(a, b);
    };
  }
  const of = compile(node.of, names);
  if (node.kind === 'abs') return (counts) => Math.abs(of(counts));
  if (node.kind === 'negate') return (counts) => -of(counts);
  return (counts) => {
    const value = of(counts);
    return Number.isNaN(value) ? value : truth(value === 0);
  };
}

/** PACK_INVALID with the code of the rule where its formula does not read or names what is not there. */
export function compileRule(rule: Rule, names: Names): CompiledRule {
  const evaluate = compile(parseFormula(rule.breaks), names);
  return {
    rule,
    check: (counts) => {
      const value = evaluate(counts);
      if (Number.isNaN(value)) return 'missing';
      return value === 0 ? 'holds' : 'breaks';
    },
  };
}

export const compileRules = (definition: Names & Pick<Definition, 'rules'>): readonly CompiledRule[] =>
  definition.rules.map((rule) => compileRule(rule, definition));

/** The rules that this return breaks; those whose figures it does not carry say nothing. */
export const checkCounts = (rules: readonly CompiledRule[], counts: Counts): readonly RuleHit[] =>
  rules.flatMap(({ rule: { code, kind, label, fields }, check }) =>
    check(counts) === 'breaks' ? [{ code, kind, label, fields }] : [],
  );

const compiled = new WeakMap<object, readonly CompiledRule[]>();

/** The same for one return at a time; rules are compiled once for each definition. */
export function checkReturn(definition: Definition, counts: Counts): readonly RuleHit[] {
  let rules = compiled.get(definition);
  if (rules === undefined) compiled.set(definition, (rules = compileRules(definition)));
  return checkCounts(rules, counts);
}
