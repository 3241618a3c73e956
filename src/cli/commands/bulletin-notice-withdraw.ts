// pollwarden bulletin notice-withdraw: takes a notice of attack out of a copy of the bulletin.
import { withdrawNotice } from '../../bulletin/site/notice.ts';
import { parseFlags, usageError } from '../args.ts';
import type { Command } from '../command.ts';

const help = `Usage: pollwarden bulletin notice-withdraw --out DIR [--data DIR] [--json]

Takes the notice out of the pointer and off the front pages of a copy of the bulletin. Exit 1 where
there was none.

Options:
  --out DIR   the folder of the bulletin
  --data DIR  is not needed: neither ledger nor log is read
  --json      for machines

Example:
  pollwarden bulletin notice-withdraw --out public`;

export const command: Command = {
  path: ['bulletin', 'notice-withdraw'],
  summary: 'Take a notice of attack out of a copy of the bulletin',
  help,
  run: (args) => {
    const { flags, positionals } = parseFlags(args, { out: 'text', data: 'text', json: 'switch' });
    const { out } = flags;
    if (positionals.length > 0 || out === undefined) throw usageError('bulletin notice-withdraw takes --out DIR alone');
    const withdrawn = withdrawNotice(out);
    process.stdout.write(
      flags.json === true
        ? `${JSON.stringify({ out, withdrawn })}\n`
        : `${withdrawn ? 'The notice is no longer shown' : 'There was no notice'}\n`,
    );
    return Promise.resolve(withdrawn ? 0 : 1);
  },
};
