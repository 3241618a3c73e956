// Signed returns from files: read, their signatures checked, on the two cores that a small machine has.
import { Worker } from 'node:worker_threads';
import type { Channel } from '../../elections/definition/definition.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { prepared } from '../../ledger/statements.ts';
import { type RawLine, rawLines } from '../formats/jsonl.ts';
import type { InputFile, ReadProblem, ReturnsReading } from '../formats/reading.ts';
import { type KnownDefinitions, parseSigned, type Refusal } from '../return/parse.ts';
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

/** Of what is to be verified the thread does more: this one reads and keeps all lines beside it. */
const threadShare = 0.6;

function inThread(request: ThreadRequest): Promise<ThreadAnswer> {
  const worker = new Worker(new URL(`./verify-worker.${extension}`, import.meta.url), { workerData: request });
  return new Promise((resolve, reject) => {
    worker.once('message', (answer: ThreadAnswer) => resolve(answer));
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the thread ended with ${code}`)));
  });
}

const head = '{"return":';
const tail = Buffer.from(',"signatures":');

/**
 * Whether the very line was verified before: the same bytes with the same signatures came over another channel. Only
 * looks; a line that is not what it seems is parsed and verified like any other, because its hash is not found.
 */
function alreadyKept({ db }: Ledger, { bytes }: RawLine): boolean {
  const line = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const end = line.lastIndexOf(tail);
  if (end < 0) return false;
  const row = prepared(db, 'SELECT signatures FROM returns WHERE hash = ?').get(
    returnHash(line.subarray(head.length, end)),
  ) as { readonly signatures: string } | undefined;
  if (row === undefined || row.signatures === '[]') return false;
  return line.toString('utf8') === `${head}${line.toString('utf8', head.length, end)},"signatures":${row.signatures}}`;
}

const refusalOf = (line: RawLine, refusal: Refusal, unit?: string): ReadProblem => ({
  ...refusal,
  detail: unit === undefined ? refusal.detail : `unit ${unit}: ${refusal.detail}`,
  file: line.file,
  row: line.row,
  kind: 'rejected',
});

/** Every line a return that two holders signed, or a problem with its place. */
export async function readSignedFiles(
  ledger: Ledger,
  files: readonly InputFile[],
  channel: Channel,
  verification: Verification,
): Promise<ReturnsReading> {
  const lines = files.flatMap((file) => [...rawLines(file)]);
  // A key that was revoked since is a reason to look again.
  const kept = new Set(verification.revoked.size > 0 ? [] : lines.filter((line) => alreadyKept(ledger, line)));
  const fresh = lines.filter((line) => !kept.has(line));
  const sent = fresh.length < worthThread ? [] : fresh.slice(0, Math.floor(fresh.length * threadShare));
  const there =
    sent.length === 0
      ? Promise.resolve<ThreadAnswer>([])
      : inThread({ ...verification, lines: sent.map(({ bytes }) => bytes) });
  const elsewhere = new Set(sent);
  const verify = signedVerifier(verification.known, verification.revoked);
  const problems: ReadProblem[] = [];
  const arrived = new Map<RawLine, NewArrival>();
  for (const line of lines) {
    const read = parseSigned(line.bytes);
    const refusal = !read.ok
      ? read.refusal
      : kept.has(line) || elsewhere.has(line)
        ? undefined
        : verify(read.value, verification.receivedAt);
    if (!read.ok || refusal !== undefined) {
      if (!elsewhere.has(line) && refusal !== undefined)
        problems.push(refusalOf(line, refusal, read.ok ? read.value.return.unit : undefined));
      continue;
    }
    const source = { file: line.file.split(/[\\/]/).at(-1) ?? '', row: line.row };
    arrived.set(line, { signed: read.value, channel, way: 'stick', source });
  }
  const answers = await there;
  sent.forEach((line, i) => {
    const refusal = answers[i];
    if (refusal === null) return;
    problems.push(refusalOf(line, refusal, arrived.get(line)?.signed.return.unit));
    arrived.delete(line);
  });
  return { arrivals: [...arrived.values()], problems: problems.toSorted((a, b) => (a.row ?? 0) - (b.row ?? 0)) };
}
