// pollwarden bulletin notice-show: what a signed notice of attack says, and whether the log of a copy signed it.
import { openingOf, readNoticeFile, refuseUnsigned } from '../../bulletin/site/notice.ts';
import { isInForce } from '../../bulletin/model/notice.ts';
import { parseFlags, usageError } from '../args.ts';
import type { Command } from '../command.ts';
import { printable } from '../printable.ts';
import { readBytesFile } from '../read-json.ts';

const help = `Usage: pollwarden bulletin notice-show FILE [--site DIR] [--data DIR] [--json]

Prints what a notice says in every language, and from when until when it may be shown. With --site it
checks that the log of that copy of the bulletin signed it. Exit 1 where it may not be shown now.

Options:
  --site DIR  a copy of the bulletin; without it no signature is checked
  --data DIR  is not needed: neither ledger nor log is read
  --json      for machines

Example:
  pollwarden bulletin notice-show notice.txt --site public`;

const mostBytes = 1_048_576;

export const command: Command = {
  path: ['bulletin', 'notice-show'],
  summary: 'What a notice of attack says, and who signed it',
  help,
  run: async (args) => {
    const { flags, positionals } = parseFlags(args, { site: 'text', data: 'text', json: 'switch' });
    if (positionals.length !== 1) throw usageError('bulletin notice-show takes one file');
    const { note, notice } = readNoticeFile(positionals[0], readBytesFile(positionals[0], mostBytes));
    if (flags.site !== undefined) await refuseUnsigned(note, (await openingOf(flags.site)).key);
    const shown = isInForce(notice, Date.now());
    const lines = [
      `A notice for ${printable(notice.election)}, from ${notice.from} until ${notice.until}${shown ? '' : ': not now'}`,
      ...Object.entries(notice.texts).map(([code, text]) => `  ${code}: ${printable(text, 2000)}`),
      ...notice.channels.map((channel) => `  use ${printable(channel, 300)}`),
      flags.site === undefined
        ? '  its signature was not checked (--site)'
        : `  signed by the log ${printable(notice.log)}`,
    ];
    process.stdout.write(
      flags.json === true
        ? `${JSON.stringify({ ...notice, inForce: shown, checked: flags.site !== undefined })}\n`
        : `${lines.join('\n')}\n`,
    );
    return shown ? 0 : 1;
  },
};
