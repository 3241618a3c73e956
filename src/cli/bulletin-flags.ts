// What bulletin build is given on the command line, read and refused before anything is done.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Papers, readPapers } from '../bulletin/site/headquarters.ts';
import { pageLanguages } from '../bulletin/site/pages/words.ts';
import { type FlagKind, type ParsedFlags, usageError } from './args.ts';
import { readTextFile } from './read-json.ts';
import { electionFlags } from './results-folder.ts';

export const buildFlags = {
  ...electionFlags,
  out: 'text',
  zip: 'text',
  language: 'texts',
  mirror: 'texts',
  'verifier-at': 'texts',
  papers: 'text',
  'eml-id': 'text',
} as const satisfies Readonly<Record<string, FlagKind>>;

export type BuildFlags = ParsedFlags<typeof buildFlags>['flags'];

/** USAGE for a language that the pages do not have. */
export function languagesOf(given: readonly string[] = ['en']): readonly string[] {
  const wrong = given.find((code) => !pageLanguages.includes(code) || given.indexOf(code) !== given.lastIndexOf(code));
  if (wrong === undefined) return given;
  throw usageError(`--language takes each of ${pageLanguages.join(', ')} once, and got "${wrong.slice(0, 40)}"`);
}

/** USAGE for what is no address of a folder. */
export function mirrorsOf(given: readonly string[] = []): readonly string[] {
  return given.map((text) => {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    const fine =
      url !== undefined &&
      ['https:', 'http:'].includes(url.protocol) &&
      url.pathname.endsWith('/') &&
      url.search + url.hash + url.username === '';
    if (!fine) throw usageError(`--mirror takes an address that ends in a slash, and got "${text.slice(0, 80)}"`);
    return url.href;
  });
}

export const papersOf = (file: string | undefined): Papers =>
  file === undefined ? new Map() : readPapers(readTextFile(file, 64_000_000), file);

/** Beside the program as packed (dist/src/cli), or built from the sources. */
export const appFolder = (): string | undefined =>
  ['../../bulletin', '../../dist/bulletin']
    .map((place) => join(import.meta.dirname, place))
    .find((place) => existsSync(join(place, 'app.js')));
