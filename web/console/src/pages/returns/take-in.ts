// From chosen files to what the server takes in at once: signed files as text, photographs as the codes in them.
import { codesIn } from './read-codes.ts';

export type Batch = {
  readonly way: 'stick' | 'mail' | 'qr' | 'text';
  readonly texts: readonly string[];
  readonly file?: string;
};
export type Unread = { readonly file: string; readonly why: 'tooLarge' | 'noCode' | 'unreadable' };

/** The server's own bounds: a file of two million characters, two hundred texts at once. */
const mostBytes = 2_000_000;
const mostPhotographBytes = 40_000_000;
const mostTexts = 200;

export const isPhotograph = ({ type }: File): boolean => type.startsWith('image/');

async function fileBatch(file: File, way: 'stick' | 'mail'): Promise<Batch | Unread> {
  if (file.size > mostBytes) return { file: file.name, why: 'tooLarge' };
  const text = await file.text();
  return text.trim() === '' ? { file: file.name, why: 'unreadable' } : { way, texts: [text], file: file.name };
}

async function photographCodes(file: File): Promise<readonly string[] | Unread> {
  if (file.size > mostPhotographBytes) return { file: file.name, why: 'tooLarge' };
  try {
    const codes = await codesIn(file);
    return codes.length === 0 ? { file: file.name, why: 'noCode' } : codes;
  } catch {
    return { file: file.name, why: 'unreadable' };
  }
}

/** Codes of all photographs go together: parts of one return may be on several. `step` hears of the part done. */
export async function batchesOf(
  files: readonly File[],
  way: 'stick' | 'mail',
  step: (done: number) => void,
): Promise<{ readonly batches: readonly Batch[]; readonly unread: readonly Unread[] }> {
  const batches: Batch[] = [];
  const unread: Unread[] = [];
  const codes = new Set<string>();
  for (const [i, file] of files.entries()) {
    if (isPhotograph(file)) {
      const found = await photographCodes(file);
      if ('why' in found) unread.push(found);
      else for (const code of found) codes.add(code);
    } else {
      const read = await fileBatch(file, way);
      if ('why' in read) unread.push(read);
      else batches.push(read);
    }
    step((i + 1) / files.length);
  }
  const all = [...codes];
  for (let from = 0; from < all.length; from += mostTexts)
    batches.push({ way: 'qr', texts: [all.slice(from, from + mostTexts).join('\n')] });
  return { batches, unread };
}
