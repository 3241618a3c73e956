// JSON in one form only: keys sorted by UTF-16 units, no space (RFC 8785 for the values that entries hold).

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** Numbers must be finite; lone surrogates come out escaped, so that the text survives UTF-8. */
export function canonicalJson(value: Json): string {
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new RangeError('numbers in JSON are finite');
    return String(value);
  }
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) {
    let items = '';
    for (const item of value as readonly Json[])
      items += items === '' ? canonicalJson(item) : `,${canonicalJson(item)}`;
    return `[${items}]`;
  }
  const object = value as { readonly [key: string]: Json };
  let members = '';
  for (const key of sortedKeys(object))
    members += `${members === '' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(object[key])}`;
  return `{${members}}`;
}

/** Whatever was read from canonical text is in order already, but for names that look like whole numbers. */
function sortedKeys(object: object): readonly string[] {
  const keys = Object.keys(object);
  for (let i = 1; i < keys.length; i++) if (keys[i] < keys[i - 1]) return keys.toSorted();
  return keys;
}
