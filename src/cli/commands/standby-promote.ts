// pollwarden standby promote: the standby takes over.
import { endOldAccess } from '../../accounts/after-restore.ts';
import { promote } from '../../operations/standby/promote.ts';
import { dataFolder, parseFlags, usageError } from '../args.ts';
import type { Command } from '../command.ts';
import { printable } from '../printable.ts';
import { createProgress } from '../progress.ts';
import { formatSeconds } from '../sizes.ts';

const help = `Usage: pollwarden standby promote --from DIR --yes [--data DIR] [--json]

Makes a data folder of the newest round in DIR that is whole: every digest is compared, and a round that is still being
copied is passed over. Writes DIR/promoted.json, at which "standby send" ends. Then start the server on the new folder
and point the proxy to it. Everybody signs in again.

Before: make sure that the former server is stopped for good. Two nodes that both take themselves for the one would
both acknowledge changes, and nothing can merge them.

Options:
  --from DIR    the folder that "standby send" fills
  --yes         confirms that the former server is stopped
  --data DIR    the new data folder, empty (default: POLLWARDEN_DATA, else ./pollwarden-data)
  --json        for machines

Example:
  pollwarden standby promote --from /mnt/standby --data /var/lib/pollwarden --yes`;

export const command: Command = {
  path: ['standby', 'promote'],
  summary: 'Let a standby take over',
  help,
  run: async (args) => {
    const { flags, positionals } = parseFlags(args, { from: 'text', yes: 'switch', data: 'text', json: 'switch' });
    if (positionals.length > 0) throw usageError(`standby promote takes no file, and got "${positionals[0]}"`);
    if (flags.from === undefined) throw usageError('standby promote needs --from DIR');
    if (flags.yes !== true) throw usageError('stop the former server for good, then add --yes');
    const folder = dataFolder(flags.data);
    const progress = createProgress(process.stderr, { quiet: flags.json === true });
    const began = performance.now();
    try {
      const promoted = promote({
        from: flags.from,
        dataFolder: folder,
        now: Date.now,
        endOldAccess,
        onStep: progress.step,
      });
      progress.end();
      const seconds = (performance.now() - began) / 1000;
      const age = (Date.now() - promoted.stateOf) / 1000;
      const text = [
        `Promoted in ${formatSeconds(seconds)}: ${printable(folder)} holds the state of ${new Date(promoted.stateOf).toISOString()}, ${formatSeconds(age)} ago`,
        ...(promoted.passedOver === 0 ? [] : [`Attention: ${promoted.passedOver} newer rounds are not whole`]),
        `Next: pollwarden start --data ${printable(folder)}`,
      ].join('\n');
      process.stdout.write(`${flags.json === true ? JSON.stringify({ ...promoted, seconds }) : text}\n`);
      return promoted.passedOver === 0 ? 0 : 1;
    } finally {
      progress.end();
    }
  },
};
