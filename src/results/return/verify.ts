// Who signed a return: at least two different holders of the unit's centre, each once, none revoked, all valid.
// Browser-safe: how a signature is checked is given (verify-node.ts, verify-web.ts).
import type { CentreKey, Definition } from '../../elections/definition/definition.ts';
import { reading } from '../../kernel/same-reading.ts';
import type { SignedReturn } from './count-return.ts';
import type { Refusal } from './parse.ts';

export type SignatureToCheck = { readonly key: CentreKey; readonly signature: string };

export type Holders = (
  signed: SignedReturn,
  receivedAt: number,
) => Refusal | { readonly toCheck: readonly SignatureToCheck[] };

export const leastHolders = 2;

/**
 * Everything about signatures but the arithmetic: known keys of the right centre, each once, different holders.
 * `revoked`: when a key was revoked, milliseconds since 1970 UTC; what arrives after is refused.
 */
export function holdersOf({ centres }: Definition, revoked: ReadonlyMap<string, number>): Holders {
  const keys = new Map(centres.map(({ id, keys: own }) => [id, new Map(own.map((key) => [key.id, key]))]));
  // The same few words stand in every return.
  const readings = new Map<string, string>();
  const readingOf = (holder: string): string => {
    const known = readings.get(holder) ?? reading(holder);
    readings.set(holder, known);
    return known;
  };
  return ({ return: { centre }, signatures }, receivedAt) => {
    const own = keys.get(centre);
    const found = new Map<string, SignatureToCheck>();
    for (const { key: id, signature } of signatures) {
      const key = own?.get(id);
      if (key === undefined) return { code: 'KEY_UNKNOWN', detail: `${id} is no key of the centre ${centre}` };
      if (found.has(id)) return { code: 'SIGNATURE_INVALID', detail: `${id} signed twice` };
      const since = revoked.get(id);
      if (since !== undefined && receivedAt >= since) return { code: 'KEY_REVOKED', detail: `${id} of ${centre}` };
      found.set(id, { key, signature });
    }
    const holders = new Map([...found.values()].map(({ key: { holder } }) => [readingOf(holder), holder]));
    if (holders.size < leastHolders)
      return {
        code: 'HOLDERS_MISSING',
        detail: `signed by ${holders.size === 0 ? 'nobody' : [...holders.values()].join(', ')}; two holders are needed`,
      };
    return { toCheck: [...found.values()] };
  };
}

export const isRefusal = (answer: ReturnType<Holders>): answer is Refusal => 'code' in answer;
