// pollwarden callback sheets: the desk's key file, one-time sheets to print, the sealed list, and the commitments.
import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { CallBackDesk, Definition } from '../../elections/definition/definition.ts';
import { writeNewSecret } from '../../kernel/durable-file.ts';
import { PollwardenError } from '../../kernel/errors.ts';
import { readLedger } from '../../ledger/ledger.ts';
import { type Desk, makeDeskKey, sealDesk } from '../../results/call-back/desk-file.ts';
import { committed, makeSheets, mostLines, type SheetRequest } from '../../results/call-back/sheets.ts';
import { callSheetHtml, type CentreNumbers, sealedListHtml } from '../../results/paper/call-sheet.ts';
import { definitionOf } from '../../results/store/elections.ts';
import { listFlag, numberFlag, parseFlags, usageError } from '../args.ts';
import { deskFrom, emptyFolder, numbersFrom, passphraseFrom } from '../call-back-files.ts';
import type { Command } from '../command.ts';
import { counted } from '../counted.ts';
import { answersIn, journalOf } from '../desk-journal.ts';
import { printable } from '../printable.ts';
import { electionFlag, electionFlags, spaceFolder } from '../results-folder.ts';

const help = `Usage: pollwarden callback sheets --election ID --out DIR --passphrase-file FILE
                                [--centres A,B…] [--plain A,B…] [--lines N] [--numbers FILE.csv]
                                [--key FILE] [--data DIR] [--json]

Makes one-time sheets for call-backs, on the machine of the call-back desk and not on that of the
results. Writes into a new folder, for its owner only:
  desk-key.json          the desk's key and all secrets, sealed with the passphrase
  desk-commitments.json  for the definition: election import --call-back, or the amendment
  amendment.json         the same for: pollwarden election amend amendment.json
  sheets/NAME.html       one sheet each, to print, seal and send to its centre; then delete them
  sealed-list.html       for headquarters: which number is called for which centre

A centre has a bound sheet (the signing app makes a code from the line's secret and the totals), or
with --plain a plain one (codes are printed; for a centre without a computer). With --key the sheets
are added to those of an existing key file, and the desk's key stays.

Options:
  --election ID           the election
  --out DIR               a new or empty folder
  --passphrase-file FILE  its one line seals the key file (with --key: opens it too)
  --centres A,B           ids of centres (default: all)
  --plain A,B             ids of centres that get a plain sheet
  --lines N               lines of a sheet, each for one call (default 20, at most ${mostLines})
  --numbers FILE.csv      columns centre and number: printed, and kept nowhere else
  --key FILE              the desk's key file to add to
  --data DIR              the data folder (default: POLLWARDEN_DATA, else ./pollwarden-data)
  --json                  for machines

Example:
  pollwarden callback sheets --election demo --out desk --passphrase-file pass --numbers numbers.csv`;

const flagKinds = {
  ...electionFlags,
  out: 'text',
  'passphrase-file': 'text',
  centres: 'text',
  plain: 'text',
  lines: 'text',
  numbers: 'text',
  key: 'text',
} as const;

function requestsOf(
  { centres }: Definition,
  flags: { readonly centres?: string; readonly plain?: string; readonly lines?: string },
): readonly SheetRequest[] {
  const known = new Set(centres.map(({ id }) => id));
  const named = (flag: '--centres' | '--plain', text: string | undefined): readonly string[] | undefined => {
    const ids = text === undefined ? undefined : listFlag(flag, text);
    const strange = ids?.find((id) => !known.has(id));
    if (strange !== undefined) throw usageError(`${flag}: there is no centre "${strange}"`);
    return ids;
  };
  const plain = new Set(named('--plain', flags.plain) ?? []);
  const chosen = named('--centres', flags.centres) ?? [...known];
  const apart = [...plain].find((id) => !chosen.includes(id));
  if (apart !== undefined) throw usageError(`--plain names ${apart}, which --centres does not`);
  const bounds = { least: 1, most: mostLines, integer: true };
  const lines = numberFlag('--lines', flags.lines ?? '20', bounds);
  return chosen.map((centre) => ({ centre, kind: plain.has(centre) ? 'plain' : 'bound', lines }));
}

