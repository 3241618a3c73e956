// pollwarden results tally: sums over the returns that hold, for the whole and for every area.
import type { Definition } from '../../elections/definition/definition.ts';
import { PollwardenError } from '../../kernel/errors.ts';
import { decimalText, fraction } from '../../kernel/fraction.ts';
import { readLedger } from '../../ledger/ledger.ts';
import { tallyCsv } from '../../results/tally/csv.ts';
import { fieldTotals, optionTotals, votesOfAll } from '../../results/tally/options.ts';
import type { AreaSums, Tally } from '../../results/tally/tally.ts';
import { tallyOfElection } from '../../results/store/tally.ts';
import { parseFlags, usageError } from '../args.ts';
import type { Command } from '../command.ts';
import { counted } from '../counted.ts';
import { printable } from '../printable.ts';
import { electionFlag, electionFlags, spaceFolder } from '../results-folder.ts';
import { formatCount, formatTable } from '../table.ts';

const help = `Usage: pollwarden results tally --election ID [--confirmed-only] [--area ID] [--data DIR]
                                [--csv | --json]

Sums over the return that holds for each unit: what a person decided in a conflict, else the newest
on the official channel, else on the back-up. Sums are exact; one beyond 2^53-1 is refused.

Options:
  --election ID     the election
  --confirmed-only  leave out units that are on one channel only, or in conflict
  --area ID         of one area (default: the whole, with the areas directly below it)
  --csv             every area at every level, one figure a row
  --data DIR        the data folder (default: POLLWARDEN_DATA, else ./pollwarden-data)
  --json            for machines

Examples:
  pollwarden results tally --election bg
  pollwarden results tally --election bg --confirmed-only --csv > tally.csv`;

/** NOT_FOUND where the contest has no such area. */
function areaOf({ areas }: Tally, id: string | undefined): AreaSums | undefined {
  return id === undefined ? areas[0] : areas.find(({ area }) => area === id);
}

const percent = (part: number, whole: number): string =>
  whole === 0 ? '' : `${decimalText(fraction(BigInt(part) * 100n, whole), 2)} %`;

function areaJson(definition: Definition, tally: Tally, sums: AreaSums): object {
  const contest = definition.contests.find(({ id }) => id === tally.contest);
  const options = contest === undefined ? [] : optionTotals(definition, contest, sums.sums);
  const { area, name, level, units, counted: n, byState, turnout } = sums;
  const { votes, perMode } = votesOfAll(definition, options);
  const fields = Object.fromEntries(fieldTotals(definition, sums.sums).map(({ id, total }) => [id, total ?? null]));
  return { area, name, level, units, counted: n, byState, turnout, votes, perMode, fields, options };
}

function tallyJson(definition: Definition, tally: Tally, shown: AreaSums): object {
  const below = tally.areas.filter(({ parent }) => parent === shown.area);
  return {
    contest: tally.contest,
    contestName: tally.name,
    ...areaJson(definition, tally, shown),
    areas: below.map((one) => areaJson(definition, tally, one)),
  };
}

