// pollwarden release preview: what would go out, to whom, and what is withheld.
import { PollwardenError } from '../../kernel/errors.ts';
import { readLedger } from '../../ledger/ledger.ts';
import { electionOf } from '../../results/store/elections.ts';
import { type ReleasePreview, releasePreview } from '../../results/store/release-view.ts';
import { parseFlags, usageError } from '../args.ts';
import type { Command } from '../command.ts';
import { printable } from '../printable.ts';
import { electionFlag, electionFlags, spaceFolder } from '../results-folder.ts';
import { formatCount, formatTable } from '../table.ts';

const help = `Usage: pollwarden release preview --election ID [--data DIR] [--json]

What would go out by the newest policy if nothing held all of it back: how many records of how many
units, who receives them, what is left out, which units are withheld and why. Changes nothing.

Options:
  --election ID  the election
  --data DIR     the data folder (default: POLLWARDEN_DATA, else ./pollwarden-data)
  --json         for machines

Example:
  pollwarden release preview --election demo`;

function lines({ flowing, reasons, inDoubt, receivers, removed }: ReleasePreview): readonly string[] {
  const units = flowing.reduce((sum, { members }) => sum + members.length, 0);
  return [
    `${formatCount(flowing.length)} records of ${formatCount(units)} units would go out`,
    ...receivers.map((one) => `  to: ${printable(one, 300)}`),
    ...removed.map((one) => `  without: ${printable(one, 300)}`),
    ...(inDoubt === 0 ? [] : [`  ${formatCount(inDoubt)} released units are in conflict by now`]),
    '',
    ...formatTable(
      [{ title: 'NOT NOW' }, { title: 'UNITS', align: 'right' }],
      reasons.map(({ reason, units: count }) => [reason, formatCount(count)]),
    ),
  ];
}

export const command: Command = {
  path: ['release', 'preview'],
  summary: 'What would go out now, and what is withheld',
  help,
  run: async (args) => {
    const { flags, positionals } = parseFlags(args, electionFlags);
    if (positionals.length > 0) throw usageError(`release preview takes no file, and got "${positionals[0]}"`);
    const election = electionFlag(flags, 'release preview');
    const ledger = readLedger(spaceFolder(flags), Date.now);
    try {
      electionOf(ledger, election);
      const preview = releasePreview(ledger, election);
      if (preview === undefined) throw new PollwardenError('CONFLICT', `${election} has no release policy yet`);
      process.stdout.write(
        flags.json === true ? `${JSON.stringify({ election, ...preview })}\n` : `${lines(preview).join('\n')}\n`,
      );
      return 0;
    } finally {
      ledger.close();
    }
  },
};
