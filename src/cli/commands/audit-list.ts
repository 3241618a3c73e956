// pollwarden audit list: the newest entries of the audit trail that match, as a table.
import { personNames } from '../../accounts/people.ts';
import type { AuditRow } from '../../ledger/audit/chain.ts';
import { type AuditEntryView, auditEntryView, auditList } from '../../ledger/audit/list.ts';
import { readLedger } from '../../ledger/ledger.ts';
import { listRows } from '../../ledger/list.ts';
import { dataFolder, numberFlag, parseFlags, usageError } from '../args.ts';
import type { Command } from '../command.ts';
import { listText } from '../list-text.ts';
import { printable } from '../printable.ts';
import { formatCount } from '../table.ts';
import { utcSecond } from '../utc.ts';

const help = `Usage: pollwarden audit list [QUERY] [--limit N] [--data DIR] [--json]

Shows the newest entries of the audit trail, all or those that match. Works beside a running server.

Options:
  --limit N     entries at most (default 50, up to 1000)
  --data DIR    the data folder (default: POLLWARDEN_DATA, else ./pollwarden-data)
  --json        one JSON object with the entries

Query: event:session. by:person about:finding person:NAME subject:ID network:203.0.113.0/24 time:<7d

Examples:
  pollwarden audit list 'event:session.refused time:<2d'
  pollwarden audit list 'person:Ada about:person' --json`;

const detailsText = ({ details }: AuditEntryView): string =>
  Object.entries(details)
    .map(([key, value]) => `${key} ${Array.isArray(value) ? value.join(', ') : String(value)}`)
    .join('; ');

export const command: Command = {
  path: ['audit', 'list'],
  summary: 'The newest entries of the audit trail',
  help,
  run: async (args) => {
    const { flags, positionals } = parseFlags(args, { data: 'text', limit: 'text', json: 'switch' });
    if (positionals.length > 1) throw usageError('audit list takes one query; put it in quotes');
    const limit = numberFlag('--limit', flags.limit ?? '50', { least: 1, most: 1000, integer: true });
    const ledger = readLedger(dataFolder(flags.data), Date.now);
    try {
      const found = listRows(ledger, auditList, { q: positionals[0] ?? '', limit }, { now: Date.now() });
      const entries = (found.rows as readonly unknown[] as readonly AuditRow[]).map(auditEntryView);
      const { matching, atLeast, all } = found;
      const counts = { matching, atLeast, all };
      if (flags.json === true) {
        process.stdout.write(`${JSON.stringify({ items: entries, ...counts })}\n`);
        return 0;
      }
      const names = personNames(
        ledger,
        entries.flatMap(({ actor, subject }) => [actor.id, subject?.id ?? '']),
      );
      const named = (id: string): string => printable(names.get(id) ?? id, 40);
      const rows = entries.map((entry) => [
        formatCount(entry.sequence),
        utcSecond(entry.time),
        entry.event,
        entry.actor.kind === 'operator' ? 'operator' : named(entry.actor.id),
        entry.subject === undefined ? '' : named(entry.subject.id),
        printable(detailsText(entry), 80),
      ]);
      const columns = ['time', 'event', 'by', 'about', 'details'].map((title) => ({ title }));
      const page = listText('entries', counts, [{ title: 'entry', align: 'right' }, ...columns], rows);
      process.stdout.write(`${page}\n`);
      return 0;
    } finally {
      ledger.close();
    }
  },
};
