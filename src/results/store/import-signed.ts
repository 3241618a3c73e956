// Signed returns from files: read, their signatures checked, on the two cores that a small machine has.
import { Worker } from 'node:worker_threads';
import type { Channel } from '../../elections/definition/definition.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { prepared } from '../../ledger/statements.ts';
import { type SignedLine, signedLines } from '../formats/jsonl.ts';
import type { InputFile, ReadProblem, ReturnsReading } from '../formats/reading.ts';
import { canonicalReturn, type KnownDefinitions, type Refusal } from '../return/parse.ts';
import { signedVerifier } from '../return/verify-node.ts';
import { type NewArrival, returnHash } from './returns.ts';

export type Verification = {
  readonly known: KnownDefinitions;
  readonly revoked: ReadonlyMap<string, number>;
  /** Milliseconds since 1970 UTC. */
  readonly receivedAt: number;
};
/** Lines as they came; the thread parses them again, which is less than to send what was parsed. */
export type ThreadRequest = Verification & { readonly lines: readonly Uint8Array[] };
export type ThreadAnswer = readonly (Refusal | null)[];

/** Below this a thread takes longer to start than to be worth it. */
const worthThread = 500;
/** The program runs as it was written, or compiled. */
const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';

/** Half of them in a thread, half here; in the order given. */
async function verifyLines(lines: readonly SignedLine[], verification: Verification): Promise<ThreadAnswer> {
  const half = lines.length < worthThread ? 0 : Math.floor(lines.length / 2);
  const there =
    half === 0
      ? Promise.resolve<ThreadAnswer>([])
      : inThread({ ...verification, lines: lines.slice(0, half).map(({ bytes }) => bytes) });
  const verify = signedVerifier(verification.known, verification.revoked);
  const here = lines.slice(half).map(({ signed }) => verify(signed, verification.receivedAt) ?? null);
  return [...(await there), ...here];
}

function inThread(request: ThreadRequest): Promise<ThreadAnswer> {
  const worker = new Worker(new URL(`./verify-worker.${extension}`, import.meta.url), { workerData: request });
  return new Promise((resolve, reject) => {
    worker.once('message', (answer: ThreadAnswer) => resolve(answer));
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the thread ended with ${code}`)));
  });
}

/** Returns that were verified before: the same bytes with the same signatures came over another channel. */
function alreadyKept({ db }: Ledger, { signed }: SignedLine): boolean {
  const hash = returnHash(canonicalReturn(signed.return));
  const row = prepared(db, 'SELECT signatures FROM returns WHERE hash = ?').get(hash) as
    | { readonly signatures: string }
    | undefined;
  return row !== undefined && signed.signatures.length > 0 && row.signatures === JSON.stringify(signed.signatures);
}

/** Every line a return that two holders signed, or a problem with its place. */
export async function readSignedFiles(
  ledger: Ledger,
  files: readonly InputFile[],
  channel: Channel,
  verification: Verification,
): Promise<ReturnsReading> {
  const problems: ReadProblem[] = [];
  const lines: SignedLine[] = [];
  for (const file of files) for (const line of signedLines(file, problems)) lines.push(line);
  // A key that was revoked since is a reason to look again.
  const fresh = lines.filter((line) => verification.revoked.size > 0 || !alreadyKept(ledger, line));
  const answers = await verifyLines(fresh, verification);
  const refused = new Map(fresh.flatMap((line, i) => (answers[i] === null ? [] : [[line, answers[i]] as const])));
  const arrivals = lines.flatMap((line): readonly NewArrival[] => {
    const { signed, file, row } = line;
    const refusal = refused.get(line);
    if (refusal !== undefined) {
      problems.push({
        ...refusal,
        detail: `unit ${signed.return.unit}: ${refusal.detail}`,
        file,
        row,
        kind: 'rejected',
      });
      return [];
    }
    return [{ signed, channel, way: 'stick', source: { file: file.split(/[\\/]/).at(-1) ?? '', row } }];
  });
  return { arrivals, problems };
}
