// pollwarden release clock: two persons say that the clock of the machine is right.
import { readMachineClock } from '../../kernel/machine-clock.ts';
import { openLedger } from '../../ledger/ledger.ts';
import { electionOf } from '../../results/store/elections.ts';
import { sayClock } from '../../results/store/release-clock.ts';
import { parseFlags, usageError } from '../args.ts';
import type { Command } from '../command.ts';
import { byFlag, electionFlag, electionFlags, spaceFolder } from '../results-folder.ts';
import { utcSecond } from '../utc.ts';

const help = `Usage: pollwarden release clock --election ID --by NAME [--data DIR] [--json]

Says that the clock of this machine, which the answer shows, is right. Two persons have to after it
fell into doubt: the machine started anew, or its clock was set (docs/release.md). Compare it with a
watch that does not hang on the same network before you call it.

Options:
  --election ID  the election
  --by NAME      who says so
  --data DIR     the data folder (default: POLLWARDEN_DATA, else ./pollwarden-data)
  --json         for machines

Example:
  pollwarden release clock --election demo --by "A. Chair"`;

export const command: Command = {
  path: ['release', 'clock'],
  summary: 'Say that the clock is right, by two persons',
  help,
  run: async (args) => {
    const { flags, positionals } = parseFlags(args, { ...electionFlags, by: 'text' });
    if (positionals.length > 0) throw usageError(`release clock takes no file, and got "${positionals[0]}"`);
    const election = electionFlag(flags, 'release clock');
    const by = byFlag(flags.by, 'release clock');
    const ledger = openLedger(spaceFolder(flags), Date.now);
    try {
      electionOf(ledger, election);
      const reading = readMachineClock(Date.now);
      const confirmed = sayClock(ledger, election, reading, by);
      const clock = new Date(reading.wall).toISOString();
      process.stdout.write(
        flags.json === true
          ? `${JSON.stringify({ election, confirmed, clock })}\n`
          : `The clock shows ${utcSecond(reading.wall)} UTC and ${confirmed ? 'is confirmed' : 'waits for a second person'}\n`,
      );
      return 0;
    } finally {
      ledger.close();
    }
  },
};
