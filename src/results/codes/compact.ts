// A signed return in few bytes, from which the canonical return is made again with the definition at hand: figures as
// variable-length numbers in one order, signatures as they are. For QR codes and for text that is typed. Browser-safe.
import type { Definition } from '../../elections/definition/definition.ts';
import type { CountReturn, SignedReturn } from '../return/count-return.ts';
import { canonicalJson } from '../../kernel/canonical-json.ts';
import { type Outcome, parseSigned, refuse } from '../return/parse.ts';

const version = 1;
const mostBytes = 16_384;

/** All keys of a contest by group, in the order of the form. */
export function keysInOrder(
  definition: Definition,
  contest: string,
): readonly { readonly group: string; readonly keys: readonly string[] }[] {
  const { fields, modes, contests } = definition;
  const options = contests.find(({ id }) => id === contest)?.options ?? [];
  const groups = ['form', ...modes.map(({ id }) => id)];
  return groups.map((group) => ({
    group,
    keys: [
      ...fields.filter((field) => field.group === group).map(({ id }) => id),
      ...(group === 'form'
        ? []
        : options.flatMap((option) => [
            `votes/${group}/${option.id}`,
            ...(option.candidates ?? []).map((candidate) => `votes/${group}/${option.id}/${candidate.id}`),
          ])),
    ],
  }));
}

const hexBytes = (hex: string): readonly number[] => (hex.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));
const hexOf = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

function varint(value: number): readonly number[] {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) | 128);
    rest = Math.floor(rest / 128);
  }
  return [...bytes, rest];
}

const textBytes = (text: string): readonly number[] => {
  const bytes = new TextEncoder().encode(text);
  return [...varint(bytes.length), ...bytes];
};

const base64Bytes = (text: string): readonly number[] =>
  Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));

/** Seconds since 1970 UTC of an instant as returns have it. */
const secondsOf = (instant: string): number => Math.floor(Date.parse(instant) / 1000);

/** Of a return that was checked against `definition`; its groups are there wholly. */
export function toCompact({ return: one, signatures }: SignedReturn, definition: Definition): Uint8Array {
  const groups = keysInOrder(definition, one.contest).filter(({ keys }) => keys.length > 0);
  const carried = groups.map(({ keys }) => keys[0] in one.counts);
  const mask = carried.reduce((bits, there, i) => bits + (there ? 2 ** i : 0), 0);
  const figures = groups.flatMap(({ keys }, i) => (carried[i] ? keys.map((key) => one.counts[key]) : []));
  const { supersedes, reason } = one;
  return Uint8Array.from([
    version,
    ...hexBytes(one.definition),
    ...textBytes(one.contest),
    ...textBytes(one.unit),
    ...varint(secondsOf(one.countedAt)),
    supersedes === undefined ? 0 : 1,
    ...(supersedes === undefined ? [] : [...hexBytes(supersedes), ...textBytes(reason ?? '')]),
    ...varint(mask),
    ...figures.flatMap(varint),
    signatures.length,
    ...signatures.flatMap(({ key, signature }) => [...hexBytes(key), ...base64Bytes(signature)]),
  ]);
}

/** Reads bytes one after the other; throws RangeError at their end, which `fromCompact` turns into a refusal. */
function reader(bytes: Uint8Array) {
  let at = 0;
  const take = (count: number): Uint8Array => {
    if (at + count > bytes.length) throw new RangeError('ends too soon');
    at += count;
    return bytes.subarray(at - count, at);
  };
  const number = (): number => {
    let value = 0;
    for (let place = 1, i = 0; ; place *= 128, i++) {
      const [byte] = take(1);
      value += (byte & 127) * place;
      if (byte < 128) {
        if (!Number.isSafeInteger(value) || (i > 0 && byte === 0)) throw new RangeError('has a number of no form');
        return value;
      }
      if (i >= 7) throw new RangeError('has a number beyond 2^53');
    }
  };
  const text = (most: number): string => {
    const length = number();
    if (length > most) throw new RangeError('has a text too long');
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(take(length));
  };
  return { take, number, text, ended: () => at === bytes.length };
}

const base64Url = (bytes: Uint8Array): string =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

export type DefinitionByHash = (hash: string) => Definition | undefined;

/** What was encoded, to be checked and verified like any other; CODE_INVALID, DEFINITION_UNKNOWN, RETURN_INVALID. */
export function fromCompact(bytes: Uint8Array, definitionOf: DefinitionByHash): Outcome<SignedReturn> {
  if (bytes.length > mostBytes) return refuse('CODE_INVALID', 'is larger than 16 KiB');
  try {
    const { take, number, text, ended } = reader(bytes);
    if (take(1)[0] !== version) return refuse('CODE_INVALID', 'is of another version');
    const hash = hexOf(take(32));
    const definition = definitionOf(hash);
    if (definition === undefined) return refuse('DEFINITION_UNKNOWN', `names ${hash.slice(0, 16)}…`);
    const [contest, unit] = [text(256), text(256)];
    const countedAt = `${new Date(number() * 1000).toISOString().slice(0, 19)}Z`;
    const [corrigendum] = take(1);
    if (corrigendum > 1) return refuse('CODE_INVALID', 'has a mark of no meaning');
    const after = corrigendum === 1 ? { supersedes: hexOf(take(32)), reason: text(2000) } : {};
    const counts = readFigures(definition, contest, number);
    const signatures = Array.from({ length: take(1)[0] }, () => ({
      key: hexOf(take(8)),
      signature: base64Url(take(64)),
    }));
    if (!ended()) return refuse('CODE_INVALID', 'goes on behind its end');
    const centre = definition.units.find(({ id }) => id === unit)?.centre ?? '';
    const one: CountReturn = {
      format: 'pollwarden-return/1',
      election: definition.election,
      definition: hash,
      contest,
      unit,
      centre,
      counts,
      countedAt,
      ...after,
    };
    // Read as its file would be: what is no return in one form is none in the other.
    return parseSigned(new TextEncoder().encode(canonicalJson({ return: one, signatures })));
  } catch (error) {
    // RangeError of ours or of a date, TypeError of text that is no UTF-8.
    return refuse('CODE_INVALID', error instanceof Error ? error.message.slice(0, 80) : 'cannot be read');
  }
}

function readFigures(definition: Definition, contest: string, number: () => number): Record<string, number> {
  const groups = keysInOrder(definition, contest).filter(({ keys }) => keys.length > 0);
  const mask = number();
  if (mask >= 2 ** groups.length) throw new RangeError('names a group that is not there');
  const counts: Record<string, number> = {};
  groups.forEach(({ keys }, i) => {
    if (Math.floor(mask / 2 ** i) % 2 === 1) for (const key of keys) counts[key] = number();
  });
  return counts;
}
