// pollwarden bulletin words: prints the sixteen words of an election again, from its log.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openingIn } from '../../bulletin/log/opening.ts';
import { logFolder } from '../../bulletin/log/place.ts';
import { witnessesInWords } from '../../bulletin/log/poster.ts';
import { fingerprintWords } from '../../bulletin/words/words.ts';
import { PollwardenError } from '../../kernel/errors.ts';
import { openKeeper } from '../../tlog/files/keeper.ts';
import { parseFlags, usageError } from '../args.ts';
import type { Command } from '../command.ts';
import { printable } from '../printable.ts';
import { electionFlag, electionFlags, spaceFolder } from '../results-folder.ts';
import { wordLines } from '../word-lines.ts';

const help = `Usage: pollwarden bulletin words --election ID [--data DIR] [--json]

Prints the sixteen words of an election again, from the first entry of its log, with what they fix.
They never change.

Options:
  --election ID  the election
  --data DIR     the data folder (default: POLLWARDEN_DATA, else ./pollwarden-data)
  --json         for machines

Example:
  pollwarden bulletin words --election demo`;

export const command: Command = {
  path: ['bulletin', 'words'],
  summary: 'Print an election’s sixteen words again',
  help,
  run: async (args) => {
    const { flags, positionals } = parseFlags(args, electionFlags);
    if (positionals.length > 0) throw usageError(`bulletin words takes no file, and got "${positionals[0]}"`);
    const election = electionFlag(flags, 'bulletin words');
    // An id names a folder only where there is one.
    const folder = logFolder(spaceFolder(flags), election);
    const known = /^[a-z0-9-]{1,64}$/.test(election) && existsSync(join(folder, 'key.json'));
    const keeper = known ? openKeeper(folder) : undefined;
    try {
      const opening = keeper === undefined ? undefined : await openingIn(keeper);
      if (opening === undefined)
        throw new PollwardenError('NOT_FOUND', `no log of "${election}" is fixed here: pollwarden bulletin fix`);
      const { entry, sha256 } = opening;
      const words = fingerprintWords(sha256);
      const lines = [
        `${printable(entry.name)}, polling on ${printable(entry.day)}, fixed ${printable(entry.fixedAt)}`,
        ...wordLines(words),
        `  definition ${printable(entry.definition)}`,
        `  log ${printable(entry.log)}`,
        ...witnessesInWords(entry).map((text) => `  ${printable(text, 300)}`),
      ];
      process.stdout.write(
        flags.json === true ? `${JSON.stringify({ election, words, opening: entry })}\n` : `${lines.join('\n')}\n`,
      );
      return 0;
    } finally {
      keeper?.close();
    }
  },
};
