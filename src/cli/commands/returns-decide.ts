// pollwarden returns decide: a person says which return of a unit in conflict holds, and on what ground.
import { PollwardenError } from '../../kernel/errors.ts';
import { type Ledger, openLedger } from '../../ledger/ledger.ts';
import { bringAllConflictsUp } from '../../server/features/returns/conflict-findings.ts';
import { decideUnit, hashesOf } from '../../results/store/decide-unit.ts';
import { unitRow } from '../../results/store/unit-rows.ts';
import { parseFlags, usageError } from '../args.ts';
import type { Command } from '../command.ts';
import { byFlag, electionFlag, electionFlags, spaceFolder } from '../results-folder.ts';
import { type UnitPlace, unitPlace } from '../unit-place.ts';

const help = `Usage: pollwarden returns decide UNIT --election ID --return HASH --ground TEXT --by NAME
                                [--contest C] [--data DIR] [--json]

In a conflict, decides which return holds: its figures are counted, the others stay on record with
the ground. It holds for exactly the returns that are there; one that comes later makes it a
conflict again. Can be decided anew until the contest is certified.

Options:
  --election ID  the election
  --return HASH  the return that holds: its hash, or how it begins (returns show)
  --ground TEXT  what was looked at, such as the paper protocol, and what it says; no names
  --by NAME      who decides
  --contest C    the contest, where the unit has several
  --data DIR     the data folder (default: POLLWARDEN_DATA, else ./pollwarden-data)
  --json         for machines

Example:
  pollwarden returns decide 234 --election demo --return 1f0c9a7e --ground "The paper says 127" --by "A. Chair"`;

/** NOT_FOUND, or USAGE where several returns begin so. */
function hashOf(ledger: Ledger, { election, contest, unit }: UnitPlace, start: string): string {
  const heads = hashesOf(unitRow(ledger, election, contest, unit)?.heads ?? '');
  const fitting = [...new Set(heads.filter((hash) => hash.startsWith(start.toLowerCase())))];
  if (fitting.length > 1) throw usageError(`${fitting.length} returns of ${unit} begin with ${start}`);
  if (fitting.length === 0)
    throw new PollwardenError('NOT_FOUND', `no return of ${unit} that could hold begins with ${start.slice(0, 64)}`);
  return fitting[0];
}

export const command: Command = {
  path: ['returns', 'decide'],
  summary: 'Decide which return of a unit in conflict holds',
  help,
  run: async (args) => {
    const { flags, positionals } = parseFlags(args, {
      ...electionFlags,
      contest: 'text',
      return: 'text',
      ground: 'text',
      by: 'text',
    });
    if (positionals.length !== 1) throw usageError('returns decide needs one unit');
    const election = electionFlag(flags, 'returns decide');
    const by = byFlag(flags.by, 'returns decide');
    const ground = flags.ground?.trim() ?? '';
    if (ground === '') throw usageError('returns decide needs --ground TEXT');
    if (flags.return === undefined) throw usageError('returns decide needs --return HASH');
    const ledger = openLedger(spaceFolder(flags), Date.now);
    try {
      const place = unitPlace(ledger, election, positionals[0], flags.contest);
      const { contest, unit } = place;
      const hash = hashOf(ledger, place, flags.return);
      const state = decideUnit(ledger, election, { contest, unit, hash, ground }, by);
      bringAllConflictsUp(ledger, election);
      process.stdout.write(
        flags.json === true
          ? `${JSON.stringify({ ...place, hash, state, ground, by: by.name })}\n`
          : `Unit ${unit} is ${state}: the return ${hash.slice(0, 12)} holds.\n`,
      );
      return 0;
    } finally {
      ledger.close();
    }
  },
};
