// pollwarden election amend: proposes changes of a fixed definition; a second person decides with election fix.
import { openLedger } from '../../ledger/ledger.ts';
import { publicSealingKey } from '../../results/intake/sealing-key-file.ts';
import { amend, type Amendment, readAmendment } from '../../results/store/amend.ts';
import { readCentreKeys, readCommitments } from '../../results/store/import-definition.ts';
import { definitionOf, proposeAmendment } from '../../results/store/elections.ts';
import { parseFlags, usageError } from '../args.ts';
import type { Command } from '../command.ts';
import { inputFiles } from '../input-files.ts';
import { printable } from '../printable.ts';
import { readJsonFile } from '../read-json.ts';
import { byFlag, electionFlag, electionFlags, spaceFolder } from '../results-folder.ts';

const help = `Usage: pollwarden election amend [FILE] --election ID --reason TEXT --by NAME
                                 [--keys FILE]… [--sealing-key FILE] [--call-back FILE]
                                 [--data DIR] [--json]

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
  --keys FILE    public keys of a count centre, as the signing app saves them; may be repeated
  --sealing-key FILE  the file of pollwarden results sealing-key; only its public part is taken
  --call-back FILE    desk-commitments.json, as pollwarden callback sheets writes it
  --data DIR     the data folder (default: POLLWARDEN_DATA, else ./pollwarden-data)
  --json         for machines

Examples:
  pollwarden election amend changes.json --election demo --reason "The school is closed" --by "A. Chair"
  pollwarden election amend --keys centre-keys-d1.json --election demo --reason "Keys of D1" --by "A. Chair"`;

const flagKinds = {
  ...electionFlags,
  by: 'text',
  reason: 'text',
  keys: 'texts',
  'sealing-key': 'text',
  'call-back': 'text',
} as const;

type Flags = {
  readonly keys?: string[];
  readonly 'sealing-key'?: string;
  readonly 'call-back'?: string;
};

/** Changes of a file, and those that the files of others ask for. */
function changesOf(files: readonly string[], flags: Flags, election: string): Amendment {
  const fromFile = files.flatMap((file): Amendment => readAmendment(readJsonFile(file)));
  const fromKeys = inputFiles(flags.keys ?? []).map((file): Amendment[number] => {
    const { election: own, centre, keys } = readCentreKeys(file);
    if (own !== election) throw usageError(`${file.path}: these keys were made for the election ${own}`);
    return { change: 'addKeys', centre, keys: [...keys] };
  });
  const sealing = flags['sealing-key'];
  const callBack = inputFiles(flags['call-back'] === undefined ? [] : [flags['call-back']]).map(readCommitments);
  return readAmendment([
    ...fromFile,
    ...fromKeys,
    ...(sealing === undefined ? [] : [{ change: 'setSealingKey', sealingKey: publicSealingKey(sealing) }]),
    ...callBack.map((desk) => ({ change: 'setCallBack', callBack: desk })),
  ]);
}

export const command: Command = {
  path: ['election', 'amend'],
  summary: 'Propose an amendment of a fixed definition',
  help,
  run: async (args) => {
    const { flags, positionals } = parseFlags(args, flagKinds);
    const given =
      positionals.length + [flags.keys, flags['sealing-key'], flags['call-back']].flat().filter(Boolean).length;
    if (positionals.length > 1 || given === 0)
      throw usageError('election amend needs one file of changes, or --keys, --sealing-key or --call-back');
    const election = electionFlag(flags, 'election amend');
    const by = byFlag(flags.by, 'election amend');
    const reason = flags.reason?.trim() ?? '';
    if (reason === '') throw usageError('election amend needs --reason TEXT');
    const amendment = changesOf(positionals, flags, election);
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
