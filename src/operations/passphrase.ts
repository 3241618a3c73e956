// The passphrase of sealed backups, from a file: never from the command line, which others can read.
import { readFileSync, statSync } from 'node:fs';
import { PollwardenError } from '../kernel/errors.ts';
import { shortestPassphrase } from './archive/seal.ts';

const mostBytes = 4096;

/** The file's first line. USAGE when it is too short, or the file holds more than one line. */
export function readPassphrase(path: string): string {
  if (statSync(path).size > mostBytes) {
    throw new PollwardenError('USAGE', `a passphrase file has at most ${mostBytes} bytes`, { file: path });
  }
  const text = readFileSync(path, 'utf8').replace(/\r?\n$/, '');
  if (text.includes('\n')) throw new PollwardenError('USAGE', 'a passphrase is one line', { file: path });
  if ([...text].length < shortestPassphrase) {
    const detail = `a passphrase has at least ${shortestPassphrase} characters; openssl rand -base64 24 makes one`;
    throw new PollwardenError('USAGE', detail, { file: path });
  }
  return text;
}
