// pollwarden election check: whether files of an election can be read, one by one, before anything is imported.
import { type Inspected, inspectFile } from '../../results/formats/inspect.ts';
import { PollwardenError } from '../../kernel/errors.ts';
import { parseFlags, usageError } from '../args.ts';
import type { Command } from '../command.ts';
import { counted } from '../counted.ts';
import { inputFiles } from '../input-files.ts';
import { packFlag } from '../pack-flag.ts';
import { printable } from '../printable.ts';

const help = `Usage: pollwarden election check DIR|FILE… --pack P [--json]

Reads each file by itself and says what it is, or why it is refused: its reason and line. Nothing
is kept. That files agree with each other is looked at when they are imported together.

Options:
  --pack P  eml-nl or nist-cdf
  --json    for machines

Exit status 1 where a file is refused.

Example:
  pollwarden election check from-municipality/ --pack eml-nl`;

function lineOf(one: Inspected): string {
  const file = printable(one.file, 300);
  if (!one.read) {
    const place = one.line === undefined ? file : `${file}:${one.line}`;
    return `refused  ${place}: ${one.code} ${printable(one.detail, 500)}`;
  }
  const warnings = one.warnings.map((warning) => `\n         warning: ${printable(warning, 300)}`).join('');
  return `read     ${file}: ${one.kind}, ${printable(one.election, 100)}, ${one.day}${warnings}`;
}

export const command: Command = {
  path: ['election', 'check'],
  summary: 'Whether election files can be read, and why not',
  help,
  run: async (args) => {
    const { flags, positionals } = parseFlags(args, { pack: 'text', json: 'switch' });
    if (positionals.length === 0) throw usageError('election check needs a folder or files');
    const pack = packFlag(flags.pack, 'election check');
    const files = inputFiles(positionals).map((file) => inspectFile(file, pack));
    if (files.length === 0) throw new PollwardenError('VALUE_MISSING', 'no file is there to check');
    const refused = files.filter(({ read }) => !read).length;
    process.stdout.write(
      flags.json === true
        ? `${JSON.stringify({ read: files.length - refused, refused, files })}\n`
        : `${files.map(lineOf).join('\n')}\n${counted(files.length, 'file')}, ${refused} refused\n`,
    );
    return refused > 0 ? 1 : 0;
  },
};
