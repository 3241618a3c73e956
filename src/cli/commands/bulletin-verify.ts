// pollwarden bulletin verify: all of a bulletin, from the sixteen words to every figure; or a proof that a log forked.
import { statSync } from 'node:fs';
import { writeDurably } from '../../kernel/durable-file.ts';
import { PollwardenError } from '../../kernel/errors.ts';
import { mostNoteBytes } from '../../tlog/note.ts';
import { provesSplit } from '../../bulletin/verify/heads.ts';
import { openBulletin, type OpenedBulletin } from '../../bulletin/verify/open.ts';
import { claimedHead } from '../../bulletin/verify/pointer.ts';
import { verdictOf, wholeLines } from '../../bulletin/verify/report.ts';
import { compareSources } from '../../bulletin/verify/compare.ts';
import { checkScripts } from '../../bulletin/verify/scripts.ts';
import { checkWhole, type WholeCheck } from '../../bulletin/verify/whole.ts';
import { threadedCrypto } from '../../bulletin/sources/crypto.ts';
import { parseFlags, usageError } from '../args.ts';
import { checkingOf, checkProgress, isZip, refuseNothing, unpackFirst, wordsFlag } from '../bulletin-sources.ts';
import type { Command } from '../command.ts';
import { printable } from '../printable.ts';
import { readTextFile } from '../read-json.ts';

const help = `Usage: pollwarden bulletin verify PATH-or-URL... [--words "..."] [--earlier FILE] [--evidence FILE] [--json]

Checks a whole bulletin: the opening, who signed the log, every entry, the signatures of every return, the
total, every file below data/. Front pages (index.html and those beside it) are not covered. Several
copies are compared, and each stands in where another is missing or damaged.
What is wrong is named: the file, the unit, the figure. With a file that --evidence wrote: whether it proves
that a log showed two states that cannot both be true.

Options:
  --words "..."    the sixteen words that were published before polling, or their numbers; without them
                   a copy cannot prove itself
  --earlier FILE   a checkpoint that you kept: the log has to go on from what it signed
  --evidence FILE  where to write the proof if two signed states contradict each other
  --json           for machines

Exit code: 0 nothing is wrong; 1 something is, and what; 2 it cannot be read.

Example:
  pollwarden bulletin verify https://results.example.org https://mirror.example.net --words "abandon ability able ..."`;

function forMachines(
  opened: OpenedBulletin | undefined,
  check: WholeCheck | undefined,
  faults: WholeCheck['faults'],
): string {
  const log =
    opened === undefined
      ? {}
      : {
          election: opened.opening.entry.election,
          bulletin: opened.bulletin.number,
          at: opened.bulletin.at,
          words: opened.opening.words.map(({ word }) => word),
          witnesses: opened.head.opened.witnesses,
          remembered: opened.compared.remembered,
        };
  const { reckoned: _, faults: __, ...found } = check ?? { reckoned: undefined, faults: [] };
  const verdict = verdictOf(opened, faults);
  return `${JSON.stringify({ verdict, notCovered: ['index.html', '<language>.html'], ...log, ...found, faults })}\n`;
}

async function verifyEvidence(file: string, json: boolean): Promise<number> {
  const proves = await provesSplit(readTextFile(file), threadedCrypto());
  const text = proves
    ? 'It proves that the log signed two states that cannot both be true.\n'
    : 'It does not prove that a log forked.\n';
  process.stdout.write(json ? `${JSON.stringify({ proves })}\n` : text);
  return proves ? 0 : 1;
}

/** What was kept. FILE_NOT_FOUND; INPUT_INVALID for what is no checkpoint. */
function earlierNote(file: string): string {
  const note = readTextFile(file, mostNoteBytes);
  if (claimedHead(note) === undefined) throw new PollwardenError('INPUT_INVALID', 'it is no checkpoint', { file });
  return note;
}

type Flags = {
  readonly words?: string;
  readonly earlier?: string;
  readonly evidence?: string;
  readonly json?: boolean;
};

async function verifyCopies(places: readonly string[], flags: Flags): Promise<number> {
  const words = wordsFlag(flags.words);
  const earlier = flags.earlier === undefined ? undefined : earlierNote(flags.earlier);
  const checking = await checkingOf(places);
  const { progress, end } = checkProgress();
  const opened = await openBulletin(checking, {
    ...(places.length > 1 ? { compare: compareSources } : {}),
    ...(words === undefined ? {} : { words }),
    ...(earlier === undefined ? {} : { remembered: earlier }),
  });
  if (opened === undefined) refuseNothing(checking);
  if (opened?.compared.remembered === 'refused')
    checking.faults.add({
      code: 'CHECKPOINT_REFUSED',
      detail: "the checkpoint that you kept is not signed by this log's key: nothing could be compared with it",
      file: flags.earlier ?? '',
    });
  const check = opened === undefined ? undefined : await checkWhole(opened, { progress, scripts: checkScripts });
  end();
  const faults = checking.faults.all();
  const evidence = opened?.compared.evidence;
  if (evidence !== undefined && flags.evidence !== undefined)
    writeDurably(flags.evidence, `${JSON.stringify(evidence)}\n`, 0o644);
  const lines = wholeLines(opened, check, faults).map((line) => `${printable(line, 2000)}\n`);
  process.stdout.write(flags.json === true ? forMachines(opened, check, faults) : lines.join(''));
  return faults.length === 0 && opened !== undefined ? 0 : 1;
}

export const command: Command = {
  path: ['bulletin', 'verify'],
  summary: 'Check a whole bulletin, or several copies of it',
  help,
  run: async (args) => {
    const { flags, positionals } = parseFlags(args, {
      words: 'text',
      earlier: 'text',
      evidence: 'text',
      json: 'switch',
    });
    if (positionals.length === 0) throw usageError('bulletin verify takes the folder or address of a bulletin');
    const [first] = positionals;
    const isFile = positionals.length === 1 && statSync(first, { throwIfNoEntry: false })?.isFile() === true;
    if (isFile && isZip(first)) throw unpackFirst(first);
    return isFile ? await verifyEvidence(first, flags.json === true) : await verifyCopies(positionals, flags);
  },
};
