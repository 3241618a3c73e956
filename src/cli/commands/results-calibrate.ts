// pollwarden results calibrate: measures plausibility on a past election, so that probabilities of another mean something.
import { openLedger } from '../../ledger/ledger.ts';
import type { HeldOutRate } from '../../results/plausibility/held-out.ts';
import { calibrateOn, type MadeCalibration } from '../../results/store/plausibility-calibrations.ts';
import { parseFlags, usageError } from '../args.ts';
import type { Command } from '../command.ts';
import { byFlag, electionFlag, electionFlags, spaceFolder } from '../results-folder.ts';
import { formatCount, formatTable } from '../table.ts';

const help = `Usage: pollwarden results calibrate --election ID --on PAST --by NAME [--pack P] [--data DIR] [--json]

Measures how far units lay from their peers in a past election that is in the ledger, and reads the
probabilities of the election named by it from then on. Without this, or a pack that was calibrated,
"results plausibility" says "not calibrated". An election never calibrates itself.

Also tells how far the rates can be trusted: what half of the past election's areas calibrate is
tried on the other half. Where "seen" is far above "asked", areas are unlike and rates are rough.

Options:
  --election ID  the election whose figures are to be looked at
  --on PAST      a past election with the same kind of figures, imported beforehand
  --by NAME      who decides
  --pack P       bulgaria, netherlands or general (default: that of the definition's country)
  --data DIR     the data folder (default: POLLWARDEN_DATA, else ./pollwarden-data)
  --json         for machines

Example:
  pollwarden results calibrate --election bg-2026 --on bg-2024 --by "A. Chair"`;

const rateRow = ({ kind, comparisons, at }: HeldOutRate): readonly string[] => [
  kind,
  formatCount(comparisons),
  ...at.map(({ p, seen }) => `${formatCount(seen)} (asked ${formatCount(p * comparisons, 1)})`),
];

function forPeople({ election, past, calibration, heldOut }: MadeCalibration): string {
  const kinds = Object.entries(calibration.tails).map(([kind, { n }]) => `${kind} (${formatCount(n)})`);
  const right = (title: string): { readonly title: string; readonly align: 'right' } => ({ title, align: 'right' });
  return [
    `${election} is calibrated on ${past}: ${kinds.join(', ')}`,
    ...(heldOut.length === 0
      ? ['Too few units to try half of the areas on the other half.']
      : [
          'Half of the areas tried on the other half, comparisons at most so probable:',
          ...formatTable(
            [{ title: 'figure' }, right('comparisons'), right('5 %'), right('1 %'), right('0.1 %')],
            heldOut.map(rateRow),
          ),
        ]),
  ].join('\n');
}

export const command: Command = {
  path: ['results', 'calibrate'],
  summary: 'Measure plausibility on a past election',
  help,
  run: async (args) => {
    const { flags, positionals } = parseFlags(args, { ...electionFlags, on: 'text', by: 'text', pack: 'text' });
    if (positionals.length > 0) throw usageError(`results calibrate takes no file, and got "${positionals[0]}"`);
    const election = electionFlag(flags, 'results calibrate');
    if (flags.on === undefined) throw usageError('results calibrate needs --on PAST, a past election');
    const by = byFlag(flags.by, 'results calibrate');
    const ledger = openLedger(spaceFolder(flags), Date.now);
    try {
      const asked = { past: flags.on, ...(flags.pack === undefined ? {} : { pack: flags.pack }) };
      const made = calibrateOn(ledger, election, asked, by);
      process.stdout.write(flags.json === true ? `${JSON.stringify(made)}\n` : `${forPeople(made)}\n`);
      return 0;
    } finally {
      ledger.close();
    }
  },
};
