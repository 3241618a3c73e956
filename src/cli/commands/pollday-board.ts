// pollwarden pollday board: the stations on polling day, by area or as a list.
import { type Ledger, readLedger } from '../../ledger/ledger.ts';
import { boardByArea, boardCounts, type BoardUnit } from '../../results/polling-day/board.ts';
import { electionOf } from '../../results/store/elections.ts';
import { listStations, pollingBoard } from '../../results/store/polling-board.ts';
import { hoursOf } from '../../results/store/polling-day.ts';
import { keptReconciler } from '../../results/store/reconciler.ts';
import { levelsOf } from '../../results/store/unit-overview.ts';
import { parseFlags, usageError } from '../args.ts';
import type { Command } from '../command.ts';
import { printable } from '../printable.ts';
import { electionFlag, electionFlags, spaceFolder } from '../results-folder.ts';
import { formatCount, formatTable } from '../table.ts';
import { utcMinute } from '../utc.ts';

const help = `Usage: pollwarden pollday board --election ID [--q QUERY] [--data DIR] [--json]

The polling stations as they were reported: open, interrupted, closed, short of ballots, without
register, on paper, late; by area, with those that need help. With --q the stations that a query
finds, such as needs:shortOfBallots or "late:yes area:north" (docs/polling-day.md). Exit 1 where
stations need help.

Options:
  --election ID  the election
  --q QUERY      stations that the query finds
  --data DIR     the data folder (default: POLLWARDEN_DATA, else ./pollwarden-data)
  --json         for machines

Example:
  pollwarden pollday board --election demo
  pollwarden pollday board --election demo --q help:yes`;

const stateText = (one: BoardUnit): string =>
  [one.phase, ...Object.keys(one.needs), ...(one.late === undefined ? [] : [`late ${one.late}`])].join(', ');

const stationLines = (stations: readonly BoardUnit[]): readonly string[] =>
  formatTable(
    [{ title: 'UNIT' }, { title: 'NAME' }, { title: 'STATE' }, { title: 'LAST (UTC)' }, { title: 'REPORT' }],
    stations.map((one) => [
      printable(one.unit, 40),
      printable(one.name, 40),
      stateText(one),
      one.last === undefined ? '' : utcMinute(one.last.reportedAt),
      printable(one.last?.text ?? '', 80),
    ]),
  );

function boardLines(ledger: Ledger, election: string, board: readonly BoardUnit[]): readonly string[] {
  const { areas } = keptReconciler(ledger, election).definition;
  const levels = levelsOf(areas);
  const { units, phases, needs, late, help: helps } = boardCounts(board);
  return [
    `${formatCount(units)} stations: ${formatCount(phases.open)} open, ${formatCount(phases.interrupted)} interrupted, ${formatCount(phases.closed)} closed, ${formatCount(phases.awaited)} awaited`,
    `  ${formatCount(needs.shortOfBallots)} short of ballots, ${formatCount(needs.withoutRegister)} without register, ${formatCount(needs.onPaper)} on paper, ${formatCount(late)} late; ${formatCount(helps)} need help`,
    '',
    ...formatTable(
      [
        { title: 'AREA' },
        ...['OPEN', 'INTERRUPTED', 'CLOSED', 'AWAITED', 'LATE', 'HELP'].map((title) => ({
          title,
          align: 'right' as const,
        })),
      ],
      boardByArea(board, areas, levels[1] ?? levels[0] ?? '').map((one) => [
        printable(one.name, 40),
        ...[one.phases.open, one.phases.interrupted, one.phases.closed, one.phases.awaited, one.late, one.help].map(
          (n) => formatCount(n),
        ),
      ]),
    ),
  ];
}

const mostListed = 100_000;

export const command: Command = {
  path: ['pollday', 'board'],
  summary: 'Polling stations: open, interrupted, late, what they lack',
  help,
  run: async (args) => {
    const { flags, positionals } = parseFlags(args, { ...electionFlags, q: 'text' });
    if (positionals.length > 0) throw usageError(`pollday board takes no file, and got "${positionals[0]}"`);
    const election = electionFlag(flags, 'pollday board');
    const ledger = readLedger(spaceFolder(flags), Date.now);
    try {
      electionOf(ledger, election);
      const board = pollingBoard(ledger, election);
      const listed =
        flags.q === undefined ? undefined : listStations(ledger, election, { q: flags.q, limit: mostListed }).items;
      const counts = boardCounts(board);
      const answer = { election, ...hoursOf(ledger, election), ...counts, ...(listed && { stations: listed }) };
      const lines = listed === undefined ? boardLines(ledger, election, board) : stationLines(listed);
      process.stdout.write(flags.json === true ? `${JSON.stringify(answer)}\n` : `${lines.join('\n')}\n`);
      return counts.help > 0 ? 1 : 0;
    } finally {
      ledger.close();
    }
  },
};
