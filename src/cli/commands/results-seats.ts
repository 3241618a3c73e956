// pollwarden results seats: seats from the tally of an election, or from a file of votes, with every step explained.
import { type Contest, type SeatMethod, seatMethods, type SeatRule } from '../../elections/definition/definition.ts';
import { PollwardenError } from '../../kernel/errors.ts';
import { readLedger } from '../../ledger/ledger.ts';
import { methodNames } from '../../results/seats/methods.ts';
import { plainStep } from '../../results/seats/plain.ts';
import { readLots, readVotes } from '../../results/seats/read-request.ts';
import { allocateSeats, type SeatsResult } from '../../results/seats/seats.ts';
import { explainStep } from '../../results/seats/steps.ts';
import { lotsInForce, type LotsOf, seatsWithLots } from '../../results/store/lots.ts';
import { tallyOfElection } from '../../results/store/tally.ts';
import { choiceFlag, numberFlag, parseFlags, usageError } from '../args.ts';
import type { Command } from '../command.ts';
import { counted } from '../counted.ts';
import { printable } from '../printable.ts';
import { readJsonFile } from '../read-json.ts';
import { electionFlag, electionFlags, spaceFolder } from '../results-folder.ts';
import { formatCount, formatTable } from '../table.ts';

const help = `Usage: pollwarden results seats --election ID [--contest C] [--method M] [--seats N] [--lots FILE]
                                [--confirmed-only] [--explain] [--data DIR] [--json]
       pollwarden results seats --votes FILE --method M --seats N [--lots FILE] [--explain] [--json]

From votes to seats, in exact fractions. Without --method and --seats by the rule of the
definition. Where votes tie the allocation stops and names the lots to be drawn; it goes on when
they are given. docs/seats.md explains the methods.

Options:
  --election ID     the election, whose tally is taken
  --votes FILE      votes instead, - for stdin: {"A": 435245, …}, or {"votes": {…}, "alliances": [["A", "B"], …],
                    "threshold": {"share": [4, 100], "base": "valid"}, "candidates": {"A": 12},
                    "independents": ["I"], "valid": N, "cast": N}
  --contest C       one contest (default: all that have seats)
  --method M        ${seatMethods.slice(0, 4).join(', ')},
                    ${seatMethods.slice(4).join(', ')}
  --seats N         1 to 5,000
  --lots FILE       lots that were drawn: [{"step": 12, "drawn": ["B"]}], or by contest {"C": […]};
                    without it those that two persons recorded in the console
  --confirmed-only  only units that two channels, or a person's decision, stand behind
  --explain         every step in words
  --data DIR        the data folder (default: POLLWARDEN_DATA, else ./pollwarden-data)
  --json            for machines, with the steps and exact fractions

Exit status 1 where a lot is needed, or seats could not be given.

Examples:
  pollwarden results seats --election bg --explain
  pollwarden results seats --votes denmark-2014.json --method dhondt --seats 13`;

const spec = {
  ...electionFlags,
  votes: 'text',
  contest: 'text',
  method: 'text',
  seats: 'text',
  lots: 'text',
  'confirmed-only': 'switch',
  explain: 'switch',
} as const;

type Flags = ReturnType<typeof parseFlags<typeof spec>>['flags'];
type Asked = { readonly method: SeatMethod | undefined; readonly seats: number | undefined };
type Allocated = {
  readonly contest: string | undefined;
  readonly title: string;
  readonly result: SeatsResult;
  readonly nameOf: (option: string) => string;
  /** How much of the count it rests on; undefined for a file of votes. */
  readonly basis: { readonly units: number; readonly counted: number } | undefined;
};

const lotsOf = ({ lots }: Flags): ReturnType<typeof readLots> =>
  lots === undefined ? () => [] : readLots(readJsonFile(lots));

function fromFile(file: string, { method, seats }: Asked, flags: Flags): readonly Allocated[] {
  if (flags.election !== undefined) throw usageError('results seats takes --election or --votes, not both');
  if (flags.contest !== undefined) throw usageError('--contest is of an election; a file of votes has one');
  if (method === undefined || seats === undefined) throw usageError('--votes needs --method and --seats');
  const lots = lotsOf(flags)('');
  const result = allocateSeats({ method, seats, ...readVotes(readJsonFile(file)), lots });
  return [{ contest: undefined, title: '', result, nameOf: (id) => printable(id, 60), basis: undefined }];
}

function ruleOf({ id, seats: own }: Contest, { method, seats }: Asked): SeatRule {
  const number = seats ?? own?.seats;
  const by = method ?? own?.method;
  if (number === undefined || by === undefined)
    throw usageError(`the definition gives no seats for the contest ${id}; give --method and --seats`);
  return { ...own, method: by, seats: number };
}

