// pollwarden tlog prove: a proof that an entry is in a transparency log, good without any network.
import { PollwardenError } from '../../kernel/errors.ts';
import { checkpointOfText } from '../../tlog/checkpoint.ts';
import { nodeCrypto } from '../../tlog/files/crypto.ts';
import type { LogSource } from '../../tlog/files/read.ts';
import { treeHasher } from '../../tlog/hash.ts';
import { parseNote } from '../../tlog/note.ts';
import { placeOfLeaf, proveEntry } from '../../tlog/prove.ts';
import { writeDurably } from '../../kernel/durable-file.ts';
import { parseFlags, usageError } from '../args.ts';
import type { Command } from '../command.ts';
import { readEntry } from '../entries.ts';
import { logDamaged, logSource, plainIndex } from '../transparency-log.ts';

const help = `Usage: pollwarden tlog prove DIR-or-URL INDEX [--out FILE] [--json]
       pollwarden tlog prove DIR-or-URL --entry FILE [--out FILE] [--json]

Writes a proof (C2SP tlog-proof) that an entry is in a transparency log, under the checkpoint that is published:
signatures of log and witnesses are part of it. Whoever has the entry, the proof and the policy needs no network:
pollwarden tlog verify.

Options:
  --entry FILE  the entry itself, wherever it is in the log; - is stdin
  --out FILE    where to (default: standard output); its name should end in .tlog-proof
  --json        for machines: index, size and the proof as text

Examples:
  pollwarden tlog prove ./log --entry decree.txt --out decree.tlog-proof
  pollwarden tlog prove https://results.example.org/log 12 > 12.tlog-proof`;

function sizeOf(note: Uint8Array, { place }: LogSource): number {
  const parsed = parseNote(note);
  const checkpoint = parsed.ok ? checkpointOfText(parsed.value.text) : parsed;
  if (!checkpoint.ok) throw logDamaged(checkpoint.fault, place);
  return checkpoint.value.size;
}

async function placeOf(source: LogSource, file: string, size: number): Promise<number> {
  const leaf = treeHasher(nodeCrypto.sha256).leaf(await readEntry(file));
  const place = await placeOfLeaf(leaf, size, source.read);
  if (place === undefined)
    throw new PollwardenError('NOT_FOUND', `it is not among the ${size} entries that are published`, { file });
  return place;
}

export const command: Command = {
  path: ['tlog', 'prove'],
  summary: 'Prove that an entry is in a transparency log',
  help,
  run: async (args) => {
    const { flags, positionals } = parseFlags(args, { entry: 'text', out: 'text', json: 'switch' });
    const [word, indexText, ...more] = positionals;
    const given = indexText === undefined ? undefined : plainIndex(indexText);
    if (word === undefined || more.length > 0 || (given === undefined) === (flags.entry === undefined))
      throw usageError('tlog prove takes a log, and the number of an entry or --entry FILE');
    const source = logSource(word);
    const note = await source.checkpoint();
    const size = sizeOf(note, source);
    const index = given ?? (await placeOf(source, flags.entry ?? '', size));
    if (index >= size) throw new PollwardenError('NOT_FOUND', `entry ${index}: ${size} are published`);
    const proof = await proveEntry(treeHasher(nodeCrypto.sha256), note, index, source.read);
    if (!proof.ok) throw logDamaged(proof.fault, source.place);
    if (flags.out !== undefined) writeDurably(flags.out, proof.value, 0o644);
    if (flags.json === true) process.stdout.write(`${JSON.stringify({ index, size, proof: proof.value })}\n`);
    else if (flags.out === undefined) process.stdout.write(proof.value);
    else process.stdout.write(`Entry ${index} of ${size}: ${flags.out}\n`);
    return 0;
  },
};
