// pollwarden generate returns: a whole election with channels, faults and their truth; or a real day on three channels.
import { canonicalJson } from '../../kernel/canonical-json.ts';
import { isDay } from '../../kernel/day.ts';
import { PollwardenError } from '../../kernel/errors.ts';
import { type ElectionPlan, generateElection, sha256 } from '../../generate/returns/election.ts';
import { expandDay } from '../../generate/returns/expand.ts';
import { nightOf, ordinaryNight, writeReturns, type WrittenReturns } from '../../generate/returns/write.ts';
import { readerOf } from '../../results/formats/readers.ts';
import { numberFlag, parseFlags, usageError } from '../args.ts';
import type { Command } from '../command.ts';
import { counted } from '../counted.ts';
import { inputFiles } from '../input-files.ts';
import { packFlag } from '../pack-flag.ts';
import { createProgress } from '../progress.ts';
import { formatCount } from '../table.ts';

const help = `Usage: pollwarden generate returns --out DIR [--seed N] [--units N] [--areas N] [--options N]
                                   [--candidates N] [--faults SHARE] [--entry-faults SHARE]
                                   [--missing SHARE] [--late SHARE] [--election ID] [--day DAY] [--json]
       pollwarden generate returns --out DIR --from DAYFOLDER --pack P [--seed N] [--json]

Writes an election of a country that does not exist, with the truth about it: a definition with
count centres and their keys, returns signed by two holders on the channels official, backup and
observer, faults on one channel (digits transposed or changed, lists or stations swapped, rows
shifted, wrong control totals) and before both, missing and late returns, corrigenda.
The same options give the same bytes. The keys are made from the seed: never for a real election.

With --from, the counts are those of a real day's folder, signed by generated centres and expanded
to three channels: official as in the protocols, backup with the votes of the second source where
it has them, observer as photographed from the signed paper.

  DIR/definition.json            pollwarden election import DIR --pack pollwarden --election ID
  DIR/official.returns.jsonl     pollwarden returns import … --pack pollwarden --channel official
  DIR/backup.returns.jsonl       … --channel backup
  DIR/observer.returns.jsonl     … --channel observer
  DIR/truth.json                 every fault: unit, kind, channel, fields

Options:
  --out DIR             folder to write to; made when it is missing
  --seed N              whole number that fixes everything (default 1)
  --units N             counting units, 10 to 200,000 (default 600)
  --areas N             districts (default 12)
  --options N           lists, 2 to 40 (default 8)
  --candidates N        candidates on each list (default 0)
  --faults SHARE        units with a fault on one channel (default 0.03)
  --entry-faults SHARE  units with a fault before both (default 0.01)
  --missing SHARE       units whose backup never comes (default 0.03)
  --late SHARE          units that come late (default 0.02)
  --election ID         default lowmere
  --day DAY             day of polling (default 2026-06-07)
  --from DAYFOLDER      the folder of a real day instead; --pack says how to read it
  --json                for machines

Example:
  pollwarden generate returns --seed 7 --units 600 --out night`;

const flagKinds = {
  out: 'text',
  seed: 'text',
  units: 'text',
  areas: 'text',
  options: 'text',
  candidates: 'text',
  faults: 'text',
  'entry-faults': 'text',
  missing: 'text',
  late: 'text',
  election: 'text',
  day: 'text',
  from: 'text',
  pack: 'text',
  json: 'switch',
} as const;

type Flags = Readonly<Record<string, string | boolean | undefined>>;

const whole = (flags: Flags, name: string, standard: number, least: number, most: number): number =>
  numberFlag(`--${name}`, (flags[name] as string | undefined) ?? String(standard), { least, most, integer: true });

const shareOf = (flags: Flags, name: string, standard: number): number =>
  numberFlag(`--${name}`, (flags[name] as string | undefined) ?? String(standard), { least: 0, most: 1 });

