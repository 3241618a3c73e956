// pollwarden release flow: lets flow once what may, where no server does.
import { readMachineClock } from '../../kernel/machine-clock.ts';
import { openLedger } from '../../ledger/ledger.ts';
import { electionOf } from '../../results/store/elections.ts';
import { releaseFolder } from '../../results/store/release-files.ts';
import { gateNow } from '../../results/store/release-flow.ts';
import { flowNow } from '../../results/store/release-run.ts';
import { unlookedUnits } from '../../results/store/unit-states.ts';
import { counted } from '../counted.ts';
import { parseFlags, usageError } from '../args.ts';
import type { Command } from '../command.ts';
import { waitingLines } from '../release-waiting.ts';
import { electionFlag, electionFlags, spaceFolder } from '../results-folder.ts';

const help = `Usage: pollwarden release flow --election ID [--data DIR] [--json]

Releases once what may flow now, and writes the files (release/ID in the data folder). A running
server does so by itself. Says how many units wait, and for what. Exit 1 where nothing may flow: not
started, held, embargo, clock in doubt; or where nothing flowed and returns wait to be reconciled.

Options:
  --election ID  the election
  --data DIR     the data folder (default: POLLWARDEN_DATA, else ./pollwarden-data)
  --json         for machines

Example:
  pollwarden release flow --election demo`;

export const command: Command = {
  path: ['release', 'flow'],
  summary: 'Let flow what may, where no server runs',
  help,
  run: async (args) => {
    const { flags, positionals } = parseFlags(args, electionFlags);
    if (positionals.length > 0) throw usageError(`release flow takes no file, and got "${positionals[0]}"`);
    const election = electionFlag(flags, 'release flow');
    const space = spaceFolder(flags);
    const ledger = openLedger(space, Date.now);
    try {
      electionOf(ledger, election);
      const clock = (): ReturnType<typeof readMachineClock> => readMachineClock(Date.now);
      const gate = gateNow(ledger, election, clock());
      const mark = flags.demonstration === true ? { mark: 'DEMONSTRATION-' } : {};
      const flowed = flowNow(ledger, election, clock, { folder: releaseFolder(space, election), ...mark });
      const files = flowed.files.map(({ name }) => name);
      const unreconciled = unlookedUnits(ledger, election);
      const waiting = gate === undefined ? waitingLines(ledger, election) : [];
      process.stdout.write(
        flags.json === true
          ? `${JSON.stringify({ election, gate: gate ?? null, records: flowed.records, files, unreconciled })}\n`
          : gate === undefined
            ? `${[`${counted(flowed.records, 'record')} flowed`, ...files.map((name) => `  ${name}`), ...waiting].join('\n')}\n`
            : `Nothing flows: ${gate} (pollwarden release show --election ${election})\n`,
      );
      return gate !== undefined || (flowed.records === 0 && unreconciled > 0) ? 1 : 0;
    } finally {
      ledger.close();
    }
  },
};
