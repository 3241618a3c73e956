// Failures that the user can mend, in words.
import { PollwardenError } from '../kernel/errors.ts';
import { printable } from './printable.ts';
import { systemFailure } from './system-failure.ts';

/** The text of a failure that the user can mend; undefined for a defect of ours. */
export function expectedFailure(error: unknown, place?: string): string | undefined {
  return (error instanceof PollwardenError ? error : systemFailure(error, place))?.message;
}

/** Names of files and columns stand in messages, and they come from outside. */
export const printableLines = (text: string): string =>
  text
    .split('\n')
    .map((line) => printable(line, 4000))
    .join('\n');
