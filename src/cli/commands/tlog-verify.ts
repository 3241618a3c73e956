// pollwarden tlog verify: a whole transparency log, or a proof, against keys from a place that is trusted.
import { statSync } from 'node:fs';
import { extendsHead } from '../../tlog/extends.ts';
import type { Checked, TlogFault } from '../../tlog/fault.ts';
import { nodeCrypto } from '../../tlog/files/crypto.ts';
import { verifyLog } from '../../tlog/files/verify.ts';
import { sameBytes, treeHasher } from '../../tlog/hash.ts';
import { hexOf, mostNoteBytes } from '../../tlog/note.ts';
import { type OpenedCheckpoint, openCheckpoint } from '../../tlog/open.ts';
import { mostProofBytes, verifyProof } from '../../tlog/proof.ts';
import { isAddress } from '../address.ts';
import { parseFlags, usageError } from '../args.ts';
import type { Command } from '../command.ts';
import { counted } from '../counted.ts';
import { readEntry } from '../entries.ts';
import { printable } from '../printable.ts';
import { createProgress } from '../progress.ts';
import { readBytesFile } from '../read-json.ts';
import { type Believed, believed, faultText, logSource } from '../transparency-log.ts';

const help = `Usage: pollwarden tlog verify DIR-or-URL [--policy FILE | --key VKEY] [--entry FILE] [--earlier FILE] [--json]
       pollwarden tlog verify FILE.tlog-proof --entry FILE (--policy FILE | --key VKEY) [--json]

Checks a whole transparency log: that its key and witnesses enough signed its checkpoint, and every entry and
every tile against it. Or checks a proof that an entry is in a log, without any network.
What is wrong is named: the file, and the entry where one is concerned.

Options:
  --policy FILE   the log's key, its witnesses and how many are enough (C2SP tlog-policy), from a place you trust
  --key VKEY      the log's key alone: no witness is asked for
  --entry FILE    an entry that has to be in the log, or that the proof is of; - is stdin
  --earlier FILE  a checkpoint that you kept: the log has to begin with what it signed
  --json          for machines

Exit code: 0 all holds; 1 something does not, and what; 2 it cannot be read.

Examples:
  pollwarden tlog verify https://results.example.org/log --policy results.policy --earlier last-week.checkpoint
  pollwarden tlog verify decree.tlog-proof --entry decree.txt --policy results.policy`;

type Found = OpenedCheckpoint & { readonly index?: number };
type Flags = { readonly entry?: string; readonly earlier?: string };

async function verifyProofFile(file: string, flags: Flags, { policy }: Believed): Promise<Checked<Found>> {
  if (flags.entry === undefined) throw usageError('a proof is of an entry: give --entry FILE');
  if (flags.earlier !== undefined) throw usageError('--earlier is for a log, and a proof holds none');
  return await verifyProof(readBytesFile(file, mostProofBytes), await readEntry(flags.entry), policy, nodeCrypto);
}

/** Whether the log begins with what an earlier checkpoint of the same key signed; witnesses are not asked for it. */
async function earlierFault(
  file: string,
  now: OpenedCheckpoint,
  { policy }: Believed,
  read: ReturnType<typeof logSource>['read'],
): Promise<TlogFault | undefined> {
  const earlier = await openCheckpoint(readBytesFile(file, mostNoteBytes), { ...policy, quorum: 'none' }, nodeCrypto);
  if (!earlier.ok) return { ...earlier.fault, detail: `${file}: ${earlier.fault.detail}` };
  if (earlier.value.checkpoint.origin !== now.checkpoint.origin)
    return { code: 'ORIGIN_UNKNOWN', detail: `${file} is of ${earlier.value.checkpoint.origin}` };
  const still = await extendsHead(treeHasher(nodeCrypto.sha256), earlier.value.checkpoint, now.checkpoint, read);
  return still.ok ? undefined : still.fault;
}

