// Checkpoints (C2SP tlog-checkpoint): which log, how many entries, which root. Browser-safe.
import { fromBase64, fromDecimal, toBase64 } from './base64.ts';
import { type Checked, fails, holds } from './fault.ts';
import { hashBytes } from './hash.ts';
import type { TreeHead } from './merkle.ts';

export type Checkpoint = TreeHead & {
  readonly origin: string;
  /** Lines after the root; ours has none. */
  readonly extensions: readonly string[];
};

export const checkpointText = ({ origin, size, root, extensions }: Checkpoint): string =>
  [origin, size, toBase64(root), ...extensions].map((line) => `${line}\n`).join('');

/** Of the text of a note, signatures not among it. */
export function checkpointOfText(text: string): Checked<Checkpoint> {
  const lines = text.split('\n');
  if (lines.pop() !== '' || lines.length < 3 || lines.includes(''))
    return fails('CHECKPOINT_MALFORMED', 'not three lines or more, none of them empty');
  const [origin, sizeText, rootText, ...extensions] = lines;
  const [size, root] = [fromDecimal(sizeText), fromBase64(rootText)];
  if (size === undefined) return fails('CHECKPOINT_MALFORMED', 'the size of the tree');
  if (root?.length !== hashBytes) return fails('CHECKPOINT_MALFORMED', 'the root of the tree');
  return holds({ origin, size, root, extensions });
}
