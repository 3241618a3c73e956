// What approve, start and resume of a release share: the first person proposes, the second agrees or refuses.
import { readMachineClock } from '../kernel/machine-clock.ts';
import { openLedger } from '../ledger/ledger.ts';
import type { ReleaseState } from '../results/release/states.ts';
import { electionOf } from '../results/store/elections.ts';
import { currentPolicy } from '../results/store/release-policies.ts';
import { releaseState, stepOf, takeStep } from '../results/store/release-steps.ts';
import { parseFlags, usageError } from './args.ts';
import type { Command } from './command.ts';
import { byFlag, electionFlag, electionFlags, spaceFolder } from './results-folder.ts';
import { utcSecond } from './utc.ts';

export const stateWords: Readonly<Record<ReleaseState, string>> = {
  none: 'has no policy',
  drafted: 'has a policy that nobody has proposed',
  proposed: 'has a policy that waits for a second person',
  approved: 'has an approved policy and is not started',
  startProposed: 'waits for a second person to start it',
  started: 'is started',
  held: 'is held',
  resumeProposed: 'is held and waits for a second person to resume it',
};

export function stepCommand(
  what: 'approve' | 'start' | 'resume',
  { summary, help }: Pick<Command, 'summary' | 'help'>,
): Command {
  const name = `release ${what}`;
  return {
    path: ['release', what],
    summary,
    help,
    run: async (args) => {
      const { flags, positionals } = parseFlags(args, {
        ...electionFlags,
        by: 'text',
        refuse: 'switch',
        reason: 'text',
      });
      if (positionals.length > 0) throw usageError(`${name} takes no file, and got "${positionals[0]}"`);
      const election = electionFlag(flags, name);
      const by = byFlag(flags.by, name);
      const ledger = openLedger(spaceFolder(flags), Date.now);
      try {
        electionOf(ledger, election);
        const step = stepOf(what, releaseState(ledger, election), flags.refuse !== true);
        const reading = readMachineClock(Date.now);
        const state = takeStep(ledger, election, step, by, { reason: flags.reason?.trim() ?? '', reading });
        const hash = currentPolicy(ledger, election)?.hash;
        const clock = what === 'approve' ? '' : `\n  The clock of this machine shows ${utcSecond(reading.wall)} UTC`;
        process.stdout.write(
          flags.json === true
            ? `${JSON.stringify({ election, step, state, policy: hash, clock: new Date(reading.wall).toISOString() })}\n`
            : `The release of ${election} ${stateWords[state]}\n  policy SHA-256 ${hash}${clock}\n`,
        );
        return 0;
      } finally {
        ledger.close();
      }
    },
  };
}
