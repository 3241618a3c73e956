// pollwarden results plausibility: which units differ from their peers or meet a rule's threshold, the reason first.
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { PollwardenError } from '../../kernel/errors.ts';
import { readLedger } from '../../ledger/ledger.ts';
import type { Assessment, RuleCount } from '../../results/plausibility/assess.ts';
import { plausibilityCsv } from '../../results/plausibility/csv.ts';
import type { UnitHits } from '../../results/plausibility/hit.ts';
import { type ElectionAssessment, assessElection } from '../../results/store/plausibility.ts';
import { numberFlag, parseFlags, usageError } from '../args.ts';
import type { Command } from '../command.ts';
import { counted } from '../counted.ts';
import { printable } from '../printable.ts';
import { electionFlag, electionFlags, spaceFolder } from '../results-folder.ts';
import { formatCount, formatTable } from '../table.ts';

const help = `Usage: pollwarden results plausibility --election ID [--pack P] [--area ID] [--limit N] [--data DIR]
                                       [--csv FILE] [--json]

For internal eyes: compares the figures that hold for each unit with those of its peers and with the
rules of a country's pack, and says of each hit what was seen, what is expected, how many such the
stated null gives, what speaks against it, and what to do next. It says how figures behave, never
why. Nothing is sent; a note on a unit leaves by the release of two persons in the console.

Probabilities are calibrated on past elections of the country (bulgaria), or on one that you name
with: pollwarden results calibrate. Otherwise the output says "not calibrated".

Options:
  --election ID  the election
  --pack P       bulgaria, netherlands or general (default: that of the definition's country)
  --area ID      only units of one area (the smallest that holds them)
  --limit N      units that are shown (default 20; --csv and --json give all)
  --csv FILE     one finding a row, reason first; "-" is stdout
  --data DIR     the data folder (default: POLLWARDEN_DATA, else ./pollwarden-data)
  --json         for machines

Exit code 1 where something was found.

Examples:
  pollwarden results plausibility --election bg
  pollwarden results plausibility --election bg --csv hits.csv`;

function ruleLines(rules: readonly RuleCount[]): readonly string[] {
  const right = (title: string): { readonly title: string; readonly align: 'right' } => ({ title, align: 'right' });
  const rows = rules.map(({ rule, units, comparisons, expected }) => [
    rule,
    formatCount(units),
    comparisons === undefined ? '' : formatCount(comparisons),
    expected === undefined ? (comparisons === undefined ? '' : 'not calibrated') : formatCount(expected, 1),
  ]);
  return formatTable([{ title: 'rule' }, right('units'), right('comparisons'), right('expected')], rows);
}

const unitLines = ({ unit, name, hits }: UnitHits): readonly string[] => [
  `  ${printable(unit, 40)}, ${printable(name, 80)}`,
  ...hits.flatMap((hit) => [
    `    ${printable(hit.reason, 400)}`,
    `      ${printable([hit.expected, hit.ordinary].join(' '), 500)}`,
    ...(hit.against.length === 0 ? [] : [`      Against it: ${printable(hit.against.join(' '), 500)}`]),
    `      Next: ${printable(hit.next, 300)}`,
  ]),
];

function contestLines(one: Assessment, limit: number): readonly string[] {
  const { contestName, pack, calibratedOn, ownDay, counted: n, units, rules, hits } = one;
  const calibration =
    calibratedOn === undefined
      ? 'not calibrated'
      : `calibrated on ${calibratedOn}${ownDay ? ', which is this very election' : ''}`;
  return [
    `${printable(contestName)}: ${formatCount(n)} of ${counted(units, 'unit')} with figures; pack ${pack.name}, ${calibration}`,
    ...ruleLines(rules),
    '',
    hits.length === 0
      ? '  Nothing was found.'
      : `  ${counted(hits.length, 'unit')} to look at, the most pressing first:`,
    ...hits.slice(0, limit).flatMap(unitLines),
    ...(hits.length > limit ? [`  … and ${formatCount(hits.length - limit)} more (--limit, --csv)`] : []),
  ];
}

const ofArea = (found: ElectionAssessment, area: string | undefined): ElectionAssessment =>
  area === undefined
    ? found
    : {
        ...found,
        contests: found.contests.map((one) => ({ ...one, hits: one.hits.filter((unit) => unit.area === area) })),
      };

async function writeCsv(path: string, found: ElectionAssessment): Promise<void> {
  const rows = plausibilityCsv(found.contests.flatMap(({ hits }) => hits));
  if (path === '-') {
    process.stdout.write([...rows].join(''));
    return;
  }
  try {
    await pipeline(Readable.from(rows), createWriteStream(path, { mode: 0o600 }));
  } catch {
    throw new PollwardenError('FILE_UNWRITABLE', undefined, { file: path });
  }
}

export const command: Command = {
  path: ['results', 'plausibility'],
  summary: 'Units that differ from their peers or meet a rule, the reason first',
  help,
  run: async (args) => {
    const kinds = { ...electionFlags, pack: 'text', area: 'text', limit: 'text', csv: 'text' } as const;
    const { flags, positionals } = parseFlags(args, kinds);
    if (positionals.length > 0) throw usageError(`results plausibility takes no file, and got "${positionals[0]}"`);
    if (flags.csv === '-' && flags.json === true) throw usageError('--csv - and --json exclude each other');
    const election = electionFlag(flags, 'results plausibility');
    const limit = numberFlag('--limit', flags.limit ?? '20', { least: 0, most: 1_000_000, integer: true });
    const ledger = readLedger(spaceFolder(flags), Date.now);
    try {
      const found = ofArea(assessElection(ledger, election, flags.pack), flags.area);
      if (flags.csv !== undefined) await writeCsv(flags.csv, found);
      if (flags.json === true) process.stdout.write(`${JSON.stringify(found)}\n`);
      else if (flags.csv === undefined)
        process.stdout.write(`${found.contests.map((one) => contestLines(one, limit).join('\n')).join('\n\n')}\n`);
      return found.contests.some(({ hits }) => hits.length > 0) ? 1 : 0;
    } finally {
      ledger.close();
    }
  },
};