function tallyText(definition: Definition, tally: Tally, shown: AreaSums): string {
  const contest = definition.contests.find(({ id }) => id === tally.contest);
  const options = contest === undefined ? [] : optionTotals(definition, contest, shown.sums);
  const { votes, perMode } = votesOfAll(definition, options);
  const right = (title: string): { readonly title: string; readonly align: 'right' } => ({ title, align: 'right' });
  const modes = definition.modes.length > 1 ? definition.modes : [];
  const columns = [
    { title: 'option' },
    right('votes'),
    right('share'),
    ...modes.map(({ name }) => right(printable(name, 20))),
  ];
  const row = (name: string, of: number, by: readonly { readonly votes: number }[]): readonly string[] => [
    printable(name, 60),
    formatCount(of),
    percent(of, votes),
    ...modes.map((_, i) => formatCount(by[i].votes)),
  ];
  const rows = options.map((one) => row(one.name, one.votes, one.perMode));
  const states = Object.entries(shown.byState)
    .filter(([, n]) => n > 0)
    .map(([state, n]) => `${formatCount(n)} ${state}`);
  const { cast, registered, units } = shown.turnout;
  const turnout =
    units === 0
      ? []
      : [
          `  turnout ${percent(cast, registered)}: ${formatCount(cast)} of ${formatCount(registered)}, in ${counted(units, 'unit')}`,
        ];
  const fields = fieldTotals(definition, shown.sums).flatMap(({ label, total }) =>
    total === undefined ? [] : [[printable(label, 60), formatCount(total)]],
  );
  const below = tally.areas.filter(({ parent }) => parent === shown.area);
  const noVotes = votes === 0 && shown.counted > 0 ? ['  None of these returns has votes for an option.'] : [];
  const where = printable(shown.name);
  return [
    `${printable(tally.name)}, ${where}: ${formatCount(shown.counted)} of ${counted(shown.units, 'unit')} counted${tally.confirmedOnly ? ', confirmed ones only' : ''}`,
    `  ${states.join(', ')}`,
    ...turnout,
    ...noVotes,
    ...formatTable(columns, [...rows, row('all options', votes, perMode)]),
    ...(fields.length === 0 ? [] : ['', ...formatTable([{ title: 'form' }, right('total')], fields)]),
    ...(below.length === 0 ? [] : ['', ...belowLines(below)]),
  ].join('\n');
}

function belowLines(below: readonly AreaSums[]): readonly string[] {
  const columns = [
    { title: printable(below[0].level, 30) },
    { title: 'name' },
    { title: 'counted', align: 'right' as const },
    { title: 'turnout', align: 'right' as const },
  ];
  const rows = below.map(({ area, name, units, counted: n, turnout }) => [
    printable(area, 30),
    printable(name, 50),
    `${formatCount(n)} of ${formatCount(units)}`,
    percent(turnout.cast, turnout.registered),
  ]);
  return formatTable(columns, rows);
}

export const command: Command = {
  path: ['results', 'tally'],
  summary: 'Sums over the returns that hold, by area',
  help,
  run: async (args) => {
    const { flags, positionals } = parseFlags(args, {
      ...electionFlags,
      'confirmed-only': 'switch',
      area: 'text',
      csv: 'switch',
    });
    if (positionals.length > 0) throw usageError(`results tally takes no file, and got "${positionals[0]}"`);
    if (flags.csv === true && flags.json === true) throw usageError('--csv and --json exclude each other');
    if (flags.csv === true && flags.area !== undefined) throw usageError('--csv gives every area; leave out --area');
    const election = electionFlag(flags, 'results tally');
    const confirmedOnly = flags['confirmed-only'] === true;
    const ledger = readLedger(spaceFolder(flags), Date.now);
    try {
      const { definition, tallies } = tallyOfElection(ledger, election, { confirmedOnly });
      if (flags.csv === true) {
        process.stdout.write([...tallyCsv(definition, tallies)].join(''));
        return 0;
      }
      const shown = tallies.flatMap((tally) => {
        const area = areaOf(tally, flags.area);
        return area === undefined ? [] : [{ tally, area }];
      });
      if (shown.length === 0)
        throw new PollwardenError('NOT_FOUND', `no area "${(flags.area ?? '').slice(0, 80)}" in ${election}`);
      const none = tallies.every((tally) => tally.counted === 0);
      const hint = none
        ? `\n${confirmedOnly ? 'No return is confirmed yet.' : 'No return has arrived yet.'}\nBegin with: pollwarden returns import\n`
        : '';
      const text = (): string => shown.map(({ tally, area }) => tallyText(definition, tally, area)).join('\n\n');
      const json = (): string =>
        JSON.stringify({
          election,
          confirmedOnly,
          contests: shown.map(({ tally, area }) => tallyJson(definition, tally, area)),
        });
      process.stdout.write(flags.json === true ? `${json()}\n` : `${text()}\n${hint}`);
      return 0;
    } finally {
      ledger.close();
    }
  },
};
