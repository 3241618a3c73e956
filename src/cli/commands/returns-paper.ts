// pollwarden returns paper: the printed protocol of a stored return, as one HTML file for a browser's printer.
import { writeFileSync } from 'node:fs';
import { demonstrationMark } from '../../kernel/demonstration.ts';
import { PollwardenError } from '../../kernel/errors.ts';
import { type Ledger, readLedger } from '../../ledger/ledger.ts';
import { groupedCode, publicCode } from '../../results/codes/public-code.ts';
import { protocolHtml, protocolTexts } from '../../results/paper/protocol.ts';
import { checkCounts, compileRules } from '../../results/rules/check.ts';
import { definitionOfReturn, returnOfCode, returnsByHash, type StoredReturn } from '../../results/store/find-return.ts';
import { arrivalsOfUnit } from '../../results/store/returns.ts';
import { unitRow } from '../../results/store/unit-rows.ts';
import { parseFlags, usageError } from '../args.ts';
import type { Command } from '../command.ts';
import { electionFlag, electionFlags, spaceFolder } from '../results-folder.ts';
import { unitPlace } from '../unit-place.ts';

const help = `Usage: pollwarden returns paper UNIT --out FILE.html --election ID [--contest C] [--data DIR] [--json]
       pollwarden returns paper --return HASH|CODE --out FILE.html --election ID [--data DIR] [--json]

Prints the protocol of a signed return anew: every figure under the paper's own names, the public
code, the signed QR codes. One HTML file without script, for A4: open it in a browser and print it,
or save it as a PDF there. It is the same paper as the centre's signing app prints.

Options:
  --out FILE     where to write it
  --election ID  the election
  --return R     a return by its hash, how it begins (8 digits or more), or its public code;
                 without it the return of the unit that holds
  --contest C    the contest, where the unit has several
  --data DIR     the data folder (default: POLLWARDEN_DATA, else ./pollwarden-data)
  --json         for machines

Example:
  pollwarden returns paper 234 --election demo --out protocol-234.html`;

const leastDigits = 8;

/** NOT_FOUND; USAGE where it is not clear which one is meant. */
function named(ledger: Ledger, election: string, text: string): StoredReturn {
  const byCode = returnOfCode(ledger, election, text);
  if (byCode.answer === 'found') return byCode.found;
  if (!/^[0-9a-fA-F]+$/.test(text) || text.length < leastDigits)
    throw usageError(
      `--return takes a public code or at least ${leastDigits} digits of a hash, not "${text.slice(0, 80)}"`,
    );
  const found = returnsByHash(ledger, election, text.toLowerCase());
  if (found.length > 1) throw usageError(`${found.length} returns begin with ${text}`);
  if (found.length === 0)
    throw new PollwardenError('NOT_FOUND', `no return of ${election} begins with ${text.slice(0, 64)}`);
  return found[0];
}

/** The one that holds, where it is signed; else the first signed one that could. */
function ofUnit(ledger: Ledger, election: string, unit: string, contest: string | undefined): StoredReturn {
  const place = unitPlace(ledger, election, unit, contest);
  const holding = unitRow(ledger, election, place.contest, unit)?.holding;
  const arrivals = arrivalsOfUnit(ledger, election, place.contest, unit);
  const one = arrivals.find(({ hash }) => hash === holding) ?? arrivals.at(-1);
  if (one === undefined) throw new PollwardenError('NOT_FOUND', `no return of unit ${unit}`);
  return { hash: one.hash, signed: { return: one.return, signatures: one.signatures } };
}

function paperOf(ledger: Ledger, { hash, signed }: StoredReturn, demonstration: boolean): string {
  if (signed.signatures.length === 0)
    throw new PollwardenError(
      'INPUT_INVALID',
      `the return ${hash.slice(0, 16)} was read from files and nobody signed it`,
    );
  const definition = definitionOfReturn(ledger, signed.return);
  const broken = checkCounts(compileRules(definition), signed.return.counts);
  const texts = demonstration ? { texts: { ...protocolTexts, mark: demonstrationMark } } : {};
  const explained = broken.map(({ code, label }) => `${code} ${label}`);
  return protocolHtml({ definition, signed, hash, explained, ...texts });
}

export const command: Command = {
  path: ['returns', 'paper'],
  summary: 'The printed protocol of a stored return, with its signed QR codes',
  help,
  run: async (args) => {
    const { flags, positionals } = parseFlags(args, { ...electionFlags, contest: 'text', return: 'text', out: 'text' });
    const election = electionFlag(flags, 'returns paper');
    const { out } = flags;
    if (out === undefined) throw usageError('returns paper needs --out FILE.html');
    if ((flags.return === undefined) === (positionals.length === 0) || positionals.length > 1)
      throw usageError('returns paper needs one unit, or --return HASH');
    const ledger = readLedger(spaceFolder(flags), Date.now);
    try {
      const stored =
        flags.return === undefined
          ? ofUnit(ledger, election, positionals[0], flags.contest)
          : named(ledger, election, flags.return);
      const html = paperOf(ledger, stored, flags.demonstration === true);
      writeFileSync(out, html);
      const { unit, contest } = stored.signed.return;
      const code = groupedCode(publicCode(stored.hash));
      process.stdout.write(
        flags.json === true
          ? `${JSON.stringify({ election, contest, unit, hash: stored.hash, publicCode: code, file: out })}\n`
          : `${out}: the protocol of unit ${unit}, public code ${code}\n`,
      );
      return 0;
    } finally {
      ledger.close();
    }
  },
};
