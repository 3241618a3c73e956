// pollwarden tlog append: entries into a transparency log; each is told when it is on the disk.
import { once } from 'node:events';
import { appendEntries, type Appended } from '../../tlog/files/append.ts';
import { openKeeper } from '../../tlog/files/keeper.ts';
import { extentOf } from '../../tlog/files/state.ts';
import { parseFlags, usageError } from '../args.ts';
import type { Command } from '../command.ts';
import { counted } from '../counted.ts';
import { entriesFrom, inBatches, type NamedEntry, totalBytes } from '../entries.ts';
import { printable } from '../printable.ts';
import { createProgress } from '../progress.ts';

const help = `Usage: pollwarden tlog append DIR FILE... [--lines] [--json]

Adds entries to a transparency log. Each line of the answer is an entry that is on the disk: what is told stays.
The same entry again, after a broken connection or a crash, has the place it had and counts once.
Readers see entries after the next pollwarden tlog checkpoint.

Options:
  --lines  each line of a file is an entry (empty lines are none); else each file is one
  --json   one JSON object a line and entry: index (from 0), known, file, line

An entry has at most 65,535 bytes. - is stdin.

Examples:
  pollwarden tlog append ./log decree.txt
  pollwarden tlog append ./log --lines - < returns.jsonl`;

function answerLine({ file, line }: NamedEntry, { place, known }: Appended, json: boolean): string {
  if (json) return `${JSON.stringify({ index: place, known, file, ...(line === undefined ? {} : { line }) })}\n`;
  return `${place}\t${printable(file)}${line === undefined ? '' : `:${line}`}${known ? '\tknown' : ''}\n`;
}

export const command: Command = {
  path: ['tlog', 'append'],
  summary: 'Add entries to a transparency log',
  help,
  run: async (args) => {
    const { flags, positionals } = parseFlags(args, { lines: 'switch', json: 'switch' });
    const [folder, ...files] = positionals;
    if (files.length === 0) throw usageError('tlog append takes the folder of a log and files, or - for stdin');
    const keeper = openKeeper(folder);
    const progress = createProgress();
    const total = totalBytes(files);
    let [added, known, taken] = [0, 0, 0];
    try {
      for await (const batch of inBatches(entriesFrom(files, flags.lines === true))) {
        const answers = appendEntries(
          keeper.state,
          keeper.hasher,
          batch.map(({ bytes }) => bytes),
        );
        const again = answers.filter((answer) => answer.known).length;
        [added, known] = [added + answers.length - again, known + again];
        const text = answers.map((answer, i) => answerLine(batch[i], answer, flags.json === true)).join('');
        if (!process.stdout.write(text)) await once(process.stdout, 'drain');
        taken += batch.reduce((sum, { bytes }) => sum + bytes.length, 0);
        progress.step('entries', total === undefined ? undefined : taken / total);
      }
      progress.end();
      const { size } = extentOf(keeper.state);
      process.stderr.write(
        `${counted(added, 'entry', 'entries')} added, ${known} known already; the log holds ${counted(size, 'entry', 'entries')}\n`,
      );
      return 0;
    } finally {
      progress.end();
      keeper.close();
    }
  },
};
