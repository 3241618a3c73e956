// pollwarden release hold: any one person stops the flow at once.
import { openLedger } from '../../ledger/ledger.ts';
import { takeStep } from '../../results/store/release-steps.ts';
import { parseFlags, usageError } from '../args.ts';
import type { Command } from '../command.ts';
import { byFlag, electionFlag, electionFlags, spaceFolder } from '../results-folder.ts';

const help = `Usage: pollwarden release hold --election ID --by NAME [--reason TEXT] [--data DIR] [--json]

Any one person holds the release, at once. What has left cannot be called back; two persons resume.
While a server runs, hold it there (page Release).

Options:
  --election ID  the election
  --by NAME      who holds it
  --reason TEXT  why, for the record
  --data DIR     the data folder (default: POLLWARDEN_DATA, else ./pollwarden-data)
  --json         for machines

Example:
  pollwarden release hold --election demo --by "C. Clerk" --reason "A figure looks wrong"`;

export const command: Command = {
  path: ['release', 'hold'],
  summary: 'Hold the release at once: any one person',
  help,
  run: async (args) => {
    const { flags, positionals } = parseFlags(args, { ...electionFlags, by: 'text', reason: 'text' });
    if (positionals.length > 0) throw usageError(`release hold takes no file, and got "${positionals[0]}"`);
    const election = electionFlag(flags, 'release hold');
    const by = byFlag(flags.by, 'release hold');
    const ledger = openLedger(spaceFolder(flags), Date.now);
    try {
      const state = takeStep(ledger, election, 'hold', by, { reason: flags.reason?.trim() ?? '' });
      process.stdout.write(
        flags.json === true ? `${JSON.stringify({ election, state })}\n` : `The release of ${election} is held\n`,
      );
      return 0;
    } finally {
      ledger.close();
    }
  },
};
