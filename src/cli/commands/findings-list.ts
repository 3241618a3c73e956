// pollwarden findings list: findings that match a query, as a table or JSON; works beside a running server.
import { listFindings } from '../../findings/read.ts';
import { problemText } from '../../kernel/query-problem-text.ts';
import { parseQuery } from '../../kernel/query.ts';
import { findingKeys, findingSorts } from '../../findings/query-keys.ts';
import { readLedger } from '../../ledger/ledger.ts';
import { numberFlag, parseFlags, usageError } from '../args.ts';
import type { Command } from '../command.ts';
import { findingsFolder } from '../findings-folder.ts';
import { listText } from '../list-text.ts';
import { printable } from '../printable.ts';
import { utcMinute } from '../utc.ts';

const help = `Usage: pollwarden findings list [QUERY] [--sort=KEY] [--limit N] [--cursor C]
                                [--demonstration] [--data DIR] [--json]

Lists findings, those seen last first. The query is that of the console and the API
(docs/queries.md): words, key:value, -key:value, key:a,b, key:>5, seen:<2h. A query that
begins with "-" stands after "--".

Options:
  --sort=KEY       ${findingSorts.slice(0, 6).join(', ')},
                   ${findingSorts.slice(6).join(', ')}; "-" before it for descending, written
                   as --sort=-accounts (default -seen)
  --limit N        findings at most, 1 to 500 (default 50)
  --cursor C       go on where a page ended
  --demonstration  of the demonstration space
  --data DIR       the data folder (default: POLLWARDEN_DATA, else ./pollwarden-data)
  --json           for machines

Keys: ${findingKeys.map(({ key }) => key).join(', ')}

Examples:
  pollwarden findings list 'state:new severity:severe,critical'
  pollwarden findings list 'seen:<2d accounts:>20 -declared:yes' --sort=-accounts
  pollwarden findings list -- '-state:dismissed'`;

export const command: Command = {
  path: ['findings', 'list'],
  summary: 'Findings that match a query',
  help,
  run: async (args) => {
    const { flags, positionals } = parseFlags(args, {
      data: 'text',
      sort: 'text',
      limit: 'text',
      cursor: 'text',
      demonstration: 'switch',
      json: 'switch',
    });
    const q = positionals.join(' ');
    const [problem] = parseQuery(q, findingKeys).problems;
    if (problem !== undefined) throw usageError(`query, ${problemText(problem)}`);
    const limit = numberFlag('--limit', flags.limit ?? '50', { least: 1, most: 500 });
    const ledger = readLedger(findingsFolder(flags), Date.now);
    try {
      const { sort, cursor } = flags;
      const asked = { q, limit, ...(sort === undefined ? {} : { sort }), ...(cursor === undefined ? {} : { cursor }) };
      const page = listFindings(ledger, asked, { now: Date.now() });
      if (flags.json === true) {
        process.stdout.write(`${JSON.stringify(page)}\n`);
        return 0;
      }
      const columns = ['id', 'seen (UTC)', 'severity', 'state', 'standing', 'title'].map((title) => ({ title }));
      const rows = page.items.map((finding) => [
        finding.id,
        utcMinute(finding.lastSeen),
        finding.severity,
        finding.state,
        finding.standing,
        printable(finding.title, 80),
      ]);
      process.stdout.write(`${listText('findings', page, columns, rows)}\n`);
      return 0;
    } finally {
      ledger.close();
    }
  },
};
