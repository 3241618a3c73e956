// pollwarden pollday report: enters what a polling station reports.
import { openLedger } from '../../ledger/ledger.ts';
import { pollingEvents } from '../../results/polling-day/events.ts';
import { addReport } from '../../results/store/polling-day.ts';
import { parseFlags, usageError } from '../args.ts';
import type { Command } from '../command.ts';
import { printable } from '../printable.ts';
import { byFlag, electionFlag, electionFlags, spaceFolder } from '../results-folder.ts';

const help = `Usage: pollwarden pollday report UNIT EVENT --election ID --by NAME [--text TEXT] [--at INSTANT]
       [--caller ROLE] [--supersedes NUMBER] [--data DIR] [--json]

Enters what a polling station reports. EVENT is one of: opened, interrupted, resumed,
shortOfBallots, ballotsArrived, withoutRegister, registerBack, onPaper, paperEnded, extended,
closed, note, withdrawn. Nothing is edited: a correction, or a withdrawal, names the report that it
supersedes. While a server runs, enter it there (page Polling day).

Options:
  --election ID        the election
  --by NAME            who enters it
  --text TEXT          in words
  --at INSTANT         when it was so, ISO with offset (default: now)
  --caller ROLE        a role, never a name (default: station)
  --supersedes NUMBER  the report that was wrong
  --data DIR           the data folder (default: POLLWARDEN_DATA, else ./pollwarden-data)
  --json               for machines

Example:
  pollwarden pollday report unit-17 shortOfBallots --election demo --by "C. Clerk" --text "40 left"`;

function instantFlag(text: string | undefined, now: number): number {
  if (text === undefined) return now;
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw usageError(`--at is an instant such as 2026-06-07T07:05:00+02:00, not "${text}"`);
  return at;
}

function numberFlag(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,9}$/.test(text)) throw usageError(`--supersedes is the number of a report, not "${text}"`);
  return Number(text);
}

export const command: Command = {
  path: ['pollday', 'report'],
  summary: 'Enter what a polling station reports',
  help,
  run: async (args) => {
    const { flags, positionals } = parseFlags(args, {
      ...electionFlags,
      by: 'text',
      text: 'text',
      at: 'text',
      caller: 'text',
      supersedes: 'text',
    });
    const [unit, word] = positionals;
    const event = pollingEvents.find((one) => one === word);
    if (positionals.length !== 2 || event === undefined)
      throw usageError(`pollday report needs a unit and one of ${pollingEvents.join(', ')}`);
    const election = electionFlag(flags, 'pollday report');
    const by = byFlag(flags.by, 'pollday report');
    const ledger = openLedger(spaceFolder(flags), Date.now);
    try {
      const report = addReport(
        ledger,
        election,
        {
          unit,
          event,
          text: flags.text ?? '',
          caller: flags.caller ?? 'station',
          reportedAt: instantFlag(flags.at, Date.now()),
          supersedes: numberFlag(flags.supersedes),
        },
        by,
      );
      process.stdout.write(
        flags.json === true
          ? `${JSON.stringify(report)}\n`
          : `Report ${report.number}: ${printable(unit, 64)} ${event}\n`,
      );
      return 0;
    } finally {
      ledger.close();
    }
  },
};
