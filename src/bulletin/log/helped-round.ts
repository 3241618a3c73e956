// A round of a log by a process that opens no way out: another one on the same machine (tlog checkpoint, by a timer) asks the
// witnesses and publishes, and this one waits for it. Node only.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Checked, holds } from '../../tlog/fault.ts';
import { nodeCrypto } from '../../tlog/files/crypto.ts';
import type { Keeper } from '../../tlog/files/keeper.ts';
import { logRound, type Round } from '../../tlog/files/round.ts';
import { parseNote } from '../../tlog/note.ts';
import { openCheckpoint } from '../../tlog/open.ts';
import type { PostToWitness } from '../../tlog/witness.ts';

export type Patience = {
  readonly milliseconds: number;
  /** Ends the waiting. */
  readonly stopped?: () => boolean;
};

const everyMilliseconds = 250;

/** The round as another process published it; undefined where it has not. */
async function publishedBy({ policy, publicFolder }: Keeper, own: Round): Promise<Round | undefined> {
  const file = join(publicFolder, 'checkpoint');
  const bytes = existsSync(file) ? readFileSync(file) : undefined;
  const opened = bytes === undefined ? undefined : await openCheckpoint(bytes, policy, nodeCrypto);
  const note = bytes === undefined ? undefined : parseNote(bytes);
  if (opened?.ok !== true || note?.ok !== true || opened.value.checkpoint.size !== own.size) return undefined;
  const signed = new Set(opened.value.witnesses.map(({ name }) => name));
  const witnesses = policy.witnesses.flatMap(({ name, key }): Round['witnesses'] => {
    const signature = note.value.signatures.find((one) => one.name === key.name && one.keyId === key.keyId);
    return signed.has(name) && signature !== undefined ? [{ name, result: 'signed', signature }] : [];
  });
  const others = own.witnesses.filter(({ name }) => !signed.has(name));
  return {
    ...own,
    note: Buffer.from(bytes ?? '').toString('utf8'),
    published: true,
    witnesses: [...witnesses, ...others],
  };
}

/** As logRound; where too few witnesses signed it waits until another process has published this very state. */
export async function helpedRound(
  keeper: Keeper,
  post: PostToWitness,
  { milliseconds, stopped = () => false }: Patience,
): Promise<Checked<Round>> {
  const made = await logRound(keeper, post);
  if (!made.ok || made.value.published) return made;
  for (let waited = 0; ; waited += everyMilliseconds) {
    const published = await publishedBy(keeper, made.value);
    if (published !== undefined) return holds(published);
    if (waited >= milliseconds || stopped()) return made;
    await pause(everyMilliseconds);
  }
}
