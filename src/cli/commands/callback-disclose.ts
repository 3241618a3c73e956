// pollwarden callback disclose: after certification, the desk opens what it committed to before polling.
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { PollwardenError } from '../../kernel/errors.ts';
import { recordAudit } from '../../ledger/audit/record.ts';
import { openLedger } from '../../ledger/ledger.ts';
import { deskProblem } from '../../results/call-back/answer.ts';
import type { Disclosure } from '../../results/call-back/export-format.ts';
import { definitionOf } from '../../results/store/elections.ts';
import { isCertified } from '../../results/store/unit-persons.ts';
import { parseFlags, usageError } from '../args.ts';
import { deskFlags, deskFrom } from '../call-back-files.ts';
import type { Command } from '../command.ts';
import { counted } from '../counted.ts';
import { printable } from '../printable.ts';
import { electionFlag, electionFlags, operator, spaceFolder } from '../results-folder.ts';

const help = `Usage: pollwarden callback disclose --election ID --key FILE --passphrase-file FILE --out FILE
                                  [--data DIR] [--json]

Writes the salts and secrets of all sheets, so that anybody can check every call again (pollwarden
callback recheck). Refused until every contest of the election is certified: before, the secrets
would let anybody forge codes. The desk's signing key stays in the key file.

Options:
  --election ID           the election
  --key FILE              the desk's key file, desk-key.json
  --passphrase-file FILE  its one line opens the key file
  --out FILE              where to write it
  --data DIR              the data folder (default: POLLWARDEN_DATA, else ./pollwarden-data)
  --json                  for machines

Example:
  pollwarden callback disclose --election demo --key desk-key.json --passphrase-file pass --out sheets.json`;

export const command: Command = {
  path: ['callback', 'disclose'],
  summary: 'After certification: the secrets of the sheets, for everybody to check',
  help,
  run: async (args) => {
    const { flags, positionals } = parseFlags(args, { ...electionFlags, ...deskFlags, out: 'text' });
    if (positionals.length > 0) throw usageError(`callback disclose takes no file, and got "${positionals[0]}"`);
    const { out } = flags;
    if (out === undefined) throw usageError('callback disclose needs --out FILE');
    const election = electionFlag(flags, 'callback disclose');
    const desk = await deskFrom(flags, 'callback disclose');
    const ledger = openLedger(spaceFolder(flags), Date.now);
    try {
      const { contests, callBack } = definitionOf(ledger, election);
      const open = contests.filter(({ id }) => !isCertified(ledger, election, id)).map(({ id }) => id);
      if (open.length > 0) throw new PollwardenError('CONFLICT', `not certified yet: ${open.slice(0, 10).join(', ')}`);
      const problem = await deskProblem(desk, election, callBack);
      if (problem !== undefined) throw new PollwardenError(problem.code, problem.detail, { file: flags.key ?? '' });
      const { publicKey } = desk;
      const sheets = desk.sheets.map((sheet) => ({ ...sheet, secrets: [...sheet.secrets] }));
      const file: Disclosure = { format: 'pollwarden-callback-disclosure/1', election, publicKey, sheets };
      const text = `${JSON.stringify(file)}\n`;
      const digest = createHash('sha256').update(text).digest('hex');
      const details = { sheets: sheets.length, digest };
      // First: from then on these sheets confirm nothing, whatever becomes of the file.
      recordAudit(ledger, { event: 'callBack.disclosed', actor: operator.actor, subject: election, details });
      writeFileSync(out, text);
      const answer = { election, file: out, sheets: sheets.length, sha256: digest };
      process.stdout.write(
        flags.json === true
          ? `${JSON.stringify(answer)}\n`
          : `${printable(out)}: ${counted(sheets.length, 'sheet')} disclosed\nSHA-256 ${digest}\n`,
      );
      return 0;
    } finally {
      ledger.close();
    }
  },
};