/** Only new sheets are printed; the list has all. */
async function writeAll(
  out: string,
  definition: Definition,
  {
    desk,
    added,
    passphrase,
    numbers,
    answered,
  }: { desk: Desk; added: Desk['sheets']; passphrase: string; numbers: CentreNumbers; answered: string },
): Promise<CallBackDesk> {
  emptyFolder(out);
  const callBack: CallBackDesk = {
    publicKey: desk.publicKey,
    sheets: await Promise.all(desk.sheets.map(async (sheet) => await committed(desk.election, sheet))),
  };
  writeNewSecret(join(out, 'desk-key.json'), await sealDesk(desk, passphrase, randomBytes));
  if (answered !== '') writeNewSecret(journalOf(join(out, 'desk-key.json')), answered);
  writeNewSecret(join(out, 'desk-commitments.json'), `${JSON.stringify(callBack)}\n`);
  writeNewSecret(join(out, 'amendment.json'), `${JSON.stringify([{ change: 'setCallBack', callBack }])}\n`);
  for (const sheet of added)
    writeNewSecret(join(out, 'sheets', `${sheet.sheet}.html`), await callSheetHtml(definition, sheet, numbers));
  writeNewSecret(join(out, 'sealed-list.html'), sealedListHtml(definition, desk.sheets, numbers));
  return callBack;
}

function definitionFrom(flags: { readonly data?: string; readonly election?: string }): Definition {
  const ledger = readLedger(spaceFolder(flags), Date.now);
  try {
    return definitionOf(ledger, electionFlag(flags, 'callback sheets'));
  } finally {
    ledger.close();
  }
}

export const command: Command = {
  path: ['callback', 'sheets'],
  summary: 'One-time sheets for call-backs, the desk’s key file, and the commitments',
  help,
  run: async (args) => {
    const { flags, positionals } = parseFlags(args, flagKinds);
    if (positionals.length > 0) throw usageError(`callback sheets takes no file, and got "${positionals[0]}"`);
    const { out } = flags;
    if (out === undefined) throw usageError('callback sheets needs --out DIR');
    const definition = definitionFrom(flags);
    const { election } = definition;
    const passphrase = passphraseFrom(flags, 'callback sheets');
    const numbers = numbersFrom(flags.numbers, new Set(definition.centres.map(({ id }) => id)));
    const before = flags.key === undefined ? undefined : await deskFrom(flags, 'callback sheets');
    if (before !== undefined && before.election !== election)
      throw new PollwardenError('ELECTION_OTHER', `the key file is of ${before.election}`, { file: flags.key ?? '' });
    const added = makeSheets(requestsOf(definition, flags), randomBytes);
    // The desk goes on counting where it was.
    const answered = flags.key === undefined ? '' : answersIn(journalOf(flags.key));
    const key = before ?? { election, ...(await makeDeskKey()), sheets: [] };
    const desk: Desk = { ...key, sheets: [...key.sheets, ...added] };
    const callBack = await writeAll(out, definition, { desk, added, passphrase, numbers, answered });
    const lines = added.reduce((sum, { secrets }) => sum + secrets.length, 0);
    const digest = createHash('sha256').update(JSON.stringify(callBack)).digest('hex');
    const answer = { election, folder: out, publicKey: desk.publicKey, sheets: added.length, lines, digest };
    process.stdout.write(
      flags.json === true
        ? `${JSON.stringify(answer)}\n`
        : `${counted(added.length, 'sheet')} with ${counted(lines, 'line')} in ${printable(out)}
  desk ${desk.publicKey}
Commit to them before polling: pollwarden election amend ${printable(join(out, 'amendment.json'))} --election ${election} --reason TEXT --by NAME
Print and seal sheets/ and sealed-list.html, then delete them; keep desk-key.json with the desk.
`,
    );
    return 0;
  },
};
