// pollwarden election channels: what the channels of results depend on, and what falls together.
import { openLedger, readLedger } from '../../ledger/ledger.ts';
import { czechNight } from '../../results/independence/czech-2017.ts';
import { fallSentence, fallsTogether } from '../../results/independence/independence.ts';
import { readChannelSheet } from '../../results/independence/read-sheet.ts';
import { channelSheet, type ChannelSheet, saveChannelSheet } from '../../results/store/channel-sheets.ts';
import { parseFlags, usageError } from '../args.ts';
import type { Command } from '../command.ts';
import { printable } from '../printable.ts';
import { readJsonFile } from '../read-json.ts';
import { byFlag, electionFlag, electionFlags, spaceFolder } from '../results-folder.ts';
import { formatTable } from '../table.ts';

const help = `Usage: pollwarden election channels [FILE.json] --election ID [--by NAME] [--example] [--data DIR] [--json]

Shows what each channel of results depends on (provider, network, DNS, certificate authority, power,
people, administrators, site) and what falls together with what. With a file, keeps it as the new
sheet (docs/channels.md). Persons enter what they know; nothing is measured. Exit 1 where one
failure takes an official and a back-up channel, or a channel has no entry.

Options:
  --election ID  the election
  --by NAME      who enters the file
  --example      the Czech night of 2017 instead
  --data DIR     the data folder (default: POLLWARDEN_DATA, else ./pollwarden-data)
  --json         for machines

Example:
  pollwarden election channels channels.json --election demo --by "N. Engineer"`;

function linesOf({ channels }: Pick<ChannelSheet, 'channels'>): readonly string[] {
  if (channels.length === 0) return ['Nothing was entered yet: nobody can say what falls together.'];
  const falls = fallsTogether(channels);
  const telling = falls.single.filter((fall) => fall.channels.length > 1);
  return [
    ...formatTable(
      [{ title: 'CHANNEL' }, { title: 'ROLE' }, { title: 'DEPENDS ON' }],
      channels.map(({ name, role, dependencies }) => [
        printable(name, 40),
        role,
        printable(dependencies.map(({ kind, value }) => `${kind} ${value}`).join('; '), 300),
      ]),
    ),
    '',
    ...(telling.length === 0 ? ['No single failure that was entered takes two channels.'] : []),
    ...telling.map((fall) => printable(fallSentence(fall, channels), 400)),
    ...(falls.score === undefined ? [] : [`Failures that take all channels down: ${falls.score} at least.`]),
    ...(falls.unknown.length === 0 ? [] : [`Nothing is known of: ${falls.unknown.join(', ')}.`]),
  ];
}

export const command: Command = {
  path: ['election', 'channels'],
  summary: 'What the channels depend on, and what falls together',
  help,
  run: async (args) => {
    const { flags, positionals } = parseFlags(args, { ...electionFlags, by: 'text', example: 'switch' });
    if (positionals.length > 1) throw usageError('election channels takes one file');
    if (flags.example === true) {
      const falls = fallsTogether(czechNight);
      const text =
        flags.json === true
          ? JSON.stringify({ channels: czechNight, falls })
          : linesOf({ channels: czechNight }).join('\n');
      process.stdout.write(`${text}\n`);
      return 0;
    }
    const election = electionFlag(flags, 'election channels');
    const [file] = positionals;
    const channels = file === undefined ? undefined : readChannelSheet(readJsonFile(file));
    const ledger =
      channels === undefined ? readLedger(spaceFolder(flags), Date.now) : openLedger(spaceFolder(flags), Date.now);
    try {
      const before = channelSheet(ledger, election);
      const sheet =
        channels === undefined
          ? before
          : saveChannelSheet(
              ledger,
              election,
              { channels, expected: before.version },
              byFlag(flags.by, 'election channels'),
            );
      const falls = fallsTogether(sheet.channels);
      process.stdout.write(
        flags.json === true ? `${JSON.stringify({ election, ...sheet, falls })}\n` : `${linesOf(sheet).join('\n')}\n`,
      );
      return falls.shared.length > 0 || falls.unknown.length > 0 || sheet.channels.length === 0 ? 1 : 0;
    } finally {
      ledger.close();
    }
  },
};
