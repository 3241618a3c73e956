// A hash of everything that decides a stream's result: the detector's and the generator's own source files.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

/** Every file of ours that `entry` needs at run time, itself included; type-only imports do not count. */
function closure(entry: string, found = new Set<string>()): Set<string> {
  if (found.has(entry)) return found;
  found.add(entry);
  for (const [, path] of readFileSync(entry, 'utf8').matchAll(
    /^(?:import|export)\s(?!type\b)[^;]*?from '(\.[^']+)'/gm,
  )) {
    closure(join(dirname(entry), path), found);
  }
  return found;
}

/** 16 hex digits; equal as long as no file that matters changes. */
export function sourceFingerprint(): string {
  const files = [...closure(join(import.meta.dirname, 'run-stream.ts'))].sort();
  const hash = createHash('sha256');
  for (const file of files) hash.update(`${relative(root, file)}\n`).update(readFileSync(file));
  return hash.digest('hex').slice(0, 16);
}
