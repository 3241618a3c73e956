// Opens a checkpoint: a log that the policy knows signed it, and witnesses enough. What an unknown key signed is ignored;
// what a known key did not sign refuses the whole. Browser-safe.
import { type Checkpoint, checkpointOfText } from './checkpoint.ts';
import { type Checked, fails, holds } from './fault.ts';
import { signed, timeOf, type TlogCrypto, type VerifierKey } from './keys.ts';
import { type NoteSignature, parseNote } from './note.ts';
import { type Policy, quorumMet } from './policy.ts';

export type OpenedCheckpoint = {
  readonly checkpoint: Checkpoint;
  /** The text that was signed. */
  readonly text: string;
  readonly log: VerifierKey;
  /** Witnesses of the policy that signed, each once; `time`: seconds since 1970 UTC by the witness. */
  readonly witnesses: readonly { readonly name: string; readonly time: number }[];
  /** Lines of keys that the policy does not know. */
  readonly ignored: number;
};

const isOf = (key: VerifierKey, { name, keyId }: NoteSignature): boolean => key.name === name && key.keyId === keyId;

/** NOTE_MALFORMED, CHECKPOINT_MALFORMED, ORIGIN_UNKNOWN, SIGNATURE_INVALID, SIGNATURE_MISSING, QUORUM_MISSING. */
export async function openCheckpoint(
  bytes: Uint8Array,
  policy: Policy,
  crypto: TlogCrypto,
): Promise<Checked<OpenedCheckpoint>> {
  const note = parseNote(bytes);
  if (!note.ok) return note;
  const { text, signatures } = note.value;
  const checkpoint = checkpointOfText(text);
  if (!checkpoint.ok) return checkpoint;
  const { origin } = checkpoint.value;
  // A log's key is good for the log of its name alone.
  const logs = policy.logs.map(({ key }) => key).filter(({ name }) => name === origin);
  if (logs.length === 0) return fails('ORIGIN_UNKNOWN', origin);
  let log: VerifierKey | undefined;
  let ignored = 0;
  const witnesses = new Map<string, number>();
  for (const one of signatures) {
    const logKey = logs.find((key) => isOf(key, one));
    const witness = policy.witnesses.find(({ key }) => isOf(key, one));
    const key = logKey ?? witness?.key;
    const valid = key === undefined ? undefined : await signed(crypto, key, text, one.signature);
    if (key === undefined || valid === undefined) ignored++;
    else if (!valid) return fails('SIGNATURE_INVALID', `${one.name} (${one.keyId})`);
    else if (logKey !== undefined) log = logKey;
    else if (witness !== undefined) witnesses.set(witness.name, timeOf(key, one.signature) ?? 0);
  }
  if (log === undefined) return fails('SIGNATURE_MISSING', origin);
  if (!quorumMet(policy, new Set(witnesses.keys())))
    return fails('QUORUM_MISSING', `${witnesses.size} of ${policy.witnesses.length} witnesses signed`);
  const named = [...witnesses].map(([name, time]) => ({ name, time }));
  return holds({ checkpoint: checkpoint.value, text, log, witnesses: named, ignored });
}
