// The summary of a run that read posts and found no object in them: it says so, and claims nothing.
import type { CoordinationResult } from '../../../detect/coordination/result.ts';
import { counted } from '../../counted.ts';
import { printable } from '../../printable.ts';
import type { Loaded } from './load.ts';
import type { Written } from './outputs.ts';

export const nothingExaminedHeadline = 'Nothing was examined';

/** True for posts without anything that two accounts could share. */
export const nothingExamined = ({ input }: CoordinationResult): boolean => input.posts > 0 && input.shares === 0;

export function nothingExaminedText(result: CoordinationResult, loaded: Loaded, written: readonly Written[]): string {
  const { posts, accounts } = result.input;
  const present = loaded.present.join(', ');
  const { rejected, rejectedCount } = loaded;
  return [
    nothingExaminedHeadline,
    '',
    `  Read    ${printable(loaded.sources)}: ${counted(posts, 'post')} by ${counted(accounts, 'account')}`,
    `  Layers  ${present === '' ? 'none' : `${present}, with nothing to compare (a text needs five words)`}`,
    '',
    'The posts hold no object that two accounts could share, so nothing can be said, neither for coordination nor',
    'against it. If columns were missed, name them with --map, or the format with --format.',
    ...(written.length === 0 ? [] : ['', 'Written']),
    ...written.map(({ kind, path }) => `  ${kind}  ${printable(path, 400)}`),
    ...(rejectedCount === 0 ? [] : ['', `Rejected: ${counted(rejectedCount, 'row')}`]),
    ...rejected
      .slice(0, 5)
      .map(({ file, line, code, reason }) => `  ${printable(file, 120)}:${line}: ${code} (${printable(reason, 160)})`),
    '',
  ].join('\n');
}
