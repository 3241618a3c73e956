// pollwarden returns reconcile: compares the channels of every unit, keeps their states, lists what differs.
import { openLedger } from '../../ledger/ledger.ts';
import { labelOf } from '../../results/reconcile/explain.ts';
import { definitionOf } from '../../results/store/elections.ts';
import { arrivalsOfUnit } from '../../results/store/returns.ts';
import { reconcileElection, type Summary, type UnitRow, unitRows } from '../../results/store/unit-states.ts';
import { bringAllConflictsUp } from '../../server/features/returns/conflict-findings.ts';
import { numberFlag, parseFlags, usageError } from '../args.ts';
import type { Command } from '../command.ts';
import { counted } from '../counted.ts';
import { printable } from '../printable.ts';
import { createProgress } from '../progress.ts';
import { electionFlag, electionFlags, operator, spaceFolder } from '../results-folder.ts';
import { formatCount, formatTable } from '../table.ts';

const help = `Usage: pollwarden returns reconcile --election ID [--limit N] [--data DIR] [--json]

Compares what the channels say of each unit, keeps each unit's state with its history, and lists
the units whose channels differ: which figures, and what the difference looks like (digits
transposed, lists or stations swapped, rows shifted, control totals). It says nothing of causes.
States: awaited, received (on one channel), confirmed (two agree), conflicting, corrected, certified.

Each conflict opens a finding (kind returns-conflict), which closes when the conflict is settled.
Running it again changes nothing unless something arrived. Ends with 1 when units are in conflict.

Options:
  --election ID  the election
  --limit N      conflicts to list at most (default 50; with --json 1000)
  --data DIR     the data folder (default: POLLWARDEN_DATA, else ./pollwarden-data)
  --json         for machines

Example:
  pollwarden returns reconcile --election bg`;

type Conflict = {
  readonly contest: string;
  readonly unit: string;
  readonly name: string;
  readonly state: string;
  readonly kind: string;
  readonly votesDiffering: number;
  readonly sentence: string;
  readonly fields: readonly {
    readonly key: string;
    readonly label: string;
    readonly channels: Readonly<Record<string, number | null>>;
  }[];
};

function conflictsOf(
  ledger: ReturnType<typeof openLedger>,
  election: string,
  rows: readonly UnitRow[],
): readonly Conflict[] {
  const definition = definitionOf(ledger, election);
  return rows.map((row) => {
    const arrivals = arrivalsOfUnit(ledger, election, row.contest, row.unit);
    const fields = row.fields.map((key) => ({
      key,
      label: labelOf(definition, key),
      channels: Object.fromEntries(arrivals.map(({ channel, return: { counts } }) => [channel, counts[key] ?? null])),
    }));
    const { contest, unit, name, state, kind, votesDiffering, sentence } = row;
    return { contest, unit, name, state, kind, votesDiffering, sentence, fields };
  });
}

function forPeople(summary: Summary, conflicts: readonly Conflict[], all: number): string {
  const { units, states, onBoth, onOneOnly, inConflict, votesDiffering } = summary;
  const order = ['awaited', 'received', 'confirmed', 'conflicting', 'corrected', 'certified'] as const;
  const rest = units - states.awaited - onBoth - onOneOnly;
  const byDesign = rest > 0 ? `; nothing for a second channel to carry: ${formatCount(rest)}` : '';
  const lines = [
    `${counted(units, 'unit')}: ${order
      .filter((state) => states[state] > 0)
      .map((state) => `${formatCount(states[state])} ${state}`)
      .join(', ')}`,
    `On official and backup: ${formatCount(onBoth)}; on one of them only: ${formatCount(onOneOnly)}${byDesign}`,
    `Units whose votes differ: ${formatCount(inConflict)}, by ${counted(votesDiffering, 'vote')}`,
  ];
  if (all === 0) return `${lines.join('\n')}\nNo unit waits for a decision.\n`;
  const columns = [
    { title: 'unit' },
    { title: 'name' },
    { title: 'votes', align: 'right' as const },
    { title: 'what it looks like' },
  ];
  const rows = conflicts.map(({ unit, name, votesDiffering: votes, sentence }) => [
    printable(unit),
    printable(name, 40),
    formatCount(votes),
    printable(sentence, 160),
  ]);
  return `${lines.join('\n')}\n\nConflicts, ${conflicts.length} of ${all}:\n${formatTable(columns, rows).join('\n')}\n`;
}

export const command: Command = {
  path: ['returns', 'reconcile'],
  summary: 'Compare the channels of every unit',
  help,
  run: async (args) => {
    const { flags, positionals } = parseFlags(args, { ...electionFlags, limit: 'text' });
    if (positionals.length > 0) throw usageError(`returns reconcile takes no file, and got "${positionals[0]}"`);
    const election = electionFlag(flags, 'returns reconcile');
    const standard = flags.json === true ? '1000' : '50';
    const limit = numberFlag('--limit', flags.limit ?? standard, { least: 0, most: 100_000, integer: true });
    const progress = createProgress(process.stderr, { quiet: flags.json === true });
    const ledger = openLedger(spaceFolder(flags), Date.now);
    try {
      const summary = reconcileElection(ledger, election, operator, (done) => progress.step('comparing', done));
      bringAllConflictsUp(ledger, election);
      progress.end();
      const waiting = unitRows(ledger, election)
        .filter(({ state }) => state === 'conflicting')
        .toSorted((a, b) => b.votesDiffering - a.votesDiffering);
      const conflicts = conflictsOf(ledger, election, waiting.slice(0, limit));
      process.stdout.write(
        flags.json === true
          ? `${JSON.stringify({ election, ...summary, conflicts })}\n`
          : forPeople(summary, conflicts, waiting.length),
      );
      return waiting.length > 0 ? 1 : 0;
    } finally {
      progress.end();
      ledger.close();
    }
  },
};
