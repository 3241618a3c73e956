// Flags of a command: parsed strictly, every bad value named with what would be right (USAGE, exit 2).
import { parseArgs } from 'node:util';
import { PollwardenError } from '../kernel/errors.ts';

/** "text": one value, given once. "texts": may be repeated. "switch": takes no value. */
export type FlagKind = 'text' | 'texts' | 'switch';
export type FlagValue<K extends FlagKind> = K extends 'switch' ? boolean : K extends 'texts' ? string[] : string;
export type ParsedFlags<S extends Readonly<Record<string, FlagKind>>> = {
  readonly flags: { readonly [K in keyof S]?: FlagValue<S[K]> };
  readonly positionals: readonly string[];
};

export function usageError(detail: string): PollwardenError {
  return new PollwardenError('USAGE', detail);
}

/** Parses `args` by `spec` (flag name without dashes to its kind). Unknown flags and missing values throw USAGE. */
export function parseFlags<const S extends Readonly<Record<string, FlagKind>>>(
  args: readonly string[],
  spec: S,
): ParsedFlags<S> {
  const options: Record<string, { type: 'string' | 'boolean'; multiple: boolean }> = {};
  for (const [name, kind] of Object.entries(spec)) {
    options[name] = { type: kind === 'switch' ? 'boolean' : 'string', multiple: kind === 'texts' };
  }
  try {
    const { values, positionals, tokens } = parseArgs({
      args: [...args],
      options,
      allowPositionals: true,
      strict: true,
      tokens: true,
    });
    refuseRepeats(
      tokens.flatMap((token) => (token.kind === 'option' ? [token.name] : [])),
      spec,
    );
    return { flags: values as ParsedFlags<S>['flags'], positionals };
  } catch (error) {
    if (error instanceof PollwardenError) throw error;
    throw usageError(explain(error instanceof Error ? error.message : String(error), Object.keys(spec)));
  }
}

/** Which of two values was meant, nobody can know. */
function refuseRepeats(given: readonly string[], spec: Readonly<Record<string, FlagKind>>): void {
  const repeated = given.find((name, i) => spec[name] === 'text' && given.indexOf(name) !== i);
  if (repeated !== undefined) throw usageError(`--${repeated} is given twice, and takes one value`);
}

function explain(message: string, known: readonly string[]): string {
  const ambiguous = /^Option '(-+[^' ]*).*' argument is ambiguous/.exec(message);
  if (ambiguous !== null) return `${ambiguous[1]} needs a value, and what follows looks like another flag`;
  const unknown = /^Unknown option '(-+)([^']*)'/.exec(message);
  if (unknown === null) return message.split('\n')[0];
  const near = nearest(unknown[2], known);
  return `there is no ${unknown[1]}${unknown[2]}${near === undefined ? '' : `; did you mean --${near}?`}`;
}

/** The known word within two edits of `word`, for "did you mean". */
export function nearest(word: string, known: readonly string[]): string | undefined {
  let best: string | undefined;
  let least = 3;
  for (const candidate of known) {
    const distance = editDistance(word.slice(0, 40), candidate);
    if (distance < least) {
      least = distance;
      best = candidate;
    }
  }
  return best;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length];
}

export type NumberBounds = {
  readonly least?: number;
  readonly most?: number;
  /** The value must be less than `most` rather than equal. */
  readonly below?: boolean;
  /** The value must be greater than `least` rather than equal. */
  readonly above?: boolean;
  readonly integer?: boolean;
};

/** A decimal number within bounds; no hexadecimal, no exponent without digits, no empty text. */
export function numberFlag(flag: string, text: string, bounds: NumberBounds = {}): number {
  const value = Number(text);
  const { least = -Infinity, most = Infinity, above = false, below = false, integer = false } = bounds;
  const shaped = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) && Number.isFinite(value);
  const fits = shaped && (above ? value > least : value >= least) && (below ? value < most : value <= most);
  if (fits && (!integer || Number.isSafeInteger(value))) return value;
  throw usageError(`${flag} takes ${describe(bounds)}, not "${text}"`);
}

function describe({ least, most, above, below, integer }: NumberBounds): string {
  const noun = integer === true ? 'a whole number' : 'a number';
  const from = least === undefined ? '' : above === true ? ` above ${least}` : ` of at least ${least}`;
  const to = below === true ? `below ${most}` : `${from === '' ? 'of ' : ''}at most ${most}`;
  return `${noun}${from}${most === undefined ? '' : `${from === '' ? ' ' : ' and '}${to}`}`;
}

/** Words separated by commas, trimmed; empty parts and repeats are errors. */
export function listFlag(flag: string, text: string): readonly string[] {
  const parts = text.split(',').map((part) => part.trim());
  if (parts.some((part) => part === '')) throw usageError(`${flag} has an empty part in "${text}"`);
  const repeated = parts.find((part, i) => parts.indexOf(part) !== i);
  if (repeated !== undefined) throw usageError(`${flag} names "${repeated}" twice`);
  return parts;
}

/** One of `choices`. */
export function choiceFlag<const T extends string>(flag: string, text: string, choices: readonly T[]): T {
  const choice = choices.find((c) => c === text);
  if (choice === undefined) throw usageError(`${flag} takes ${choices.join(', ')}, not "${text}"`);
  return choice;
}

/** "account=author,time=created" as a record; `keys` are the names allowed on the left. */
export function mapFlag(flag: string, text: string, keys?: readonly string[]): Readonly<Record<string, string>> {
  const map: Record<string, string> = Object.create(null);
  for (const part of listFlag(flag, text)) {
    const at = part.indexOf('=');
    if (at <= 0 || at === part.length - 1) throw usageError(`${flag} takes name=column, not "${part}"`);
    const key = part.slice(0, at).trim();
    if (keys !== undefined && !keys.includes(key)) throw usageError(`${flag} knows ${keys.join(', ')}, not "${key}"`);
    if (key in map) throw usageError(`${flag} names "${key}" twice`);
    map[key] = part.slice(at + 1).trim();
  }
  return map;
}

/** The data folder: --data, else POLLWARDEN_DATA, else ./pollwarden-data. */
export function dataFolder(flag: string | undefined): string {
  const fromEnvironment = process.env.POLLWARDEN_DATA;
  if (flag !== undefined) return flag;
  return fromEnvironment === undefined || fromEnvironment === '' ? 'pollwarden-data' : fromEnvironment;
}
