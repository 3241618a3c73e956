// pollwarden lake expire: applies retention.
import { expireRows } from '../../lake/expire.ts';
import { dataFolder, parseFlags, usageError } from '../args.ts';
import type { Command } from '../command.ts';
import { counted } from '../counted.ts';

const help = `Usage: pollwarden lake expire [--data DIR] [--json]

Deletes rows whose retention is over: the days of their purpose record or of their kind of event,
whichever are fewer, counted from the ingest; and rejected rows after 30 days. Run it daily. Exit code 2 where there is no lake;
lake status lists what was deleted.

Options:
  --data DIR    the data folder (default: POLLWARDEN_DATA, else ./pollwarden-data)
  --json        for machines

Example:
  pollwarden lake expire`;

export const command: Command = {
  path: ['lake', 'expire'],
  summary: 'Delete rows whose retention is over',
  help,
  run: async (args) => {
    const { flags, positionals } = parseFlags(args, { data: 'text', json: 'switch' });
    if (positionals.length > 0) throw usageError(`lake expire takes no file, and got "${positionals[0]}"`);
    const expired = await expireRows(dataFolder(flags.data), Date.now());
    const { runs, rowsRemoved, rejectedFiles } = expired;
    process.stdout.write(
      flags.json === true
        ? `${JSON.stringify(expired)}\n`
        : runs.length === 0 && rejectedFiles === 0
          ? 'Nothing is due.\n'
          : `Deleted ${counted(rowsRemoved, 'row')} of ${counted(runs.length, 'run')}, ` +
            `and the rejected rows of ${counted(rejectedFiles, 'run')}\n`,
    );
    return 0;
  },
};
