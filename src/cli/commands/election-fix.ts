// pollwarden election fix: the first person proposes that a definition hold, the second approves or refuses.
import { openLedger } from '../../ledger/ledger.ts';
import { catchUp } from '../../results/store/catch-up.ts';
import { decideVersion, type DefinitionVersion, electionOf, proposeFix } from '../../results/store/elections.ts';
import { parseFlags, usageError } from '../args.ts';
import type { Command } from '../command.ts';
import { byFlag, electionFlag, electionFlags, spaceFolder } from '../results-folder.ts';

const help = `Usage: pollwarden election fix --election ID --by NAME [--refuse] [--data DIR] [--json]

Two persons fix the definition of an election, or an amendment of it. The first call proposes, the
second, by another person, approves (or refuses with --refuse). Names are as the operator types
them, and the audit trail says so; in the console each person is signed in.

Options:
  --election ID  the election
  --by NAME      who decides
  --refuse       the second person does not approve
  --data DIR     the data folder (default: POLLWARDEN_DATA, else ./pollwarden-data)
  --json         for machines

Example:
  pollwarden election fix --election demo --by "A. Chair"
  pollwarden election fix --election demo --by "B. Deputy"`;

const said: Readonly<Record<DefinitionVersion['state'], string>> = {
  drafted: 'is a draft again',
  proposed: 'is proposed; another person approves it with: pollwarden election fix',
  fixed: 'is fixed',
  refused: 'was refused; the version before it holds',
};

export const command: Command = {
  path: ['election', 'fix'],
  summary: 'Fix a definition or an amendment, by two persons',
  help,
  run: async (args) => {
    const { flags, positionals } = parseFlags(args, { ...electionFlags, by: 'text', refuse: 'switch' });
    if (positionals.length > 0) throw usageError(`election fix takes no file, and got "${positionals[0]}"`);
    const election = electionFlag(flags, 'election fix');
    const by = byFlag(flags.by, 'election fix');
    const ledger = openLedger(spaceFolder(flags), Date.now);
    try {
      const waits = electionOf(ledger, election).waiting !== undefined;
      if (flags.refuse === true && !waits) throw usageError(`nothing of ${election} waits for a second person`);
      const version = waits
        ? ledger.write(() => {
            const decided = decideVersion(ledger, election, flags.refuse !== true, by);
            catchUp(ledger, election, by);
            return decided;
          })
        : proposeFix(ledger, election, by);
      process.stdout.write(
        flags.json === true
          ? `${JSON.stringify(version)}\n`
          : `Version ${version.version} of ${election} ${said[version.state]}\n  SHA-256 ${version.hash}\n`,
      );
      return 0;
    } finally {
      ledger.close();
    }
  },
};
