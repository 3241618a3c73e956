// Signed returns from files: read, their signatures checked, on the two cores that a small machine has.
import { Worker } from 'node:worker_threads';
import type { Channel } from '../../elections/definition/definition.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { prepared } from '../../ledger/statements.ts';
import { type RawLine, rawLines } from '../formats/jsonl.ts';
import type { InputFile, ReadProblem, ReturnsReading } from '../formats/reading.ts';
import type { SignedReturn } from '../return/count-return.ts';
import { parseSigned, type Refusal, returnChecker } from '../return/parse.ts';
import { signedVerifier } from '../return/verify-node.ts';
import { corrigendumProblem } from './corrigenda.ts';
import { take, type ThreadAnswer, type ThreadRequest, type Verification } from './verify-shared.ts';
import { type NewArrival, returnHash } from './returns.ts';

/** Below this a thread takes longer to start than to be worth it. */
const worthThread = 500;
/** The program runs as it was written, or compiled. */
const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';

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

type Parsed = { readonly line: RawLine; readonly signed: SignedReturn };

/** What is wrong with each, in their order: the thread begins at the front, this one at the back. */
async function verifyAll(fresh: readonly Parsed[], verification: Verification): Promise<ThreadAnswer> {
  const taken = new Int32Array(new SharedArrayBuffer(fresh.length * Int32Array.BYTES_PER_ELEMENT));
  const lines = fresh.map(({ line }) => line.bytes);
  const front = fresh.length < worthThread ? [] : inThread({ ...verification, lines, taken });
  const verify = signedVerifier(verification.known, verification.revoked);
  const back: (Refusal | null)[] = [];
  for (let i = fresh.length - 1; i >= 0 && take(taken, i); i--)
    back.push(verify(fresh[i].signed, verification.receivedAt) ?? null);
  return [...(await front), ...back.toReversed()];
}

/** A file of which no line is a return is another kind of file: that is said once, and not of each line. */
function parseFile(file: InputFile): { readonly parsed: readonly Parsed[]; readonly problems: readonly ReadProblem[] } {
  const parsed: Parsed[] = [];
  const problems: ReadProblem[] = [];
  for (const line of rawLines(file)) {
    const read = parseSigned(line.bytes);
    if (read.ok) parsed.push({ line, signed: read.value });
    else problems.push(refusalOf(line, read.refusal));
  }
  if (parsed.length > 0 || problems.length < 2) return { parsed, problems };
  const detail = `none of its ${problems.length} lines is a signed return`;
  return { parsed, problems: [{ code: 'FORMAT_UNKNOWN', file: file.path, detail, kind: 'rejected' }] };
}

/** Every line a return that two holders signed, or a problem with its place. */
export async function readSignedFiles(
  ledger: Ledger,
  files: readonly InputFile[],
  channel: Channel,
  verification: Verification,
): Promise<ReturnsReading> {
  // A signature that was verified says nothing of which election it is brought to.
  const check = returnChecker(verification.known);
  const problems: ReadProblem[] = [];
  const parsed: Parsed[] = [];
  for (const file of files) {
    const read = parseFile(file);
    parsed.push(...read.parsed);
    problems.push(...read.problems);
  }
  // A key that was revoked since is a reason to look again.
  const again = verification.revoked.size > 0;
  const fresh = parsed.filter(({ line }) => again || !alreadyKept(ledger, line));
  const answers = new Map((await verifyAll(fresh, verification)).map((answer, i) => [fresh[i], answer]));
  const refused = new Set<Parsed>();
  for (const one of parsed) {
    const answer = answers.get(one);
    const refusal =
      (answer === undefined ? check(one.signed.return) : answer) ?? corrigendumProblem(ledger, one.signed.return);
    if (refusal === undefined) continue;
    problems.push(refusalOf(one.line, refusal, one.signed.return.unit));
    refused.add(one);
  }
  const arrivals = parsed
    .filter((one) => !refused.has(one))
    .map(({ line, signed }): NewArrival => {
      const source = { file: line.file.split(/[\\/]/).at(-1) ?? '', row: line.row };
      return { signed, channel, way: 'stick', source };
    });
  return { arrivals, problems: problems.toSorted((a, b) => (a.row ?? 0) - (b.row ?? 0)) };
}
