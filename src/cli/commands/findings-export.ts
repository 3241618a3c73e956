// pollwarden findings export: findings that match a query, or one with its evidence, on standard output. It is written
// to the audit trail first, and so needs the ledger for itself.
import { exportFinding, exportFindings, type FindingFormat } from '../../findings/export.ts';
import { findingKeys } from '../../findings/query-keys.ts';
import { problemText } from '../../kernel/query-problem-text.ts';
import { parseQuery } from '../../kernel/query.ts';
import { type Ledger, openLedger } from '../../ledger/ledger.ts';
import { isDemonstration } from '../../operations/spaces.ts';
import { choiceFlag, parseFlags, usageError } from '../args.ts';
import type { Command } from '../command.ts';
import { findingsFolder } from '../findings-folder.ts';

const help = `Usage: pollwarden findings export [QUERY] [--format csv|jsonl] [--sort=KEY]
       pollwarden findings export --id ID [--format json|edges-csv|graphml]
                                  [--demonstration] [--data DIR]

Writes findings to standard output: all that match (csv, jsonl; at most 100,000), or one
with its evidence (json), its edges (edges-csv) or its network (graphml). Each export is
recorded in the audit trail; while a server runs, export from its console.
Cells that a spreadsheet would run as a formula begin with an apostrophe.

Options:
  --id ID          one finding
  --format F       csv (default) or jsonl; with --id json (default), edges-csv or graphml
  --sort=KEY       as in findings list
  --demonstration  of the demonstration space; the export says so
  --data DIR       the data folder (default: POLLWARDEN_DATA, else ./pollwarden-data)

Example:
  pollwarden findings export 'state:confirmed seen:>=2026-06-01' > confirmed.csv`;

const listFormats = ['csv', 'jsonl'] as const;
const findingFormats = ['json', 'edges-csv', 'graphml'] as const satisfies readonly FindingFormat[];

type Flags = {
  readonly id?: string;
  readonly format?: string;
  readonly sort?: string;
  readonly demonstration?: boolean;
};

async function partsOf(ledger: Ledger, flags: Flags, q: string): Promise<readonly string[]> {
  // Also where --data names the folder of the demonstration itself.
  const demonstration = flags.demonstration === true || isDemonstration(findingsFolder(flags));
  const options = { by: { actor: { kind: 'operator' } as const }, demonstration };
  if (flags.id !== undefined) {
    const format = choiceFlag('--format', flags.format ?? 'json', findingFormats);
    return [exportFinding(ledger, flags.id, format, options)];
  }
  const format = choiceFlag('--format', flags.format ?? 'csv', listFormats);
  const sort = flags.sort === undefined ? {} : { sort: flags.sort };
  return exportFindings(ledger, { q, ...sort, format, context: { now: Date.now() } }, options);
}

export const command: Command = {
  path: ['findings', 'export'],
  summary: 'Write findings as CSV, JSON lines, or one as a network',
  help,
  run: async (args) => {
    const { flags, positionals } = parseFlags(args, {
      data: 'text',
      id: 'text',
      format: 'text',
      sort: 'text',
      demonstration: 'switch',
    });
    const q = positionals.join(' ');
    if (flags.id !== undefined && q !== '') throw usageError('findings export takes a query or --id, not both');
    const [problem] = parseQuery(q, findingKeys).problems;
    if (problem !== undefined) throw usageError(`query, ${problemText(problem)}`);
    const ledger = openLedger(findingsFolder(flags), Date.now);
    try {
      for (const part of await partsOf(ledger, flags, q)) {
        if (!process.stdout.write(part)) await new Promise((resolve) => process.stdout.once('drain', resolve));
      }
      return 0;
    } finally {
      ledger.close();
    }
  },
};
