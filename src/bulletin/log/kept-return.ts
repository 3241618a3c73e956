// Signed returns as the ledger keeps them, sealed and opened for the log. Put together from canonical bytes that are at hand,
// which gives the same entries as making them anew. Node only.
import { hash } from 'node:crypto';
import type { Digest, ElectionId } from '../../elections/definition/definition.ts';
import { canonicalJson } from '../../kernel/canonical-json.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { prepared } from '../../ledger/statements.ts';
import type { ReturnSignature, SignedReturn } from '../../results/return/count-return.ts';
import { leastHolders } from '../../results/return/verify.ts';
import { commitmentHead, saltHead } from '../model/commitment.ts';

export type KeptReturn = {
  readonly hash: Digest;
  readonly contest: string;
  readonly unit: string;
  /** Canonical bytes of the return. */
  readonly bytes: Uint8Array;
  readonly signatures: readonly ReturnSignature[];
};

type Row = {
  readonly hash: string;
  readonly contest: string;
  readonly unit: string;
  readonly bytes: Uint8Array;
  readonly signatures: string;
};

const columns = 'SELECT hash, contest, unit, bytes, signatures FROM returns';

/** Undefined where it is not signed by two holders: such a return has no commitment. */
function keptOf(row: Row): KeptReturn | undefined {
  // Most that are not signed say so in two characters.
  if (row.signatures === '[]') return undefined;
  const signatures = JSON.parse(row.signatures) as readonly ReturnSignature[];
  return new Set(signatures.map(({ key }) => key)).size < leastHolders ? undefined : { ...row, signatures };
}

/** Undefined where there is none, or it is not signed by two holders. */
export function keptReturn({ db }: Ledger, digest: Digest): KeptReturn | undefined {
  const row = prepared(db, `${columns} WHERE hash = ?`).get(digest) as Row | undefined;
  return row === undefined ? undefined : keptOf(row);
}

/** All that arrived, with a number that tells in which order they first did; in no order themselves. */
export function* keptReturns(
  { db }: Ledger,
  election: ElectionId,
): Generator<{ readonly kept: KeptReturn; readonly arrived: number }> {
  const first = db.prepare('SELECT hash, min(number) AS number FROM arrivals WHERE election = ? GROUP BY hash');
  const arrived = new Map(first.all(election).map(({ hash: digest, number }) => [String(digest), Number(number)]));
  // In the order of the table: by their hashes every page of it would be read over and over.
  for (const row of db.prepare(`${columns} WHERE election = ?`).iterate(election)) {
    const kept = keptOf(row as Row);
    const number = arrived.get(String(row.hash));
    if (kept !== undefined && number !== undefined) yield { kept, arrived: number };
  }
}

/** Whether the ledger's copy still is what its hash says. */
export const isWhole = ({ hash: digest, bytes }: KeptReturn): boolean => hash('sha256', bytes) === digest;

export const signedOf = ({ bytes, signatures }: KeptReturn): SignedReturn => ({
  return: JSON.parse(Buffer.from(bytes).toString('utf8')) as SignedReturn['return'],
  signatures,
});

export type Sealed = { readonly salt: Digest; readonly commitment: Digest; readonly signed: Buffer };

const [saltStart, commitmentStart] = [saltHead, commitmentHead].map((text) => Buffer.from(text));

/** Salt and commitment of a signed return, and the canonical bytes that both are of. */
export function sealed({ bytes, signatures }: Pick<KeptReturn, 'bytes' | 'signatures'>): Sealed {
  const names = canonicalJson(signatures);
  const signed = Buffer.concat([Buffer.from('{"return":'), bytes, Buffer.from(`,"signatures":${names}}`)]);
  const salt = hash('sha256', Buffer.concat([saltStart, Buffer.from(names)]), 'buffer');
  const commitment = hash('sha256', Buffer.concat([commitmentStart, salt, signed]), 'hex');
  return { salt: salt.toString('hex'), commitment, signed };
}

/** Bytes of the entry that opens it; `commitment`: place of that entry. */
export const returnBytes = (commitment: number | null, { salt, signed }: Sealed): Buffer =>
  Buffer.concat([
    Buffer.from(`{"commitment":${commitment},"format":"pollwarden-log/1","kind":"return","salt":"${salt}","signed":`),
    signed,
    Buffer.from('}'),
  ]);
