// pollwarden returns import: returns of one channel from files, by a pack or as signed returns; then reconciled.
import { openLedger } from '../../ledger/ledger.ts';
import { type Channel, channels } from '../../elections/definition/definition.ts';
import { importReturns } from '../../results/store/import-returns.ts';
import { choiceFlag, parseFlags, usageError } from '../args.ts';
import type { Command } from '../command.ts';
import { counted } from '../counted.ts';
import { inputFiles } from '../input-files.ts';
import { packFlag } from '../pack-flag.ts';
import { problemLines } from '../problem-lines.ts';
import { printable } from '../printable.ts';
import { createProgress } from '../progress.ts';
import { electionFlag, electionFlags, operator, spaceFolder } from '../results-folder.ts';

const help = `Usage: pollwarden returns import DIR|FILE… --pack P --channel official|backup|observer --election ID
                                 [--data DIR] [--json]

Reads returns of one channel. Signed returns (--pack pollwarden) are refused unless two holders of
the unit's centre signed them; figures from other people's files (CSV packs, EML, CDF) are kept
with their file, row and whose they are, and are marked as not signed. Rows that cannot be read
are named, and the rest goes on. Importing the same files again adds nothing.

Counts that would disclose a vote are listed and refused, unless the definition records the law
that allows them (docs/small-counts.md).

Options:
  --pack P       bulgaria, eml-nl, nist-cdf, pollwarden, or a JSON file
  --channel C    official, backup or observer
  --election ID  the election, imported before
  --data DIR     the data folder (default: POLLWARDEN_DATA, else ./pollwarden-data)
  --json         for machines

Examples:
  pollwarden returns import 20210711/ --pack bulgaria --channel official --election bg
  pollwarden returns import 20210711/ --pack bulgaria --channel backup --election bg`;

const shownDisclosures = 50;

/** To stderr, before the refusal says how many there are. */
function disclosed(words: readonly string[]): void {
  for (const one of words.slice(0, shownDisclosures)) process.stderr.write(`discloses: ${printable(one, 300)}\n`);
  if (words.length > shownDisclosures) process.stderr.write(`and ${words.length - shownDisclosures} more\n`);
}

const channelOf = (text: string | undefined): Channel => {
  if (text === undefined) throw usageError('returns import needs --channel official, backup or observer');
  return choiceFlag('--channel', text, channels);
};

export const command: Command = {
  path: ['returns', 'import'],
  summary: 'Read returns of one channel from files',
  help,
  run: async (args) => {
    const { flags, positionals } = parseFlags(args, { ...electionFlags, pack: 'text', channel: 'text' });
    if (positionals.length === 0) throw usageError('returns import needs a folder or files');
    const election = electionFlag(flags, 'returns import');
    const pack = packFlag(flags.pack, 'returns import');
    const channel = channelOf(flags.channel);
    const files = inputFiles(positionals);
    const progress = createProgress();
    const ledger = openLedger(spaceFolder(flags), Date.now);
    try {
      const result = importReturns(ledger, files, {
        pack,
        channel,
        election,
        by: operator,
        step: progress.step,
        disclosed,
      });
      progress.end();
      for (const line of problemLines(result.problems)) process.stderr.write(`${line}\n`);
      for (const notice of result.notices) process.stderr.write(`note: ${printable(notice, 300)}\n`);
      const { problems, notices: _notices, ...counts } = result;
      process.stdout.write(
        flags.json === true
          ? `${JSON.stringify({ election, channel, ...counts, problems: problems.slice(0, 100) })}\n`
          : `${counted(counts.added, 'return')} added on the channel ${channel}, ${counted(counts.known, 'return')} known, ${counted(counts.rejected, 'row')} rejected\n`,
      );
      return counts.rejected > 0 ? 1 : 0;
    } finally {
      progress.end();
      ledger.close();
    }
  },
};
