// pollwarden election amend: proposes changes of a fixed definition; a second person decides with election fix.
import { readFileSync } from 'node:fs';
import { PollwardenError } from '../../kernel/errors.ts';
import { openLedger } from '../../ledger/ledger.ts';
import { amend, readAmendment } from '../../results/store/amend.ts';
import { definitionOf, proposeAmendment } from '../../results/store/elections.ts';
import { parseFlags, usageError } from '../args.ts';
import type { Command } from '../command.ts';
import { printable } from '../printable.ts';
import { byFlag, electionFlag, electionFlags, spaceFolder } from '../results-folder.ts';

const help = `Usage: pollwarden election amend FILE --election ID --reason TEXT --by NAME [--data DIR] [--json]

Proposes an amendment of a definition that is fixed: a candidate dies, a station moves, a centre
gets new keys. Nothing changes until another person approves it (pollwarden election fix). The
version before it stays readable, and returns made under it stay valid.

FILE is a JSON list of changes:
  [{"change": "moveUnit", "unit": "17", "name": "School, north entrance"},
   {"change": "renameOption", "contest": "council", "option": "3", "name": "List C (withdrawn)"}]
Changes: renameOption, renameCandidate, moveUnit, addUnit, addKeys, setSealingKey, setCallBack,
setSeats (docs/elections.md).

Options:
  --election ID  the election
  --reason TEXT  why, for everybody to read
  --by NAME      who proposes
  --data DIR     the data folder (default: POLLWARDEN_DATA, else ./pollwarden-data)
  --json         for machines

Example:
  pollwarden election amend changes.json --election demo --reason "The school is closed" --by "A. Chair"`;

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    const missing = (error as { readonly code?: string }).code === 'ENOENT';
    throw new PollwardenError(missing ? 'FILE_NOT_FOUND' : 'JSON_INVALID', undefined, { file: path });
  }
}

export const command: Command = {
  path: ['election', 'amend'],
  summary: 'Propose an amendment of a fixed definition',
  help,
  run: async (args) => {
    const { flags, positionals } = parseFlags(args, { ...electionFlags, by: 'text', reason: 'text' });
    if (positionals.length !== 1) throw usageError('election amend needs one file of changes');
    const election = electionFlag(flags, 'election amend');
    const by = byFlag(flags.by, 'election amend');
    const reason = flags.reason?.trim() ?? '';
    if (reason === '') throw usageError('election amend needs --reason TEXT');
    const amendment = readAmendment(readJson(positionals[0]));
    const ledger = openLedger(spaceFolder(flags), Date.now);
    try {
      const { definition, changes } = amend(definitionOf(ledger, election), amendment);
      const version = proposeAmendment(ledger, definition, { reason, changes }, by);
      process.stdout.write(
        flags.json === true
          ? `${JSON.stringify(version)}\n`
          : `Version ${version.version} of ${election} is proposed; another person approves it with: pollwarden election fix\n${changes.map((one) => `  ${printable(one, 500)}`).join('\n')}\n`,
      );
      return 0;
    } finally {
      ledger.close();
    }
  },
};
