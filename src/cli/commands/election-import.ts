// pollwarden election import: the definition of an election from files, kept as a draft until two persons fix it.
import { isDay } from '../../kernel/day.ts';
import type { Definition } from '../../elections/definition/definition.ts';
import { openLedger } from '../../ledger/ledger.ts';
import { importDefinition, type DefinitionChanges } from '../../results/store/import-definition.ts';
import { publicSealingKey } from '../../results/intake/sealing-key-file.ts';
import { saveDraft } from '../../results/store/elections.ts';
import { numberFlag, parseFlags, usageError } from '../args.ts';
import type { Command } from '../command.ts';
import { counted } from '../counted.ts';
import { inputFiles } from '../input-files.ts';
import { packFlag } from '../pack-flag.ts';
import { printable } from '../printable.ts';
import { problemLines } from '../problem-lines.ts';
import { electionFlag, electionFlags, operator, spaceFolder } from '../results-folder.ts';
import { seatRuleFlags } from '../seat-flags.ts';
import { formatCount } from '../table.ts';

const help = `Usage: pollwarden election import DIR|FILE… --pack P --election ID [--name TEXT] [--day DAY]
                                  [--seats N] [--method M] [--minimum-voters N --ground TEXT]
                                  [--keys FILE]… [--sealing-key FILE] [--call-back FILE]
                                  [--data DIR] [--json]

Reads the definition of an election (areas, counting units, count centres, contests, options,
checks) and keeps it as a draft. Importing again replaces the draft; once two persons have fixed
it (pollwarden election fix), it only changes by an amendment.

Units with fewer voters than the minimum (50) are merged with a neighbour into one counting unit,
and listed. A lower minimum needs the law that allows it: --ground, or the pack's own.

Packs: bulgaria, eml-nl, nist-cdf, pollwarden (a definition.json), or a JSON file (docs/packs.md).

Options:
  --pack P             the pack to read with
  --election ID        the name it gets here: lower-case letters, digits, hyphens
  --name TEXT          its name for people (default: as in the files, else the id)
  --day DAY            day of polling, such as 2026-06-07 (default: as in the files or the folder's name)
  --seats N            seats of the contest, where the files do not say
  --method M           how seats follow from votes (pollwarden results seats --help lists them)
  --minimum-voters N   smallest number of voters of a unit that is published on its own
  --ground TEXT        the law that allows a minimum below 50
  --keys FILE          public keys of a count centre, as the signing app saves them; may be repeated
  --call-back FILE     desk-commitments.json, as pollwarden callback sheets writes it
  --sealing-key FILE   the file of pollwarden results sealing-key; only its public part is taken
  --data DIR           the data folder (default: POLLWARDEN_DATA, else ./pollwarden-data)
  --json               for machines

Example:
  pollwarden election import 20210711/ --pack bulgaria --election bg-2021-07-11`;

type Merged = ReturnType<typeof importDefinition>['merged'][number];

const flagKinds = {
  ...electionFlags,
  pack: 'text',
  name: 'text',
  day: 'text',
  seats: 'text',
  method: 'text',
  'minimum-voters': 'text',
  ground: 'text',
  keys: 'texts',
  'call-back': 'text',
  'sealing-key': 'text',
} as const;

const shownMerged = 20;

function forPeople(definition: Definition, hash: string, merged: readonly Merged[]): string {
  const { units, centres, contests, minimumVoters } = definition;
  const options = contests.reduce((sum, contest) => sum + contest.options.length, 0);
  const keys = centres.reduce((sum, centre) => sum + centre.keys.length, 0);
  return [
    `${definition.name}, ${definition.day}: a draft`,
    `  ${counted(units.length, 'counting unit')}, ${counted(centres.length, 'count centre')} with ${counted(keys, 'key')}`,
    `  ${counted(contests.length, 'contest')} with ${counted(options, 'option')}, ${counted(definition.rules.length, 'check')}`,
    `  minimum ${formatCount(minimumVoters.count)} voters${minimumVoters.ground === undefined ? '' : `: ${minimumVoters.ground}`}`,
    ...(merged.length === 0 ? [] : [`  ${counted(merged.length, 'counting unit')} merged from smaller ones:`]),
    ...merged
      .slice(0, shownMerged)
      .map(({ unit, from }) => `    ${printable(unit)}: ${printable(from.join(', '), 200)}`),
    ...(merged.length > shownMerged
      ? [`    and ${formatCount(merged.length - shownMerged)} more; all with --json`]
      : []),
    `  SHA-256 ${hash}`,
    `Two persons fix it: pollwarden election fix --election ${definition.election} --by NAME`,
  ].join('\n');
}

function dayFlag(day: string | undefined): string | undefined {
  if (day !== undefined && !isDay(day)) throw usageError(`--day takes a day such as 2026-06-07, not "${day}"`);
  return day;
}

export const command: Command = {
  path: ['election', 'import'],
  summary: 'The definition of an election, from files',
  help,
  run: async (args) => {
    const { flags, positionals } = parseFlags(args, flagKinds);
    if (positionals.length === 0) throw usageError('election import needs a folder or files');
    const election = electionFlag(flags, 'election import');
    const pack = packFlag(flags.pack, 'election import');
    const least = flags['minimum-voters'];
    const changes: DefinitionChanges = {
      name: flags.name,
      day: dayFlag(flags.day),
      seats: seatRuleFlags(flags),
      minimumVoters:
        least === undefined ? undefined : numberFlag('--minimum-voters', least, { least: 0, most: 1e6, integer: true }),
      ground: flags.ground,
      keys: inputFiles(flags.keys ?? []),
      callBack: inputFiles(flags['call-back'] === undefined ? [] : [flags['call-back']]).at(0),
      sealingKey: flags['sealing-key'] === undefined ? undefined : publicSealingKey(flags['sealing-key']),
    };
    const { definition, problems, merged } = importDefinition(inputFiles(positionals), pack, election, changes);
    const ledger = openLedger(spaceFolder(flags), Date.now);
    try {
      const { hash } = saveDraft(ledger, definition, operator);
      for (const line of problemLines(problems)) process.stderr.write(`${line}\n`);
      const rejected = problems.filter(({ kind }) => kind === 'rejected').length;
      const { units, centres, contests } = definition;
      process.stdout.write(
        flags.json === true
          ? `${JSON.stringify({ election, name: definition.name, day: definition.day, hash, units: units.length, centres: centres.length, contests: contests.map(({ id, options }) => ({ id, options: options.length })), merged, rejected, problems: problems.slice(0, 100) })}\n`
          : `${forPeople(definition, hash, merged)}\n`,
      );
      return rejected > 0 ? 1 : 0;
    } finally {
      ledger.close();
    }
  },
};
