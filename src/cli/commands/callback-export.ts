// pollwarden callback export: all calls of an election as a file without names of people, to be checked again.
import { writeFileSync } from 'node:fs';
import { readLedger } from '../../ledger/ledger.ts';
import { exportCalls } from '../../results/store/call-backs/export.ts';
import { parseFlags, usageError } from '../args.ts';
import type { Command } from '../command.ts';
import { counted } from '../counted.ts';
import { printable } from '../printable.ts';
import { electionFlag, electionFlags, spaceFolder } from '../results-folder.ts';

const help = `Usage: pollwarden callback export --election ID --out FILE [--data DIR] [--json]

Writes all calls of an election with their tries, codes and signed verdicts, without names of
people. With what the desk discloses anybody checks them again: pollwarden callback recheck.

Options:
  --election ID  the election
  --out FILE     where to write it
  --data DIR     the data folder (default: POLLWARDEN_DATA, else ./pollwarden-data)
  --json         for machines

Example:
  pollwarden callback export --election demo --out calls.json`;

export const command: Command = {
  path: ['callback', 'export'],
  summary: 'All calls of an election as a file, to be checked again',
  help,
  run: async (args) => {
    const { flags, positionals } = parseFlags(args, { ...electionFlags, out: 'text' });
    if (positionals.length > 0) throw usageError(`callback export takes no file, and got "${positionals[0]}"`);
    if (flags.out === undefined) throw usageError('callback export needs --out FILE');
    const election = electionFlag(flags, 'callback export');
    const ledger = readLedger(spaceFolder(flags), Date.now);
    try {
      const file = exportCalls(ledger, election);
      writeFileSync(flags.out, `${JSON.stringify(file)}\n`);
      const tries = file.calls.reduce((sum, call) => sum + call.tries.length, 0);
      const answer = { election, file: flags.out, calls: file.calls.length, tries };
      const text = `${printable(flags.out)}: ${counted(answer.calls, 'call')} with ${counted(tries, 'code')}`;
      process.stdout.write(flags.json === true ? `${JSON.stringify(answer)}\n` : `${text}\n`);
      return 0;
    } finally {
      ledger.close();
    }
  },
};
