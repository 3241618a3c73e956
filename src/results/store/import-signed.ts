// Signed returns from files: read, their signatures checked, on the two cores that a small machine has.
import { Worker } from 'node:worker_threads';
import type { Channel } from '../../elections/definition/definition.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { prepared } from '../../ledger/statements.ts';
import { type RawLine, rawLines } from '../formats/jsonl.ts';
import type { InputFile, ReadProblem } from '../formats/reading.ts';
import type { SignedReturn } from '../return/count-return.ts';
import { parseSigned, type Refusal, returnChecker } from '../return/parse.ts';
import { signedVerifier } from '../return/verify-node.ts';
import { corrigendumProblem } from './corrigenda.ts';
import { lineStates, take, type ThreadRequest, type Verification } from './verify-shared.ts';
import { type NewArrival, returnHash } from './returns.ts';

/** Below this a thread takes longer to start than to be worth it. */
const worthThread = 500;
/** The program runs as it was written, or compiled. */
const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';

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

/** A line that the other thread has taken this long is looked at here instead: the thread may be gone. Milliseconds. */
const mostWait = 500;

/**
 * What is wrong with each, asked for in their order: this thread begins at the front, while another begins at the back. Both
 * do every check, so that nothing rests on the other but time.
 */
function* refusals(fresh: readonly Parsed[], verification: Verification): Generator<Refusal | undefined, undefined> {
  const states = new Int32Array(new SharedArrayBuffer(fresh.length * Int32Array.BYTES_PER_ELEMENT));
  const verify = signedVerifier(verification.known, verification.revoked);
  const request: ThreadRequest = { ...verification, states, lines: fresh.map(({ line }) => line.bytes) };
  const worker =
    fresh.length < worthThread
      ? undefined
      : new Worker(new URL(`./verify-worker.${extension}`, import.meta.url), { workerData: request });
  // Whatever ends the thread, its lines are looked at here.
  worker?.on('error', () => undefined);
  try {
    for (const [i, { signed }] of fresh.entries()) {
      if (!take(states, i)) Atomics.wait(states, i, lineStates.taken, mostWait);
      const holds = Atomics.load(states, i) === lineStates.holds;
      yield holds ? undefined : verify(signed, verification.receivedAt);
    }
  } finally {
    void worker?.terminate();
  }
}

/** Every line a return that two holders signed, or a problem with its place; verified as they are asked for, in their order. */
export type SignedReading = {
  readonly arrivals: Iterable<NewArrival>;
  /** Complete once all arrivals were asked for. */
  readonly problems: ReadProblem[];
};

export function readSignedFiles(
  ledger: Ledger,
  files: readonly InputFile[],
  channel: Channel,
  verification: Verification,
): SignedReading {
  const problems: ReadProblem[] = [];
  const parsed: Parsed[] = [];
  for (const file of files) {
    const read = parseFile(file);
    parsed.push(...read.parsed);
    problems.push(...read.problems);
  }
  return { arrivals: verified(ledger, parsed, { channel, verification, problems }), problems };
}

type Verifying = {
  readonly channel: Channel;
  readonly verification: Verification;
  readonly problems: ReadProblem[];
};

function* verified(
  ledger: Ledger,
  parsed: readonly Parsed[],
  { channel, verification, problems }: Verifying,
): Generator<NewArrival> {
  // A signature that was verified says nothing of which election it is brought to.
  const check = returnChecker(verification.known);
  // A key that was revoked since is a reason to look again.
  const again = verification.revoked.size > 0;
  const fresh = new Set(parsed.filter(({ line }) => again || !alreadyKept(ledger, line)));
  // Against what was here before any of these lines was kept.
  const corrigenda = parsed.map(({ signed }) => corrigendumProblem(ledger, signed.return));
  const answers = refusals([...fresh], verification);
  try {
    for (const [i, one] of parsed.entries()) {
      const answer = fresh.has(one) ? answers.next().value : check(one.signed.return);
      const refusal = answer ?? corrigenda[i];
      const { line, signed } = one;
      if (refusal !== undefined) problems.push(refusalOf(line, refusal, signed.return.unit));
      else {
        const source = { file: line.file.split(/[\\/]/).at(-1) ?? '', row: line.row };
        yield { signed, channel, way: 'stick', source };
      }
    }
  } finally {
    answers.return(undefined);
    problems.sort((a, b) => (a.row ?? 0) - (b.row ?? 0));
  }
}
