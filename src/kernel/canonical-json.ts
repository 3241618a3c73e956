// JSON in one form only: keys sorted by UTF-16 units, no space (RFC 8785 for the values that entries hold).

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** Numbers must be finite; lone surrogates come out escaped, so that the text survives UTF-8. */
export function canonicalJson(value: Json): string {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError('numbers in JSON are finite');
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item: Json) => canonicalJson(item)).join(',')}]`;
  const object = value as { readonly [key: string]: Json };
  const parts = Object.keys(object)
    .toSorted()
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(object[key])}`);
  return `{${parts.join(',')}}`;
}
