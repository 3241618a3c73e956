// Formulas of coded checks: whole numbers, field names, + - *, comparisons, and/or/not, abs(x), sum(mode), sum(mode, option)
// of candidates, votes(mode, option) of a list. A parser of our own, total and capped: a pack is input, and nothing of it
// is ever run.
import { PollwardenError } from '../../kernel/errors.ts';

export type Node =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'field'; readonly id: string }
  | { readonly kind: 'sum'; readonly mode: string; readonly option: string | undefined }
  | { readonly kind: 'votes'; readonly mode: string; readonly option: string }
  | { readonly kind: 'abs' | 'not' | 'negate'; readonly of: Node }
  | { readonly kind: 'binary'; readonly operator: Operator; readonly left: Node; readonly right: Node };
export type Operator = (typeof operators)[number];

const operators = ['or', 'and', '=', '==', '!=', '<=', '>=', '<', '>', '+', '-', '*'] as const;
/** Looser ones first; comparisons do not chain. */
const levels: readonly (readonly Operator[])[] = [
  ['or'],
  ['and'],
  ['=', '==', '!=', '<=', '>=', '<', '>'],
  ['+', '-'],
  ['*'],
];
const mostCharacters = 2000;
const mostDepth = 50;

type Token = { readonly text: string; readonly at: number };

const word = /[A-Za-z_]/;
const wordGoesOn = /[\w.]/;

function tokens(formula: string): readonly Token[] {
  const found: Token[] = [];
  for (let i = 0; i < formula.length; ) {
    const start = i;
    const c = formula[i];
    if (c === ' ' || c === '\n' || c === '\t') {
      i++;
      continue;
    }
    if (word.test(c)) while (i < formula.length && wordGoesOn.test(formula[i])) i++;
    else if (c >= '0' && c <= '9') while (i < formula.length && formula[i] >= '0' && formula[i] <= '9') i++;
    else if (['!=', '<=', '>=', '=='].includes(formula.slice(i, i + 2))) i += 2;
    else if ('+-*()<>=,'.includes(c)) i++;
    else throw wrong(formula, i, `"${c}" has no place in a formula`);
    found.push({ text: formula.slice(start, i), at: start });
  }
  return found;
}

const wrong = (formula: string, at: number, detail: string): PollwardenError =>
  new PollwardenError('PACK_INVALID', `formula "${formula.slice(0, 100)}", character ${at + 1}: ${detail}`);

/** Goes through the tokens; what is wrong names the character. */
type Cursor = {
  readonly peek: () => string | undefined;
  readonly skip: () => void;
  readonly take: (text: string) => void;
  readonly name: () => string;
  readonly fail: (detail: string) => PollwardenError;
  /** Of parentheses and levels that are open. */
  depth: number;
};

function cursorOf(formula: string): Cursor {
  const all = tokens(formula);
  let next = 0;
  const peek = (): string | undefined => all[next]?.text;
  const fail = (detail: string): PollwardenError => wrong(formula, all[next]?.at ?? formula.length, detail);
  const skip = (): void => {
    next++;
  };
  const take = (text: string): void => {
    if (peek() !== text) throw fail(`"${text}" is missing`);
    skip();
  };
  const name = (): string => {
    const text = peek();
    if (text === undefined || !/^[\w.]+$/.test(text)) throw fail('a name is missing');
    skip();
    return text;
  };
  return { peek, skip, take, name, fail, depth: 0 };
}

/** Parses a formula. PACK_INVALID names the character. */
export function parseFormula(formula: string): Node {
  if (formula.length > mostCharacters) throw wrong(formula, mostCharacters, 'is longer than 2,000 characters');
  const cursor = cursorOf(formula);
  const tree = level(cursor, 0);
  const rest = cursor.peek();
  if (rest !== undefined) throw cursor.fail(`"${rest}" is too much`);
  return tree;
}

function level(cursor: Cursor, which: number): Node {
  if (which >= levels.length) return single(cursor);
  if (++cursor.depth > mostDepth * levels.length) throw cursor.fail('is nested deeper than 50');
  let left = level(cursor, which + 1);
  for (;;) {
    const operator = levels[which].find((one) => one === cursor.peek());
    if (operator === undefined) break;
    cursor.skip();
    left = { kind: 'binary', operator, left, right: level(cursor, which + 1) };
  }
  cursor.depth--;
  return left;
}

function single(cursor: Cursor): Node {
  const { peek, skip, take, fail } = cursor;
  const text = peek();
  if (text === undefined) throw fail('something is missing at the end');
  if (/^[A-Za-z_][\w.]*$/.test(text) && !['not', 'abs', 'sum', 'votes', 'and', 'or'].includes(text)) {
    skip();
    return { kind: 'field', id: text };
  }
  if (/^\d+$/.test(text)) {
    const node = numberNode(text, fail);
    skip();
    return node;
  }
  if (!['(', '-', 'not', 'abs', 'sum', 'votes'].includes(text)) throw fail(`"${text}" has no place here`);
  skip();
  if (text === '-') return { kind: 'negate', of: single(cursor) };
  if (text === 'not') return { kind: 'not', of: level(cursor, 2) };
  if (text !== '(') return call(cursor, text);
  const inside = level(cursor, 0);
  take(')');
  return inside;
}

function call(cursor: Cursor, text: string): Node {
  const { peek, take, name } = cursor;
  take('(');
  if (text === 'abs') {
    const of = level(cursor, 0);
    take(')');
    return { kind: 'abs', of };
  }
  const mode = name();
  const option = peek() === ',' || text === 'votes' ? (take(','), name()) : undefined;
  take(')');
  return text === 'votes' && option !== undefined ? { kind: 'votes', mode, option } : { kind: 'sum', mode, option };
}

function numberNode(text: string, fail: (detail: string) => PollwardenError): Node {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw fail('is larger than 2^53-1');
  return { kind: 'number', value };
}
