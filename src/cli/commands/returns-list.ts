// pollwarden returns list: units with their states, by the query of the console.
import { readLedger } from '../../ledger/ledger.ts';
import { problemText } from '../../kernel/query-problem-text.ts';
import { parseQuery } from '../../kernel/query.ts';
import { unitKeys } from '../../results/reconcile/query-keys.ts';
import { unitStates } from '../../results/reconcile/states.ts';
import { type ListedUnit, listUnits } from '../../results/store/unit-list.ts';
import { numberFlag, parseFlags, usageError } from '../args.ts';
import type { Command } from '../command.ts';
import { listText } from '../list-text.ts';
import { printable } from '../printable.ts';
import { electionFlag, electionFlags, spaceFolder } from '../results-folder.ts';
import { formatCount } from '../table.ts';
import { utcMinute } from '../utc.ts';

const help = `Usage: pollwarden returns list [QUERY] --election ID [--state S] [--area A] [--centre C] [--late]
                              [--sort=KEY] [--limit N] [--cursor C] [--data DIR] [--json]

Lists the units of an election with their states. The query is that of the console and the API
(docs/queries.md); the flags are its most used keys.

Options:
  --election ID  the election
  --state S      ${unitStates.join(', ')}; several with commas
  --area A       id or name of an area, with all below it
  --centre C     id of a count centre
  --late         awaited though most of their peers have arrived
  --sort=KEY     unit, name, area, votes, last, changed; "-" before it for descending (default: what waits for a person first)
  --limit N      units at most, 1 to 500 (default 50)
  --cursor C     go on where a page ended
  --data DIR     the data folder (default: POLLWARDEN_DATA, else ./pollwarden-data)
  --json         for machines

Keys: ${unitKeys.map(({ key }) => key).join(', ')}

Examples:
  pollwarden returns list --election demo --state conflicting --sort=-votes
  pollwarden returns list 'missing:backup area:"North"' --election demo --json`;

type Filters = { readonly state?: string; readonly area?: string; readonly centre?: string; readonly late?: boolean };

const quoted = (text: string): string => `"${text.replaceAll(/["\\]/g, (c) => `\\${c}`)}"`;

/** The flags as terms of the query, before what was typed. */
function queryOf(typed: readonly string[], { state, area, centre, late }: Filters): string {
  const terms = [
    ...(state === undefined ? [] : [`state:${state}`]),
    ...(area === undefined ? [] : [`area:${quoted(area)}`]),
    ...(centre === undefined ? [] : [`centre:${quoted(centre)}`]),
    ...(late === true ? ['late:yes'] : []),
  ];
  return [...terms, ...typed].join(' ');
}

const rowOf = ({ unit, name, area, state, late, channels, votesDiffering, lastAt, sentence }: ListedUnit): string[] => [
  printable(unit),
  printable(name, 40),
  printable(area, 24),
  late ? `${state}, late` : state,
  channels.join(' '),
  votesDiffering === 0 ? '' : formatCount(votesDiffering),
  lastAt === undefined ? '' : utcMinute(lastAt),
  printable(sentence, 100),
];

export const command: Command = {
  path: ['returns', 'list'],
  summary: 'Units with their states',
  help,
  run: async (args) => {
    const { flags, positionals } = parseFlags(args, {
      ...electionFlags,
      state: 'text',
      area: 'text',
      centre: 'text',
      late: 'switch',
      sort: 'text',
      limit: 'text',
      cursor: 'text',
    });
    const election = electionFlag(flags, 'returns list');
    const q = queryOf(positionals, flags);
    const [problem] = parseQuery(q, unitKeys).problems;
    if (problem !== undefined) throw usageError(`query, ${problemText(problem)}`);
    const limit = numberFlag('--limit', flags.limit ?? '50', { least: 1, most: 500, integer: true });
    const ledger = readLedger(spaceFolder(flags), Date.now);
    try {
      const { sort, cursor } = flags;
      const asked = { q, limit, ...(sort === undefined ? {} : { sort }), ...(cursor === undefined ? {} : { cursor }) };
      const page = listUnits(ledger, election, asked);
      const columns = ['unit', 'name', 'area', 'state', 'channels', 'votes', 'last (UTC)', 'what differs'];
      process.stdout.write(
        flags.json === true
          ? `${JSON.stringify({ election, ...page })}\n`
          : `${listText(
              'units',
              { ...page, atLeast: false },
              columns.map((title) => ({ title, align: title === 'votes' ? ('right' as const) : ('left' as const) })),
              page.items.map(rowOf),
            )}\n`,
      );
      return 0;
    } finally {
      ledger.close();
    }
  },
};
