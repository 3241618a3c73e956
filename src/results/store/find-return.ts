// Stored returns by hash, by a part of it, or by the public code that stands on the paper.
import type { Definition, Digest } from '../../elections/definition/definition.ts';
import { PollwardenError } from '../../kernel/errors.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { readPublicCode } from '../codes/public-code.ts';
import type { CountReturn, ReturnSignature, SignedReturn } from '../return/count-return.ts';
import { definitionOf, definitionVersions } from './elections.ts';

export type StoredReturn = { readonly hash: Digest; readonly signed: SignedReturn };

type Row = { readonly hash: string; readonly bytes: Uint8Array; readonly signatures: string };

const mostFound = 20;

/** Returns whose hash begins so; `start`: 1 to 64 lower-case hexadecimal digits. At most twenty. */
export function returnsByHash({ db }: Ledger, election: string, start: string): readonly StoredReturn[] {
  if (!/^[0-9a-f]{1,64}$/.test(start)) throw new PollwardenError('INPUT_INVALID', 'a hash has hexadecimal digits only');
  const rows = db
    .prepare('SELECT hash, bytes, signatures FROM returns WHERE election = ? AND hash >= ? AND hash < ? LIMIT ?')
    .all(election, start, `${start}g`, mostFound) as Row[];
  return rows.map(({ hash, bytes, signatures }) => ({
    hash,
    signed: {
      return: JSON.parse(Buffer.from(bytes).toString('utf8')) as CountReturn,
      signatures: JSON.parse(signatures) as ReturnSignature[],
    },
  }));
}

export type CodeAnswer =
  | { readonly answer: 'misread' }
  | { readonly answer: 'unknown'; readonly start: string }
  | { readonly answer: 'found'; readonly found: StoredReturn };

/** A typed public code: misread where its check character does not fit, unknown where no return here has it. */
export function returnOfCode(ledger: Ledger, election: string, code: string): CodeAnswer {
  const start = readPublicCode(code);
  if (start === undefined) return { answer: 'misread' };
  const [found] = returnsByHash(ledger, election, start);
  return found === undefined ? { answer: 'unknown', start } : { answer: 'found', found };
}

/** The definition that the return names. NOT_FOUND where it is none of the election's. */
export function definitionOfReturn(ledger: Ledger, { election, definition }: CountReturn): Definition {
  const version = definitionVersions(ledger, election).find(({ hash }) => hash === definition);
  if (version === undefined)
    throw new PollwardenError('NOT_FOUND', `definition ${definition.slice(0, 16)} of ${election}`);
  return definitionOf(ledger, election, version.version);
}
