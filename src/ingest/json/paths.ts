// Fields of nested JSON objects by dotted names, as the columns of a table: "user.id".
import { isObject, type JsonObject } from './parse.ts';

const maxKeys = 500;
const maxDepth = 3;

/** Names of all fields of the objects, nested ones with dots, in order of appearance. */
export function keysOf(values: readonly JsonObject[]): readonly string[] {
  const keys = new Set<string>();
  const visit = (value: JsonObject, prefix: string, depth: number): void => {
    for (const [key, inner] of Object.entries(value)) {
      if (keys.size >= maxKeys) return;
      const name = prefix + key;
      if (isObject(inner) && depth < maxDepth) visit(inner, `${name}.`, depth + 1);
      else keys.add(name);
    }
  };
  for (const value of values) visit(value, '', 1);
  return [...keys];
}

/** The value at a dotted name; a key that itself holds a dot comes first. Only own fields count. */
export function valueAt(value: JsonObject, name: string): unknown {
  if (Object.hasOwn(value, name)) return value[name];
  if (!name.includes('.')) return undefined;
  let found: unknown = value;
  for (const key of name.split('.')) {
    if (!isObject(found) || !Object.hasOwn(found, key)) return undefined;
    found = found[key];
  }
  return found;
}
