// pollwarden audit export: the audit trail as CSV or JSON lines on standard output, filtered as on its page.
import { once } from 'node:events';
import { auditChunks, auditFormats, auditHead } from '../../ledger/audit/export.ts';
import { readLedger } from '../../ledger/ledger.ts';
import { isDemonstration } from '../../operations/spaces.ts';
import { choiceFlag, dataFolder, parseFlags, usageError } from '../args.ts';
import type { Command } from '../command.ts';

const help = `Usage: pollwarden audit export [QUERY] [--format csv|jsonl] [--data DIR]

Writes the entries of the audit trail to standard output, oldest first, all or those that match. Works beside a
running server. An export on the machine is not itself recorded: whoever has the file can read it anyway.
With jsonl each entry holds all that its hash covers (docs/audit-events.md), so that others can recompute it.

Options:
  --format F    csv (default) or jsonl
  --data DIR    the data folder (default: POLLWARDEN_DATA, else ./pollwarden-data)

Query: event:session. by:person about:finding person:NAME subject:ID network:203.0.113.0/24 time:<7d

Examples:
  pollwarden audit export > audit.csv
  pollwarden audit export 'event:session.refused time:<2d' --format jsonl`;

export const command: Command = {
  path: ['audit', 'export'],
  summary: 'Write the audit trail as CSV or JSON lines',
  help,
  run: async (args) => {
    const { flags, positionals } = parseFlags(args, { data: 'text', format: 'text' });
    if (positionals.length > 1) throw usageError('audit export takes one query; put it in quotes');
    const format = choiceFlag('--format', flags.format ?? 'csv', auditFormats);
    const folder = dataFolder(flags.data);
    const ledger = readLedger(folder, Date.now);
    const wanted = { format, q: positionals[0], demonstration: isDemonstration(folder) };
    try {
      for (const chunk of auditChunks(ledger, wanted)) {
        if (!process.stdout.write(chunk)) await once(process.stdout, 'drain');
      }
      const head = auditHead(ledger);
      process.stderr.write(`head: ${head?.hash ?? 'none'} (entry ${head?.sequence ?? 0})\n`);
      return 0;
    } finally {
      ledger.close();
    }
  },
};