function fromElection(asked: Asked, flags: Flags): readonly Allocated[] {
  const election = electionFlag(flags, 'results seats');
  const ledger = readLedger(spaceFolder(flags), Date.now);
  try {
    const confirmedOnly = flags['confirmed-only'] === true;
    const { definition, tallies } = tallyOfElection(ledger, election, { confirmedOnly });
    const { contests } = definition;
    const wanted = contests.filter(({ id, seats }) =>
      flags.contest === undefined ? seats !== undefined || asked.seats !== undefined : id === flags.contest,
    );
    if (flags.contest !== undefined && wanted.length === 0)
      throw new PollwardenError('NOT_FOUND', `no contest "${flags.contest.slice(0, 80)}" in ${election}`);
    if (wanted.length === 0)
      throw usageError('the definition gives no seats for any contest; give --method and --seats');
    const lots: LotsOf = flags.lots === undefined ? lotsInForce(ledger, election) : lotsOf(flags);
    return wanted.map((contest): Allocated => {
      const tally = tallies[contests.indexOf(contest)];
      const rule = ruleOf(contest, asked);
      const { result } = seatsWithLots({ definition, contest, tally, rule }, lots);
      const names = new Map(contest.options.map(({ id, name }) => [id, name]));
      const nameOf = (id: string): string => printable(names.get(id) ?? id, 60);
      return { contest: contest.id, title: printable(contest.name), result, nameOf, basis: tally };
    });
  } finally {
    ledger.close();
  }
}

const jsonOf = ({ contest, result, basis }: Allocated): object => ({
  ...(contest === undefined ? {} : { contest }),
  ...(basis === undefined ? {} : { units: basis.units, counted: basis.counted }),
  ...result,
  steps: result.steps.map((step, i) => plainStep(step, i)),
});

function textOf({ title, result, nameOf, basis }: Allocated, explain: boolean): string {
  const { method, seats, perOption, steps, lotsNeeded, unfilled } = result;
  const columns = [
    { title: 'option' },
    { title: 'votes', align: 'right' as const },
    { title: 'seats', align: 'right' as const },
  ];
  const rows = perOption.map(({ option, votes, seats: own }) => [nameOf(option), formatCount(votes), formatCount(own)]);
  const of = basis === undefined ? '' : `; ${formatCount(basis.counted)} of ${counted(basis.units, 'unit')} counted`;
  const head = `${title === '' ? '' : `${title}: `}${counted(seats, 'seat')} by ${methodNames[method]}${of}`;
  const words = explain ? ['', ...steps.map((step, i) => `  ${i + 1}. ${explainStep(step, nameOf)}`)] : [];
  const left =
    unfilled === 0
      ? []
      : [`  ${counted(unfilled, 'seat')} could not be given: no list that has votes has a candidate left`];
  const lot =
    lotsNeeded === undefined
      ? []
      : [
          '',
          `A lot is needed at step ${lotsNeeded.step}: draw ${formatCount(lotsNeeded.seats)} of ${lotsNeeded.among.map(nameOf).join(', ')}.`,
          `Then give --lots FILE with [{"step": ${lotsNeeded.step}, "drawn": […]}]. Seats above are those given so far.`,
        ];
  return [head, ...formatTable(columns, rows), ...left, ...words, ...lot].join('\n');
}

export const command: Command = {
  path: ['results', 'seats'],
  summary: 'Seats from votes, exact and explained',
  help,
  run: async (args) => {
    const { flags, positionals } = parseFlags(args, spec);
    if (positionals.length > 0) throw usageError(`results seats takes no file, and got "${positionals[0]}"`);
    const asked: Asked = {
      method: flags.method === undefined ? undefined : choiceFlag('--method', flags.method, seatMethods),
      seats:
        flags.seats === undefined
          ? undefined
          : numberFlag('--seats', flags.seats, { least: 1, most: 5000, integer: true }),
    };
    const all = flags.votes === undefined ? fromElection(asked, flags) : fromFile(flags.votes, asked, flags);
    const json = (): string =>
      JSON.stringify(
        flags.votes === undefined ? { election: flags.election, contests: all.map(jsonOf) } : jsonOf(all[0]),
      );
    const explain = flags.explain === true;
    process.stdout.write(`${flags.json === true ? json() : all.map((one) => textOf(one, explain)).join('\n\n')}\n`);
    return all.some(({ result }) => result.lotsNeeded !== undefined || result.unfilled > 0) ? 1 : 0;
  },
};
