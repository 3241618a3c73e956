// What the commands of bulletins share: where a bulletin is read from, the words, progress.
import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { threadedCrypto } from '../bulletin/sources/crypto.ts';
import { folderSources } from '../bulletin/sources/folder.ts';
import { webSources } from '../bulletin/sources/web.ts';
import type { Progress } from '../bulletin/verify/entries.ts';
import { nothingThere } from '../bulletin/verify/pointer.ts';
import { type Checking, faultList, type Source } from '../bulletin/verify/source.ts';
import { type FingerprintWord, readFingerprint } from '../bulletin/words/words.ts';
import { PollwardenError } from '../kernel/errors.ts';
import { usageError } from './args.ts';
import { createProgress } from './progress.ts';
import { isAddress } from './address.ts';

/** By its first bytes. */
export function isZip(file: string): boolean {
  const opened = openSync(file, 'r');
  try {
    const start = Buffer.alloc(4);
    return readSync(opened, start, 0, 4, 0) === 4 && start.equals(Buffer.from('PK\u0003\u0004'));
  } finally {
    closeSync(opened);
  }
}

export const unpackFirst = (file: string): PollwardenError =>
  usageError(`"${file}" is a zip file: unpack it first, and give the folder that holds latest.json`);

/** BULLETIN_MISSING where nothing answered that could be judged: no server, an empty folder. */
export function refuseNothing({ sources, faults }: Checking): void {
  const places = [...new Set(sources.map(({ place }) => place.replace(/ \(scripts\)$/, '')))];
  if (nothingThere(faults.all()))
    throw new PollwardenError('BULLETIN_MISSING', `no latest.json could be read at ${places.join(', ')}`);
}

/** FILE_NOT_FOUND, USAGE. */
async function sourcesAt(word: string): Promise<readonly Source[]> {
  if (isAddress(word)) {
    if (!URL.canParse(word)) throw usageError(`"${word}" is no address`);
    return await webSources(word);
  }
  const found = statSync(word, { throwIfNoEntry: false });
  if (found === undefined) throw new PollwardenError('FILE_NOT_FOUND', undefined, { file: word });
  if (found.isFile() && isZip(word)) throw unpackFirst(word);
  if (!found.isDirectory()) throw usageError(`"${word}" is a file, and the folder of a bulletin is needed`);
  // The folder of a log's keeper has what may be read beside its key.
  const open = join(word, 'public');
  return folderSources(existsSync(join(open, 'checkpoint')) ? open : word);
}

/** Folders and addresses, the first asked first. */
export async function checkingOf(words: readonly string[]): Promise<Checking> {
  const all = await Promise.all(words.map(sourcesAt));
  return { crypto: threadedCrypto(), sources: all.flat(), faults: faultList() };
}

/** USAGE for what is not sixteen words of the list. */
export function wordsFlag(text: string | undefined): readonly FingerprintWord[] | undefined {
  if (text === undefined) return undefined;
  const words = readFingerprint(text);
  if (words === undefined)
    throw usageError('--words takes the sixteen words, or their numbers, as they were published');
  return words;
}

export function checkProgress(): { readonly progress: Progress; readonly end: () => void } {
  const bar = createProgress();
  return { progress: (stage, done, of) => bar.step(stage, of === 0 ? 1 : Math.min(1, done / of)), end: bar.end };
}
