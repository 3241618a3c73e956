// pollwarden returns certify: one person proposes that a contest be closed (or reopened), another approves or refuses.
import { openLedger } from '../../ledger/ledger.ts';
import { bringAllConflictsUp } from '../../server/features/returns/conflict-findings.ts';
import {
  type Certification,
  decideCertification,
  proposeCertification,
  waitingCertification,
} from '../../results/store/certify.ts';
import { definitionOf } from '../../results/store/elections.ts';
import { listFlag, parseFlags, usageError } from '../args.ts';
import type { Command } from '../command.ts';
import { counted } from '../counted.ts';
import { byFlag, electionFlag, electionFlags, spaceFolder } from '../results-folder.ts';

const help = `Usage: pollwarden returns certify --election ID --by NAME [--contest C] [--reason TEXT]
                                [--except UNIT,…] [--reopen] [--digest HASH] [--refuse] [--data DIR] [--json]

Two persons close a contest: what arrives later changes nothing until two persons reopen it. The
first call proposes, with a reason; the second, by another person, approves exactly the returns that
were proposed. Refused while units are awaited or in conflict, unless they are named with --except.
Names are as the operator types them; in the console each person is signed in.

Options:
  --election ID  the election
  --contest C    the contest, where there are several
  --by NAME      who decides
  --reason TEXT  why, of the first person
  --except U,…   units certified though awaited or in conflict
  --reopen       reopen what is certified instead
  --digest HASH  of the second person: the digest as they saw it
  --refuse       the second person does not approve, or the first takes it back
  --data DIR     the data folder (default: POLLWARDEN_DATA, else ./pollwarden-data)
  --json         for machines

Examples:
  pollwarden returns certify --election demo --reason "All conflicts are settled" --by "A. Chair"
  pollwarden returns certify --election demo --by "B. Deputy"`;

const said = ({ act, state, contest, digest, exceptions }: Certification): string => {
  const done = act === 'certify' ? 'certified' : 'reopened';
  const what =
    state === 'proposed'
      ? `is proposed to be ${done}; another person approves it with: pollwarden returns certify`
      : state === 'done'
        ? `is ${done}`
        : `was not ${done}`;
  const named = exceptions.length === 0 ? '' : `, ${counted(exceptions.length, 'unit')} named as open`;
  return `${contest} ${what}${named}\n  SHA-256 over the returns that hold: ${digest}\n`;
};

export const command: Command = {
  path: ['returns', 'certify'],
  summary: 'Close a contest or reopen it, by two persons',
  help,
  run: async (args) => {
    const { flags, positionals } = parseFlags(args, {
      ...electionFlags,
      contest: 'text',
      by: 'text',
      reason: 'text',
      except: 'text',
      digest: 'text',
      reopen: 'switch',
      refuse: 'switch',
    });
    if (positionals.length > 0) throw usageError(`returns certify takes no file, and got "${positionals[0]}"`);
    const election = electionFlag(flags, 'returns certify');
    const by = byFlag(flags.by, 'returns certify');
    const except = flags.except === undefined ? [] : listFlag('--except', flags.except);
    const ledger = openLedger(spaceFolder(flags), Date.now);
    try {
      const { contests } = definitionOf(ledger, election);
      const contest = flags.contest ?? (contests.length === 1 ? contests[0].id : undefined);
      if (contest === undefined)
        throw usageError(`returns certify needs --contest: ${contests.map(({ id }) => id).join(', ')}`);
      const waits = waitingCertification(ledger, election, contest);
      if (waits === undefined && flags.refuse === true)
        throw usageError(`nothing of ${contest} waits for a second person`);
      if (waits === undefined && (flags.reason?.trim() ?? '') === '')
        throw usageError('returns certify needs --reason TEXT of the first person');
      const act = flags.reopen === true ? 'reopen' : 'certify';
      if (waits !== undefined && waits.act !== act)
        throw usageError(
          `what waits for ${contest} is to ${waits.act} it${waits.act === 'reopen' ? '; say --reopen' : ''}`,
        );
      const seen = flags.digest === undefined ? {} : { seen: flags.digest };
      const done =
        waits === undefined
          ? proposeCertification(ledger, election, { act, contest, reason: flags.reason ?? '', except }, by)
          : decideCertification(ledger, election, { contest, approve: flags.refuse !== true, ...seen }, by);
      bringAllConflictsUp(ledger, election);
      process.stdout.write(flags.json === true ? `${JSON.stringify({ election, ...done })}\n` : said(done));
      return 0;
    } finally {
      ledger.close();
    }
  },
};
