// Asks a witness to sign a checkpoint (C2SP tlog-witness). Witnesses in use differ in what they answer to a log they do not
// know, 403 or 404: both are told as that. Browser-safe: whoever calls brings the transport.
import { fromDecimal, toBase64 } from './base64.ts';
import { signed, type TlogCrypto, type VerifierKey } from './keys.ts';
import { type NoteSignature, parseSignatureLine } from './note.ts';

export type WitnessAnswer = { readonly status: number; readonly body: string };
/** Sends a body; throws where nothing comes back in time. Answers at most some kilobytes of what came. */
export type PostToWitness = (url: string, body: string) => Promise<WitnessAnswer>;

export type WitnessQuestion = {
  readonly key: VerifierKey;
  /** Its submission prefix, without add-checkpoint. */
  readonly url: string;
  /** The checkpoint as the log signed it, and the text that signatures are over. */
  readonly note: string;
  readonly text: string;
  readonly size: number;
  /** Proof from a size that the witness knows; undefined where the log has no such size. */
  readonly proofFrom: (old: number) => Promise<readonly Uint8Array[] | undefined>;
  /** The size that it signed last, as far as we know. */
  readonly known: number;
};

export type Witnessed =
  | { readonly result: 'signed'; readonly signature: NoteSignature }
  /** The witness saw more entries than this log has: somebody rolled it back, or signs in its name elsewhere. */
  | { readonly result: 'ahead'; readonly size: number }
  | { readonly result: 'unknownLog' | 'unreachable' | 'refused' | 'inconsistent'; readonly detail: string };

const mostProofLines = 63;

function bodyOf(old: number, proof: readonly Uint8Array[], note: string): string {
  return `old ${old}\n${proof.map((hash) => `${toBase64(hash)}\n`).join('')}\n${note}`;
}

/** The one signature of this witness that holds; lines of others are ignored. */
async function signatureIn(
  crypto: TlogCrypto,
  { key, text }: WitnessQuestion,
  body: string,
): Promise<NoteSignature | undefined> {
  for (const line of body.split('\n').slice(0, 100)) {
    const signature = parseSignatureLine(line);
    if (signature?.name !== key.name || signature.keyId !== key.keyId) continue;
    if ((await signed(crypto, key, text, signature.signature)) === true) return signature;
  }
  return undefined;
}

async function askFrom(
  crypto: TlogCrypto,
  question: WitnessQuestion,
  post: PostToWitness,
  old: number,
): Promise<Witnessed | number> {
  const proof = old === 0 ? [] : await question.proofFrom(old);
  if (proof === undefined || proof.length > mostProofLines) return { result: 'ahead', size: old };
  let answer: WitnessAnswer;
  try {
    answer = await post(`${question.url.replace(/\/$/, '')}/add-checkpoint`, bodyOf(old, proof, question.note));
  } catch (error) {
    return { result: 'unreachable', detail: error instanceof Error ? error.message : String(error) };
  }
  const { status, body } = answer;
  const detail = `${status} ${body.slice(0, 200).split('\n')[0]}`.trim();
  if (status === 200) {
    const signature = await signatureIn(crypto, question, body);
    return signature === undefined
      ? { result: 'refused', detail: 'it answered, and its key did not sign this checkpoint' }
      : { result: 'signed', signature };
  }
  if (status === 404 || status === 403) return { result: 'unknownLog', detail };
  if (status === 422) return { result: 'inconsistent', detail };
  const size = status === 409 ? fromDecimal(body.trimEnd()) : undefined;
  if (size === undefined) return { result: status === 409 ? 'inconsistent' : 'refused', detail };
  // The same size answered as a conflict: it signed another root of it.
  if (size === old) return { result: 'inconsistent', detail };
  return size > question.size ? { result: 'ahead', size } : size;
}

/** At most two rounds: where the witness knows another size than we thought, it says which. */
export async function askWitness(
  crypto: TlogCrypto,
  question: WitnessQuestion,
  post: PostToWitness,
): Promise<Witnessed> {
  const first = await askFrom(crypto, question, post, question.known);
  if (typeof first !== 'number') return first;
  const second = await askFrom(crypto, question, post, first);
  return typeof second === 'number'
    ? { result: 'refused', detail: `it named the sizes ${first} and ${second}` }
    : second;
}