async function verifyWhole(word: string, flags: Flags, who: Believed): Promise<Checked<Found>> {
  const source = logSource(word);
  const wanted = flags.entry === undefined ? undefined : await readEntry(flags.entry);
  const opened = await openCheckpoint(await source.checkpoint(), who.policy, nodeCrypto);
  if (!opened.ok) return opened;
  const head = opened.value.checkpoint;
  const progress = createProgress();
  let index: number | undefined;
  const whole = await verifyLog(treeHasher(nodeCrypto.sha256), head, {
    read: source.read,
    entry: (bytes, place) => {
      if (index === undefined && wanted !== undefined && sameBytes(bytes, wanted)) index = place;
      return undefined;
    },
    step: (done) => progress.step('entries', done / head.size),
    ahead: isAddress(word) ? 8 : 1,
  });
  progress.end();
  if (!whole.ok) return whole;
  const earlier =
    flags.earlier === undefined ? undefined : await earlierFault(flags.earlier, opened.value, who, source.read);
  if (earlier !== undefined) return { ok: false, fault: earlier };
  if (wanted !== undefined && index === undefined)
    return { ok: false, fault: { code: 'PROOF_INVALID', detail: `${flags.entry} is none of ${head.size} entries` } };
  return { ok: true, value: { ...opened.value, ...(index === undefined ? {} : { index }) } };
}

const utc = (seconds: number): string =>
  seconds > 0 && seconds < 1e11 ? new Date(seconds * 1000).toISOString().slice(0, 19).concat('Z') : 'no time stated';

const cautions: Readonly<Record<Believed['from'], string>> = {
  policy: '',
  key: 'Only the key of the log was asked for, no witness.\n',
  folder: "Only this folder's own key and policy were asked: this shows that the log is whole, not whose it is.\n",
};

function forPeople({ checkpoint, witnesses, index, ignored }: Found, who: Believed, proof: boolean): string {
  const { origin, size } = checkpoint;
  const what = proof
    ? `The entry is number ${index} of ${counted(size, 'entry', 'entries')} of ${printable(origin)}.`
    : `The log ${printable(origin)} holds: ${counted(size, 'entry', 'entries')}, each of them checked.`;
  const entry = proof || index === undefined ? '' : `The entry is number ${index}.\n`;
  const named = witnesses.map(({ name, time }) => `${printable(name)} (${utc(time)})`).join(', ');
  const signed = witnesses.length === 0 ? 'No independent witness signed it.' : `Witnesses that signed it: ${named}`;
  const more = ignored === 0 ? '' : `${counted(ignored, 'signature')} of keys that are not known here: ignored.\n`;
  return `${what}\n${entry}${signed}\n${more}${cautions[who.from]}`;
}

const forMachines = (found: Checked<Found>, { from }: Believed): string => {
  if (!found.ok) return `${JSON.stringify({ holds: false, believed: from, fault: found.fault })}\n`;
  const { checkpoint, witnesses, index, ignored } = found.value;
  const { origin, size, root } = checkpoint;
  const entry = index === undefined ? {} : { index };
  return `${JSON.stringify({ holds: true, believed: from, origin, size, root: hexOf(root), witnesses, ignored, ...entry })}\n`;
};

export const command: Command = {
  path: ['tlog', 'verify'],
  summary: 'Check a whole transparency log, or a proof',
  help,
  run: async (args) => {
    const { flags, positionals } = parseFlags(args, {
      policy: 'text',
      key: 'text',
      entry: 'text',
      earlier: 'text',
      json: 'switch',
    });
    if (positionals.length !== 1) throw usageError('tlog verify takes one log or one proof');
    const [word] = positionals;
    const proof = !isAddress(word) && statSync(word, { throwIfNoEntry: false })?.isFile() === true;
    const who = believed(flags, word);
    const found = proof ? await verifyProofFile(word, flags, who) : await verifyWhole(word, flags, who);
    const text = found.ok ? forPeople(found.value, who, proof) : `It does NOT hold. ${faultText(found.fault)}\n`;
    process.stdout.write(flags.json === true ? forMachines(found, who) : text);
    return found.ok ? 0 : 1;
  },
};
