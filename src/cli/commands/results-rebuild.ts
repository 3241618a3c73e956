// pollwarden results rebuild: the certified total from one copy of the log and the centres' signed returns, without headquarters.
import { writeDurably } from '../../kernel/durable-file.ts';
import { openBulletin, openLog, type OpenedLog } from '../../bulletin/verify/open.ts';
import { rebuildTotal, type Rebuilt } from '../../bulletin/verify/rebuild.ts';
import { faultLines, logLines, totalLines, verdictLines } from '../../bulletin/verify/report.ts';
import { rawLines } from '../../results/formats/jsonl.ts';
import type { SignedReturn } from '../../results/return/count-return.ts';
import { parseSigned } from '../../results/return/parse.ts';
import { parseFlags, usageError } from '../args.ts';
import { checkingOf, checkProgress, refuseNothing, wordsFlag } from '../bulletin-sources.ts';
import type { Command } from '../command.ts';
import { counted } from '../counted.ts';
import { printable } from '../printable.ts';
import { readBytesFile } from '../read-json.ts';

const help = `Usage: pollwarden results rebuild --from MIRROR... [--returns FILE]... [--words "..."] [--out FILE] [--json]

Rebuilds the certified total from one copy of the election's log, and says whether it is, byte for byte, the one
that the log's newest bulletin names. Nothing of headquarters is needed. Signed returns that centres kept open what
headquarters committed to and never opened, and stand in for entries that are damaged in every copy.

Options:
  --from MIRROR    folder or address of a bulletin or of its log alone; several stand in for each other
  --returns FILE   signed returns, one a line
  --words "..."    the sixteen words that were published before polling, or their numbers
  --out FILE       where to write the total (JSON)
  --json           for machines

Exit code: 0 the same total; 1 another one, or something is wrong; 2 it cannot be read.

Example:
  pollwarden results rebuild --from ./mirror --returns centre-4.returns.jsonl --out total.json`;

const mostFileBytes = 1_073_741_824;

/** What is no signed return is told on stderr, and left out. */
function keptReturns(files: readonly string[]): readonly SignedReturn[] {
  const kept: SignedReturn[] = [];
  for (const path of files) {
    const content = readBytesFile(path, mostFileBytes);
    for (const { bytes, row } of rawLines({ path, sizeBytes: content.length, read: () => content })) {
      const read = parseSigned(bytes);
      if (read.ok) kept.push(read.value);
      else process.stderr.write(`${printable(path)}:${row}: ${read.refusal.code}: ${printable(read.refusal.detail)}\n`);
    }
  }
  return kept;
}

function forPeople(opened: OpenedLog, { log, bulletin, same, offered }: Rebuilt): readonly string[] {
  const { reckoned, lost } = log;
  const kept = Object.values(offered).reduce((sum, count) => sum + count, 0);
  const named = bulletin === undefined ? undefined : `bulletin ${bulletin.entry.number} of ${bulletin.entry.at}`;
  return [
    ...logLines(opened),
    ...(kept === 0
      ? []
      : [
          `Returns of centres: ${offered.known} in the log, ${offered.opened} opened by them, ${offered.uncommitted} that the log does not commit to, ${offered.refused} refused`,
        ]),
    ...(lost.length === 0 ? [] : [`Lost in every copy: ${counted(lost.length, 'entry', 'entries')}`]),
    ...(reckoned === undefined
      ? ['The definition is lost: there is no total.']
      : totalLines(reckoned.total, reckoned.definition)),
    named === undefined
      ? 'The log names no bulletin: this is the total of all that it holds.'
      : same
        ? `The same total as in ${named}, byte for byte.`
        : `Another total than in ${named}.`,
  ];
}

type Flags = {
  readonly from?: string[];
  readonly returns?: string[];
  readonly words?: string;
  readonly out?: string;
  readonly json?: boolean;
};

async function run({ from = [], returns = [], words: given, out, json }: Flags): Promise<number> {
  const words = wordsFlag(given);
  const kept = keptReturns(returns);
  const checking = await checkingOf(from);
  const opened = await opening(checking, words);
  if (opened === undefined) {
    refuseNothing(checking);
    const faults = checking.faults.all();
    const text = [verdictLines.refused, ...faultLines(faults)].map((line) => `${printable(line, 2000)}\n`).join('');
    process.stdout.write(json === true ? `${JSON.stringify({ verdict: 'refused', faults })}\n` : text);
    return 1;
  }
  const { progress, end } = checkProgress();
  const rebuilt = await rebuildTotal(opened, kept, progress);
  end();
  const { total, same, log, bulletin, offered } = rebuilt;
  if (out !== undefined && total !== undefined) writeDurably(out, total, 0o644);
  const faults = checking.faults.all();
  const { lost } = log;
  const found = {
    same,
    bulletin: bulletin?.entry.number ?? null,
    offered,
    lost,
    total: total === undefined ? null : (JSON.parse(total) as unknown),
    faults,
  };
  const lines = [...forPeople(opened, rebuilt), ...faultLines(faults)];
  process.stdout.write(
    json === true ? `${JSON.stringify(found)}\n` : lines.map((line) => `${printable(line, 2000)}\n`).join(''),
  );
  return same && faults.length === 0 ? 0 : 1;
}

type Checking = Awaited<ReturnType<typeof checkingOf>>;

/** A bulletin's pointer may name an older state than the log has, or none: the log by itself is enough. */
async function opening(checking: Checking, words: ReturnType<typeof wordsFlag>): Promise<OpenedLog | undefined> {
  const bare = await openLog(checking, words);
  return bare ?? (await openBulletin(checking, words === undefined ? {} : { words }));
}

export const command: Command = {
  path: ['results', 'rebuild'],
  summary: 'Rebuild the certified total from one copy of the log',
  help,
  run: async (args) => {
    const { flags, positionals } = parseFlags(args, {
      from: 'texts',
      returns: 'texts',
      words: 'text',
      out: 'text',
      json: 'switch',
    });
    if (flags.from === undefined) throw usageError('results rebuild needs --from MIRROR');
    if (positionals.length > 0) throw usageError(`results rebuild takes no file, and got "${positionals[0]}"`);
    return await run(flags);
  },
};
