// pollwarden release draft: keeps a release policy as a draft.
import { openLedger } from '../../ledger/ledger.ts';
import { draftPolicy } from '../../results/store/release-steps.ts';
import { parseFlags, usageError } from '../args.ts';
import type { Command } from '../command.ts';
import { readJsonFile } from '../read-json.ts';
import { byFlag, electionFlag, electionFlags, spaceFolder } from '../results-folder.ts';
import { utcMinute } from '../utc.ts';

const help = `Usage: pollwarden release draft POLICY.json --election ID --by NAME [--data DIR] [--json]

Keeps a release policy as a draft: embargo, level of detail, one channel or two, contests
(docs/release.md). What was approved before no longer is; two persons approve the new one.

Options:
  --election ID  the election
  --by NAME      who drafts
  --data DIR     the data folder (default: POLLWARDEN_DATA, else ./pollwarden-data)
  --json         for machines

Example:
  pollwarden release draft policy.json --election demo --by "A. Chair"`;

export const command: Command = {
  path: ['release', 'draft'],
  summary: 'Draft a release policy',
  help,
  run: async (args) => {
    const { flags, positionals } = parseFlags(args, { ...electionFlags, by: 'text' });
    if (positionals.length !== 1) throw usageError('release draft needs one policy file');
    const election = electionFlag(flags, 'release draft');
    const by = byFlag(flags.by, 'release draft');
    const policy = readJsonFile(positionals[0]);
    const ledger = openLedger(spaceFolder(flags), Date.now);
    try {
      const { version, hash, embargoAt } = draftPolicy(ledger, election, policy, by);
      process.stdout.write(
        flags.json === true
          ? `${JSON.stringify({ election, version, hash, embargoAt: new Date(embargoAt).toISOString() })}\n`
          : `Policy ${version} of ${election} is drafted; two persons approve it with: pollwarden release approve\n  SHA-256 ${hash}\n  embargo ${utcMinute(embargoAt)} UTC\n`,
      );
      return 0;
    } finally {
      ledger.close();
    }
  },
};