function planOf(flags: Flags): ElectionPlan {
  const election = (flags.election as string | undefined) ?? 'lowmere';
  const day = (flags.day as string | undefined) ?? '2026-06-07';
  if (!isDay(day)) throw usageError(`--day takes a day such as 2026-06-07, not "${day}"`);
  if (!/^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/.test(election))
    throw usageError('--election takes lower-case letters, digits and hyphens');
  return {
    seed: whole(flags, 'seed', 1, 0, 4_294_967_295),
    election,
    day,
    units: whole(flags, 'units', 600, 10, 200_000),
    areas: whole(flags, 'areas', 12, 1, 80),
    options: whole(flags, 'options', 8, 2, 40),
    candidates: whole(flags, 'candidates', 0, 0, 100),
  };
}

function ofGenerated(flags: Flags, out: string, step: () => void): WrittenReturns {
  const plan = planOf(flags);
  step();
  const generated = generateElection(plan);
  const night = nightOf(
    generated,
    {
      ...ordinaryNight,
      seed: plan.seed,
      channelFaults: shareOf(flags, 'faults', ordinaryNight.channelFaults),
      entryFaults: shareOf(flags, 'entry-faults', ordinaryNight.entryFaults),
      missing: shareOf(flags, 'missing', ordinaryNight.missing),
      late: shareOf(flags, 'late', ordinaryNight.late),
    },
    Date.parse(`${plan.day}T18:00:00Z`),
  );
  return writeReturns(out, generated, night);
}

function ofDay(flags: Flags, out: string, step: () => void): WrittenReturns {
  const pack = packFlag(flags.pack as string | undefined, 'generate returns --from');
  const files = inputFiles([flags.from as string]);
  step();
  const election = (flags.election as string | undefined) ?? 'expanded';
  const reader = readerOf(pack);
  const { definition } = reader.definition(files, pack, election);
  const hash = sha256(canonicalJson(definition));
  const at = `${definition.day}T00:00:00Z`;
  const countsOn = (channel: 'official' | 'backup') =>
    new Map(
      reader
        .returns(files, pack, { definition, hash, channel, at })
        .arrivals.map(({ signed: { return: one } }) => [one.unit, one.counts] as const),
    );
  const official = countsOn('official');
  if (official.size === 0) throw new PollwardenError('VALUE_MISSING', 'the day has no returns');
  const { generated, night } = expandDay(
    definition,
    official,
    countsOn('backup'),
    whole(flags, 'seed', 1, 0, 4_294_967_295),
  );
  return writeReturns(out, generated, night);
}

function forPeople({ files, returns, faults }: WrittenReturns): string {
  const kinds = Object.entries(faults).map(([fault, count]) => `${fault} ${count}`);
  return [
    `${counted(returns.official, 'return')} on official, ${formatCount(returns.backup)} on backup, ${formatCount(returns.observer)} on observer`,
    `Truth in ${files.truth}: ${kinds.length === 0 ? 'no faults' : kinds.join(', ')}`,
    `Next: pollwarden election import ${files.definition} --pack pollwarden --election ID`,
  ].join('\n');
}

export const command: Command = {
  path: ['generate', 'returns'],
  summary: 'Write a whole election with channels, faults and truth',
  help,
  run: async (args) => {
    const { flags, positionals } = parseFlags(args, flagKinds);
    if (positionals.length > 0) throw usageError(`generate returns takes no file, and got "${positionals[0]}"`);
    if (flags.out === undefined) throw usageError('generate returns needs --out DIR');
    const progress = createProgress(process.stderr, { quiet: flags.json === true });
    const step = (): void => progress.step('generating');
    const written = flags.from === undefined ? ofGenerated(flags, flags.out, step) : ofDay(flags, flags.out, step);
    progress.end();
    process.stdout.write(flags.json === true ? `${JSON.stringify(written)}\n` : `${forPeople(written)}\n`);
    return 0;
  },
};
