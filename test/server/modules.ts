// What a profile loads: the static graph of imports from a file, and the list that a running process and its threads write.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

export const root = join(import.meta.dirname, '..', '..');

/** Files of ours below src/ that are reached from `entry` by imports of values, static or dynamic, and by new URL of workers. */
export function reachedFrom(entry: string, but: readonly string[] = []): readonly string[] {
  const seen = new Set<string>();
  const open = [resolve(root, entry)];
  const closed = new Set(but.map((file) => resolve(root, file)));
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (seen.has(file) || closed.has(file)) continue;
    seen.add(file);
    open.push(...importsOf(file));
  }
  return [...seen].map((file) => relative(root, file)).toSorted();
}

function importsOf(file: string): readonly string[] {
  const text = readFileSync(file, 'utf8');
  const found = [
    // Types are erased: "import type" loads nothing.
    ...text.matchAll(/^(?:import|export)\s+(?!type\b)[^'";]*?from\s+'(\.[^']+)'/gm),
    ...text.matchAll(/^import\s+'(\.[^']+)'/gm),
    ...text.matchAll(/\bimport\('(\.[^']+)'\)/g),
    ...text.matchAll(/new URL\(\s*'(\.[^']+)'/g),
    ...text.matchAll(/new URL\(\s*`(\.[^`$]+)\$\{[^}]*\}`/g),
  ].map(([, name]) => resolve(dirname(file), name));
  // A template ends before the extension, which differs between source and build.
  return found
    .map((name) => (name.endsWith('.ts') ? name : `${name.replace(/\.$/, '')}.ts`))
    .filter((name) => existsSync(name));
}
