// Signed returns from files into an outbox: each checked as headquarters will, then sealed to the key of the definition.
import { createHash, sign } from 'node:crypto';
import type { Definition } from '../elections/definition/definition.ts';
import { canonicalJson, type Json } from '../kernel/canonical-json.ts';
import { PollwardenError } from '../kernel/errors.ts';
import { canonicalEnvelope, sealReturn } from '../results/intake/seal.ts';
import { canonicalReturn, parseSigned, type Refusal } from '../results/return/parse.ts';
import { signedVerifier } from '../results/return/verify-node.ts';
import type { Outbox } from './outbox.ts';
import type { HolderKey } from './spare-key.ts';

export type SealFilesRequest = {
  readonly outbox: Outbox;
  /** The last one gives the sealing key; returns may be made under any of them. */
  readonly definitions: readonly Definition[];
  readonly key: HolderKey;
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
};

export type SealedFiles = {
  readonly sealed: number;
  readonly known: number;
  readonly problems: readonly { readonly file: string; readonly line: number; readonly refusal: Refusal }[];
};

const digestOf = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

function sealingKeyOf(definition: Definition, { election, centre }: HolderKey): string {
  const { sealingKey } = definition;
  if (sealingKey === undefined)
    throw new PollwardenError('SEALING_KEY_INVALID', `the definition of ${definition.election} names none`);
  if (definition.election !== election)
    throw new PollwardenError('ELECTION_OTHER', `the key is of ${election}, the definition of ${definition.election}`);
  if (!definition.centres.some(({ id }) => id === centre))
    throw new PollwardenError('KEY_UNKNOWN', `the definition has no centre ${centre}`);
  return sealingKey;
}

/** SEALING_KEY_INVALID, ELECTION_OTHER, KEY_UNKNOWN for all; a bad line is named, and the rest goes on. */
export async function sealFiles(
  files: readonly { readonly path: string; readonly read: () => Uint8Array }[],
  { outbox, definitions, key, now }: SealFilesRequest,
): Promise<SealedFiles> {
  const definition = definitions[definitions.length - 1];
  const sealingKey = sealingKeyOf(definition, key);
  const hashes = new Set(definitions.map((one) => digestOf(canonicalJson(one as unknown as Json))));
  const verify = signedVerifier({ definition, hashes }, new Map());
  const problems: { file: string; line: number; refusal: Refusal }[] = [];
  let [sealed, known] = [0, 0];
  const one = async (text: string): Promise<Refusal | undefined> => {
    const read = parseSigned(Buffer.from(text, 'utf8'));
    if (!read.ok) return read.refusal;
    const refusal = verify(read.value, now());
    if (refusal !== undefined) return refusal;
    if (read.value.return.centre !== key.centre)
      return { code: 'KEY_UNKNOWN', detail: `the return is of the centre ${read.value.return.centre}` };
    const hash = digestOf(canonicalReturn(read.value.return));
    if (outbox.has(hash)) {
      known++;
      return undefined;
    }
    const madeAt = `${new Date(now()).toISOString().slice(0, 19)}Z`;
    const signing = async (bytes: Uint8Array): Promise<Uint8Array> => sign(null, bytes, key.privateKey);
    const envelope = await sealReturn({ signed: read.value, sealingKey, key: key.id, sign: signing, madeAt });
    outbox.put({ hash, envelope: canonicalEnvelope(envelope) });
    sealed++;
    return undefined;
  };
  for (const { path, read } of files) {
    for (const [i, line] of Buffer.from(read()).toString('utf8').split(/\r?\n/).entries()) {
      const refusal = line === '' ? undefined : await one(line);
      if (refusal !== undefined) problems.push({ file: path, line: i + 1, refusal });
    }
  }
  return { sealed, known, problems };
}
