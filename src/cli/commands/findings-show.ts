// pollwarden findings show: one finding with its claim, what speaks against it, its members and shared objects.
import type { Evidence } from '../../findings/evidence.ts';
import type { Finding } from '../../findings/finding.ts';
import { evidenceOf, historyOf, revisionsOf } from '../../findings/read.ts';
import { readLedger } from '../../ledger/ledger.ts';
import { parseFlags, usageError } from '../args.ts';
import type { Command } from '../command.ts';
import { counted } from '../counted.ts';
import { findingsFolder } from '../findings-folder.ts';
import { printable } from '../printable.ts';
import { formatCount, formatTable } from '../table.ts';
import { utcSecond } from '../utc.ts';

const help = `Usage: pollwarden findings show ID [--demonstration] [--data DIR] [--json]

Shows one finding: what is claimed, how strong, what speaks against it, who and what.
Works beside a running server. Accounts are pseudonyms.

Options:
  --demonstration  of the demonstration space
  --data DIR       the data folder (default: POLLWARDEN_DATA, else ./pollwarden-data)
  --json           for machines, with all of the evidence

Example:
  pollwarden findings show fnd_0123456789abcdef0123456789abcdef`;

const shown = 10;
const iso = (time: number): string => `${utcSecond(time)} UTC`;

function headLines(finding: Finding, evidence: Evidence): readonly string[] {
  const { severity, state, standing, qValue, firstSeen, lastSeen, revision, technique } = finding;
  return [
    printable(finding.title, 300),
    `  ${severity}, ${state}, ${standing}${qValue === undefined ? '' : `, q-value ${Number(qValue.toPrecision(2))}`}`,
    `  seen from ${iso(firstSeen)} to ${iso(lastSeen)}, revision ${revision}`,
    `  technique DISARM ${technique.id}`,
    ...(evidence.observed === null || evidence.expected === null
      ? []
      : [
          `  meetings within ${evidence.windowSeconds} s: ${formatCount(evidence.observed)} observed, ` +
            `${formatCount(evidence.expected, 2)} expected under the null that explains most`,
        ]),
    '',
    printable(evidence.claim, 2000),
  ];
}

function tables(evidence: Evidence): readonly string[] {
  const members = evidence.members.toSorted((a, b) => b.sharesInGroup - a.sharesInGroup).slice(0, shown);
  const objects = evidence.objects.toSorted((a, b) => b.surprise - a.surprise).slice(0, shown);
  const right = (title: string) => ({ title, align: 'right' as const });
  return [
    `Members, ${members.length} of ${formatCount(evidence.members.length)}:`,
    ...formatTable(
      [{ title: 'account' }, right('shared objects'), right('firsts'), right('median lag, s')],
      members.map((m) => [
        printable(m.account, 60),
        formatCount(m.sharesInGroup),
        formatCount(m.firsts),
        formatCount(m.medianLagSeconds, 1),
      ]),
    ),
    '',
    `Shared objects, ${objects.length} of ${formatCount(evidence.objects.length)}:`,
    ...formatTable(
      [{ title: 'layer' }, right('posts'), { title: 'object' }],
      objects.map(({ layer, posts, sample, object }) => [
        layer,
        formatCount(posts.length),
        printable(sample ?? object, 90),
      ]),
    ),
  ];
}

const list = (title: string, items: readonly string[]): readonly string[] =>
  items.length === 0 ? [] : ['', title, ...items.map((item) => `  - ${printable(item, 1000)}`)];

export const command: Command = {
  path: ['findings', 'show'],
  summary: 'One finding with its evidence',
  help,
  run: async (args) => {
    const { flags, positionals } = parseFlags(args, { data: 'text', demonstration: 'switch', json: 'switch' });
    const [id] = positionals;
    if (id === undefined || positionals.length > 1) throw usageError('findings show takes the id of one finding');
    const ledger = readLedger(findingsFolder(flags), Date.now);
    try {
      const { finding, evidence } = evidenceOf(ledger, id);
      const history = historyOf(ledger, id);
      if (flags.json === true) {
        const revisions = revisionsOf(ledger, id);
        process.stdout.write(`${JSON.stringify({ finding, evidence, history, revisions })}\n`);
        return 0;
      }
      const lines = [
        ...headLines(finding, evidence),
        ...list('Severity:', evidence.severityReasons),
        ...list('What speaks against it:', evidence.counterEvidence),
        '',
        ...tables(evidence),
        ...list('What a person could do next:', evidence.nextSteps),
        '',
        `History: ${counted(history.length, 'entry', 'entries')}`,
      ];
      process.stdout.write(`${lines.join('\n')}\n`);
      return 0;
    } finally {
      ledger.close();
    }
  },
};
