// What the commands of bulletins share: where a bulletin is read from, the words, progress.
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { threadedCrypto } from '../bulletin/sources/crypto.ts';
import { folderSources } from '../bulletin/sources/folder.ts';
import { webSources } from '../bulletin/sources/web.ts';
import type { Progress } from '../bulletin/verify/entries.ts';
import { type Checking, faultList, type Source } from '../bulletin/verify/source.ts';
import { type FingerprintWord, readFingerprint } from '../bulletin/words/words.ts';
import { PollwardenError } from '../kernel/errors.ts';
import { usageError } from './args.ts';
import { createProgress } from './progress.ts';
import { isAddress } from './address.ts';

/** FILE_NOT_FOUND, USAGE. */
async function sourcesAt(word: string): Promise<readonly Source[]> {
  if (isAddress(word)) {
    if (!URL.canParse(word)) throw usageError(`"${word}" is no address`);
    return await webSources(word);
  }
  const found = statSync(word, { throwIfNoEntry: false });
  if (found === undefined) throw new PollwardenError('FILE_NOT_FOUND', undefined, { file: word });
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
