// pollwarden lake compact: one segment a day instead of many small ones.
import { openLakeWriter } from '../../lake/writer.ts';
import { dataFolder, parseFlags, usageError } from '../args.ts';
import type { Command } from '../command.ts';
import { counted } from '../counted.ts';
import { formatCount } from '../table.ts';

const help = `Usage: pollwarden lake compact [--data DIR] [--json]

Merges the small segments of each day. Reading gets faster; no row is added or lost, also when it is
interrupted. A folder without a lake is exit code 2. Ingest does this by itself where a day has many segments.

Options:
  --data DIR    the data folder (default: POLLWARDEN_DATA, else ./pollwarden-data)
  --json        for machines

Example:
  pollwarden lake compact`;

export const command: Command = {
  path: ['lake', 'compact'],
  summary: 'Merge small segments of the lake',
  help,
  run: async (args) => {
    const { flags, positionals } = parseFlags(args, { data: 'text', json: 'switch' });
    if (positionals.length > 0) throw usageError(`lake compact takes no file, and got "${positionals[0]}"`);
    const writer = await openLakeWriter(dataFolder(flags.data), { mustExist: true });
    try {
      const { segmentsBefore, segmentsAfter, bytesBefore, bytesAfter } = await writer.compact();
      const done = { segmentsBefore, segmentsAfter, bytesBefore, bytesAfter };
      process.stdout.write(
        flags.json === true
          ? `${JSON.stringify(done)}\n`
          : `${counted(segmentsBefore, 'segment is', 'segments are')} now ${formatCount(segmentsAfter)}, ` +
              `${formatCount(bytesBefore / 1000)} kB are now ${formatCount(bytesAfter / 1000)} kB\n`,
      );
      return 0;
    } finally {
      await writer.close();
    }
  },
};
