// pollwarden election export: counts, result or definition of an election in the formats that others read.
import { createHash } from 'node:crypto';
import { writeAtomically } from '../../detect/coordination/export/atomic.ts';
import { PollwardenError } from '../../kernel/errors.ts';
import { readLedger } from '../../ledger/ledger.ts';
import { withheldOf } from '../../results/privacy/withheld.ts';
import { readLots } from '../../results/seats/read-request.ts';
import { type ExportedCounts, exportedCounts } from '../../results/store/export-counts.ts';
import { type ExportFormat, exportFormats, exportText } from '../../results/store/export-text.ts';
import { choiceFlag, parseFlags, usageError } from '../args.ts';
import type { Command } from '../command.ts';
import { counted } from '../counted.ts';
import { printable } from '../printable.ts';
import { readJsonFile } from '../read-json.ts';
import { electionFlag, electionFlags, spaceFolder } from '../results-folder.ts';
import { formatCount } from '../table.ts';

const help = `Usage: pollwarden election export --election ID --format F [--out FILE] [--confirmed-only] [--lots FILE]
                                  [--eml-id ID] [--issuer NAME] [--data DIR] [--json]

Writes what the return that holds for each unit adds up to, in a format that others read.

Formats:
  eml-510     EML_NL counts: each unit and their total (510b of one municipality, else 510d)
  eml-520     EML_NL result: lists with seats
  cdf         NIST SP 1500-100 v2 results report, JSON: each unit, totals, seats
  csv         one figure a row, for each unit
  csv-totals  one figure a row, totals and seats of each contest
  json        all of it in our own form
  definition  the definition, canonical JSON; its SHA-256 is what returns name

Options:
  --election ID     the election
  --format F        one of the above
  --out FILE        where to; - or nothing for standard output
  --confirmed-only  only units that two channels, or a person's decision, stand behind
  --lots FILE       lots that were drawn, as in results seats; without it those that are recorded
  --eml-id ID       how EML_NL names the election, where it was not read from EML_NL: EP2026, GR2026_Place
  --issuer NAME     who gives this out (default: the election's name)
  --data DIR        the data folder (default: POLLWARDEN_DATA, else ./pollwarden-data)
  --json            tell about the file written as JSON; needs --out FILE

Figures of each unit are for those who count. Where some would tell of fewer voters than the minimum, a message says
how many: such a file is not to be published (docs/small-counts.md).

Exit status 1 where nothing is counted yet, or seats wait for a lot.

Examples:
  pollwarden election export --election gr2026 --format eml-510 --out count.eml.xml
  pollwarden election export --election bg --format csv > units.csv`;

const spec = {
  ...electionFlags,
  format: 'text',
  out: 'text',
  'confirmed-only': 'switch',
  lots: 'text',
  'eml-id': 'text',
  issuer: 'text',
} as const;

const perUnit: readonly ExportFormat[] = ['eml-510', 'cdf', 'csv', 'json'];

/** Says, and answers with, how many units and areas the file tells too much of. */
function warnOfSmall(format: ExportFormat, { definition, counted: counts }: ExportedCounts): number {
  const count = perUnit.includes(format) ? withheldOf(definition, counts).length : 0;
  const what = counted(count, 'unit or area', 'units or areas');
  const least = formatCount(definition.minimumVoters.count);
  if (count > 0)
    process.stderr.write(
      `not for publication: ${what} would tell of fewer than ${least} voters (docs/small-counts.md)\n`,
    );
  return count;
}

async function put(text: string, out: string | undefined): Promise<void> {
  if (out !== undefined) await writeAtomically(out, [text]);
  else if (!process.stdout.write(text)) await new Promise((resolve) => process.stdout.once('drain', resolve));
}

export const command: Command = {
  path: ['election', 'export'],
  summary: 'Counts and results as EML_NL, NIST CDF, CSV or JSON',
  help,
  run: async (args) => {
    const { flags, positionals } = parseFlags(args, spec);
    if (positionals.length > 0) throw usageError(`election export takes no file, and got "${positionals[0]}"`);
    const election = electionFlag(flags, 'election export');
    if (flags.format === undefined) throw usageError(`election export needs --format: ${exportFormats.join(', ')}`);
    const format = choiceFlag('--format', flags.format, exportFormats);
    const out = flags.out === undefined || flags.out === '-' ? undefined : flags.out;
    if (flags.json === true && out === undefined) throw usageError('--json needs --out FILE');
    const lots = flags.lots === undefined ? {} : { lots: readLots(readJsonFile(flags.lots)) };
    const ledger = readLedger(spaceFolder(flags), Date.now);
    try {
      const of = exportedCounts(ledger, election, { confirmedOnly: flags['confirmed-only'] === true, ...lots });
      const { issuer, 'eml-id': emlId } = flags;
      const stamp = { ...(issuer === undefined ? {} : { issuer }), ...(emlId === undefined ? {} : { emlId }) };
      const text = exportText(format, of, { now: Date.now(), ...stamp });
      const waiting = of.lotsNeeded.map((contest) => `seats of ${contest} wait for a lot: pollwarden results seats`);
      for (const line of waiting) process.stderr.write(`${printable(line, 300)}\n`);
      const notForPublication = warnOfSmall(format, of);
      if (text === undefined) throw new PollwardenError('VALUE_MISSING', `there is nothing yet for ${format}`);
      await put(text, out);
      const { units, counted: done } = of.tallies.reduce(
        (sum, one) => ({ units: sum.units + one.units, counted: sum.counted + one.counted }),
        { units: 0, counted: 0 },
      );
      if (out !== undefined) {
        const bytes = Buffer.from(text);
        const sha256 = createHash('sha256').update(bytes).digest('hex');
        const sizes = { sizeBytes: bytes.length, units, counted: done, notForPublication };
        const told = { election, format, out, sha256, status: of.status, ...sizes };
        process.stdout.write(
          flags.json === true
            ? `${JSON.stringify(told)}\n`
            : `${printable(out, 300)}: ${format}, ${done} of ${counted(units, 'unit')} counted, SHA-256 ${sha256}\n`,
        );
      }
      return (done === 0 && format !== 'definition') || waiting.length > 0 ? 1 : 0;
    } finally {
      ledger.close();
    }
  },
};
