// pollwarden alerts list: who was told of which finding, and who takes care; works beside a running server.
import { personNames } from '../../accounts/people.ts';
import { listAlerts, type ListedAlert } from '../../alerts/list.ts';
import { alertKeys } from '../../alerts/query-keys.ts';
import { problemText } from '../../kernel/query-problem-text.ts';
import { parseQuery } from '../../kernel/query.ts';
import { readLedger } from '../../ledger/ledger.ts';
import { numberFlag, parseFlags, usageError } from '../args.ts';
import type { Command } from '../command.ts';
import { findingsFolder } from '../findings-folder.ts';
import { listText, type Page } from '../list-text.ts';
import { printable } from '../printable.ts';
import { utcMinute } from '../utc.ts';

const help = `Usage: pollwarden alerts list [QUERY] [--sort KEY] [--limit N] [--cursor C]
                              [--demonstration] [--data DIR] [--json]

Lists alerts, the latest first: who was told of which finding, over which ways, and
whether somebody acknowledged. The query is that of the console (docs/queries.md).
Ends with 1 where a message was given up or nobody acknowledged an escalation.

Options:
  --sort KEY       created, updated, severity; "-" before it for descending (default -created)
  --limit N        alerts at most, 1 to 200 (default 50)
  --cursor C       go on where a page ended
  --demonstration  of the demonstration space
  --data DIR       the data folder (default: POLLWARDEN_DATA, else ./pollwarden-data)
  --json           for machines

Keys: ${alertKeys.map(({ key }) => key).join(', ')}

Examples:
  pollwarden alerts list state:open
  pollwarden alerts list delivery:givenUp 'created:<2d'`;

const needsAttention = ({ deliveries, escalation }: ListedAlert): boolean =>
  deliveries.some(({ state }) => state === 'givenUp') || escalation?.state === 'exhausted';

/** Without the payload and the identifiers of mails, which say nothing more. */
const forMachines = ({ alert, deliveries, escalation }: ListedAlert): unknown => ({
  ...alert,
  reasons: JSON.parse(alert.reasons) as unknown,
  deliveries: deliveries.map(({ id, channel, kind, state, attempts, problem, sent_at, next_at }) => ({
    id,
    channel,
    kind,
    state,
    attempts,
    problem,
    sent_at,
    next_at,
  })),
  escalation: escalation ?? null,
});

export const command: Command = {
  path: ['alerts', 'list'],
  summary: 'Alerts: who was told of which finding, and who takes care',
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
    const [problem] = parseQuery(q, alertKeys).problems;
    if (problem !== undefined) throw usageError(`query, ${problemText(problem)}`);
    const limit = numberFlag('--limit', flags.limit ?? '50', { least: 1, most: 200 });
    const ledger = readLedger(findingsFolder(flags), Date.now);
    try {
      const { sort, cursor } = flags;
      const { items, ...page } = listAlerts(ledger, { q, limit, sort, cursor }, { now: Date.now() });
      const names = personNames(
        ledger,
        items.map(({ alert }) => alert.person_id),
      );
      process.stdout.write(
        flags.json === true
          ? `${JSON.stringify({ ...page, items: items.map(forMachines) })}\n`
          : `${table(items, names, page)}\n`,
      );
      return items.some(needsAttention) ? 1 : 0;
    } finally {
      ledger.close();
    }
  },
};

function table(items: readonly ListedAlert[], names: ReadonlyMap<string, string>, page: Page): string {
  const columns = ['id', 'made (UTC)', 'severity', 'state', 'told', 'messages', 'finding'].map((title) => ({ title }));
  const rows = items.map(({ alert, deliveries }) => [
    alert.id,
    utcMinute(alert.created_at),
    alert.severity,
    alert.state,
    printable(names.get(alert.person_id) ?? alert.person_id, 30),
    deliveries.map(({ channel, state }) => `${channel} ${state}`).join(', '),
    printable(alert.title, 80),
  ]);
  return listText('alerts', page, columns, rows);
}
