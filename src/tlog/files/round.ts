// One round of a log: all that is acknowledged into tiles, a checkpoint over it, signed by the log, by witnesses enough, and
// published. Without a quorum nothing new is published; what was published stands. Node only.
import { type Checked, fails, holds } from '../fault.ts';
import { consistencyRanges } from '../merkle.ts';
import { parseNote, noteText, type NoteSignature } from '../note.ts';
import { type PolicyWitness, quorumMet } from '../policy.ts';
import { proofOf } from '../tiles.ts';
import { askWitness, type PostToWitness, type Witnessed } from '../witness.ts';
import { nodeCrypto } from './crypto.ts';
import type { TiledStep } from './integrate.ts';
import type { Keeper } from './keeper.ts';
import { publishCheckpoint, signCheckpoint } from './publish.ts';
import { folderTiles } from './read.ts';
import { inTurn, onState } from './state.ts';

export type Round = {
  readonly size: number;
  readonly note: string;
  /** Whether witnesses enough signed, and readers find it. */
  readonly published: boolean;
  readonly witnesses: readonly ({ readonly name: string } & Witnessed)[];
};

const knownSize = ({ state }: Keeper, { key }: PolicyWitness): number =>
  onState(state, (db) =>
    Number(db.prepare('SELECT size FROM witnesses WHERE key_id = ? AND name = ?').get(key.keyId, key.name)?.size ?? 0),
  );

const remember = ({ state }: Keeper, { key }: PolicyWitness, size: number): void => {
  inTurn(state, () =>
    state.db
      .prepare(
        `INSERT INTO witnesses (key_id, name, size) VALUES (?, ?, ?)
         ON CONFLICT (key_id, name) DO UPDATE SET size = max(size, excluded.size)`,
      )
      .run(key.keyId, key.name, size),
  );
};

async function ask(
  keeper: Keeper,
  witness: PolicyWitness,
  { note, text, size }: { readonly note: string; readonly text: string; readonly size: number },
  post: PostToWitness,
): Promise<{ readonly name: string } & Witnessed> {
  const { hasher, publicFolder } = keeper;
  const proofFrom = async (old: number): Promise<readonly Uint8Array[] | undefined> => {
    if (old > size) return undefined;
    const proof = await proofOf(hasher, consistencyRanges(old, size), size, folderTiles(publicFolder));
    return proof.ok ? proof.value : undefined;
  };
  const { key, url = '', name } = witness;
  const known = knownSize(keeper, witness);
  const answer = await askWitness(nodeCrypto, { key, url, note, text, size, proofFrom, known }, post);
  if (answer.result === 'signed') remember(keeper, witness, size);
  return { name, ...answer };
}

/**
 * TILE_DAMAGED and ENTRY_DAMAGED where the folder is not what this log wrote; ROLLED_BACK and SPLIT_VIEW where it showed or signed
 * something else before.
 */
export async function logRound(keeper: Keeper, post: PostToWitness, step?: TiledStep): Promise<Checked<Round>> {
  const { state, hasher, publicFolder, signers, policy } = keeper;
  const made = await signCheckpoint(state, hasher, publicFolder, signers, step);
  if (!made.ok) return made;
  const { head, note } = made.value;
  const parsed = parseNote(new TextEncoder().encode(note));
  if (!parsed.ok) return fails(parsed.fault.code, parsed.fault.detail);
  const { text, signatures } = parsed.value;
  const asked = policy.witnesses.filter(({ url }) => url !== undefined);
  const witnesses = await Promise.all(
    asked.map(async (witness) => await ask(keeper, witness, { note, text, size: head.size }, post)),
  );
  const cosignatures = witnesses.flatMap((one): NoteSignature[] => (one.result === 'signed' ? [one.signature] : []));
  const met = quorumMet(policy, new Set(witnesses.flatMap((one) => (one.result === 'signed' ? [one.name] : []))));
  const whole = noteText({ text, signatures: [...signatures, ...cosignatures] });
  if (met) publishCheckpoint(state, publicFolder, { head, note: whole });
  return holds({ size: head.size, note: whole, published: met, witnesses });
}
