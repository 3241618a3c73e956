// pollwarden returns code: public codes of the returns of a unit, and whether a code from a paper is one of ours.
import { type Ledger, readLedger } from '../../ledger/ledger.ts';
import { groupedCode, publicCode } from '../../results/codes/public-code.ts';
import { hashesOf } from '../../results/store/decide-unit.ts';
import { electionOf } from '../../results/store/elections.ts';
import { returnOfCode } from '../../results/store/find-return.ts';
import { arrivalsOfUnit } from '../../results/store/returns.ts';
import { unitRow } from '../../results/store/unit-rows.ts';
import { parseFlags, usageError } from '../args.ts';
import type { Command } from '../command.ts';
import { electionFlag, electionFlags, spaceFolder } from '../results-folder.ts';
import { type UnitPlace, unitPlace } from '../unit-place.ts';

const help = `Usage: pollwarden returns code UNIT --election ID [--contest C] [--data DIR] [--json]
       pollwarden returns code --verify CODE --election ID [--data DIR] [--json]

The public code stands on the printed protocol of a return: 80 bits of its hash and one check
character. The first form prints the codes of a unit's returns; the second says which return a code
that somebody typed belongs to, and whether its figures are counted. Ends with 1 where the code was
misread, where no return here has it, or where the return does not hold.

Options:
  --election ID  the election
  --contest C    the contest, where the unit has several
  --verify CODE  a code as it stands on a paper; hyphens, spaces and small letters do not matter
  --data DIR     the data folder (default: POLLWARDEN_DATA, else ./pollwarden-data)
  --json         for machines

Examples:
  pollwarden returns code 234 --election demo
  pollwarden returns code --verify 3K9QA-7T2M-V0XE-4HJ8 --election demo`;

type Standing = 'holds' | 'stands' | 'superseded';

function standingOf(ledger: Ledger, { election, contest, unit }: UnitPlace, hash: string): Standing {
  const row = unitRow(ledger, election, contest, unit);
  if (row?.holding === hash) return 'holds';
  return hashesOf(row?.heads ?? '').includes(hash) ? 'stands' : 'superseded';
}

function codesOf(ledger: Ledger, place: UnitPlace, json: boolean): number {
  const { election, contest, unit } = place;
  const signed = arrivalsOfUnit(ledger, election, contest, unit).filter(({ signatures }) => signatures.length > 0);
  const codes = [...new Set(signed.map(({ hash }) => hash))].map((hash) => ({
    code: groupedCode(publicCode(hash)),
    hash,
    standing: standingOf(ledger, place, hash),
    channels: [...new Set(signed.filter((one) => one.hash === hash).map(({ channel }) => channel))],
  }));
  const lines = codes.map(
    ({ code, hash, standing, channels }) => `${code}  ${hash.slice(0, 16)}  ${standing}  ${channels.join(' ')}\n`,
  );
  process.stdout.write(
    json
      ? `${JSON.stringify({ ...place, codes })}\n`
      : lines.length === 0
        ? `Unit ${unit} has no signed return.\n`
        : lines.join(''),
  );
  return codes.length === 0 ? 1 : 0;
}

function verify(ledger: Ledger, election: string, code: string, json: boolean): number {
  electionOf(ledger, election);
  const read = returnOfCode(ledger, election, code);
  if (read.answer !== 'found') {
    const why =
      read.answer === 'misread'
        ? 'The check character does not fit: a character was misread.'
        : 'No return of this election has this code.';
    process.stdout.write(json ? `${JSON.stringify({ election, answer: read.answer })}\n` : `${why}\n`);
    return 1;
  }
  const { hash, signed } = read.found;
  const { contest, unit } = signed.return;
  const standing = standingOf(ledger, { election, contest, unit }, hash);
  process.stdout.write(
    json
      ? `${JSON.stringify({ election, answer: 'found', contest, unit, hash, standing })}\n`
      : `Unit ${unit} in ${contest}: the return ${hash.slice(0, 16)} ${standing === 'superseded' ? 'was superseded' : standing}.\n`,
  );
  return standing === 'holds' ? 0 : 1;
}

export const command: Command = {
  path: ['returns', 'code'],
  summary: 'Public codes of returns, and which return a typed code belongs to',
  help,
  run: async (args) => {
    const { flags, positionals } = parseFlags(args, { ...electionFlags, contest: 'text', verify: 'text' });
    const election = electionFlag(flags, 'returns code');
    if ((flags.verify === undefined) === (positionals.length === 0) || positionals.length > 1)
      throw usageError('returns code needs one unit, or --verify CODE');
    const ledger = readLedger(spaceFolder(flags), Date.now);
    try {
      const json = flags.json === true;
      return flags.verify === undefined
        ? codesOf(ledger, unitPlace(ledger, election, positionals[0], flags.contest), json)
        : verify(ledger, election, flags.verify, json);
    } finally {
      ledger.close();
    }
  },
};
