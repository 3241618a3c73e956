// The version of this package, read from its package.json, from source and from the built package alike.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder that holds Pollwarden's package.json. */
export function packageRoot(): string {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    const found = readPackage(folder);
    if (found?.name === 'pollwarden') return folder;
    if (dirname(folder) === folder) throw new Error('package.json of pollwarden is missing');
  }
}

/** For example "0.1.0". */
export function packageVersion(): string {
  return readPackage(packageRoot())?.version ?? 'unknown';
}

function readPackage(folder: string): { readonly name?: string; readonly version?: string } | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { name?: string; version?: string };
  } catch {
    return undefined;
  }
}
