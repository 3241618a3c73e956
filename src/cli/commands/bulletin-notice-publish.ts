// pollwarden bulletin notice-publish: shows a notice of attack in a copy of the bulletin, without ledger and log at hand.
import { publishNotice, readNoticeFile } from '../../bulletin/site/notice.ts';
import { fingerprintWords } from '../../bulletin/words/words.ts';
import { parseFlags, usageError } from '../args.ts';
import type { Command } from '../command.ts';
import { printable } from '../printable.ts';
import { readBytesFile } from '../read-json.ts';
import { wordLines } from '../word-lines.ts';

const help = `Usage: pollwarden bulletin notice-publish FILE --out DIR [--data DIR] [--json]

Puts a notice that was prepared beforehand into the pointer and on the front pages of a copy of the
bulletin. Any copy will do; neither headquarters nor its key is needed. Only a notice that the log of
this copy signed is taken: compare the sixteen words that are printed with the published ones.

Options:
  --out DIR   the folder of the bulletin
  --data DIR  is not needed: neither ledger nor log is read
  --json      for machines

Example:
  pollwarden bulletin notice-publish notice.txt --out public`;

const mostBytes = 1_048_576;

export const command: Command = {
  path: ['bulletin', 'notice-publish'],
  summary: 'Show a notice of attack in a copy of the bulletin',
  help,
  run: async (args) => {
    const { flags, positionals } = parseFlags(args, { out: 'text', data: 'text', json: 'switch' });
    const { out } = flags;
    if (positionals.length !== 1 || out === undefined)
      throw usageError('bulletin notice-publish takes one file, and --out DIR');
    const { note, notice } = readNoticeFile(positionals[0], readBytesFile(positionals[0], mostBytes));
    const { fingerprint } = await publishNotice(out, note, notice, Date.now());
    const words = fingerprintWords(fingerprint);
    process.stdout.write(
      flags.json === true
        ? `${JSON.stringify({ out, election: notice.election, until: notice.until, words: words.map(({ word }) => word) })}\n`
        : `The notice is shown in ${printable(out, 300)} until ${notice.until}. The log of this copy has the words:\n${wordLines(words).join('\n')}\n`,
    );
    return 0;
  },
};
