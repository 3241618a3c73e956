// pollwarden release show: state, policy, clock, who did what, what went out.
import { readMachineClock } from '../../kernel/machine-clock.ts';
import { type Ledger, readLedger } from '../../ledger/ledger.ts';
import type { Gate } from '../../results/release/gate.ts';
import { electionOf } from '../../results/store/elections.ts';
import { releaseFiles } from '../../results/store/release-files.ts';
import { releaseLog } from '../../results/store/release-steps.ts';
import { type ReleaseNow, releaseNow } from '../../results/store/release-view.ts';
import { parseFlags, usageError } from '../args.ts';
import type { Command } from '../command.ts';
import { printable } from '../printable.ts';
import { stateWords } from '../release-step.ts';
import { electionFlag, electionFlags, spaceFolder } from '../results-folder.ts';
import { formatCount, formatTable } from '../table.ts';
import { utcMinute, utcSecond } from '../utc.ts';

const help = `Usage: pollwarden release show --election ID [--data DIR] [--json]

The release of an election: its state, the policy, what holds everything back, the clock, who did
what, and what was handed out. Exit 1 where it is held, or the clock is in doubt.

Options:
  --election ID  the election
  --data DIR     the data folder (default: POLLWARDEN_DATA, else ./pollwarden-data)
  --json         for machines

Example:
  pollwarden release show --election demo`;

const gateWords: Readonly<Record<Gate, string>> = {
  noPolicy: 'there is no policy yet',
  notStarted: 'two persons have not started it',
  held: 'somebody holds it',
  clock: 'the clock is in doubt and the embargo has not passed',
  embargo: 'the embargo has not passed',
};

const attention = ({ gate }: ReleaseNow): boolean => gate === 'held' || gate === 'clock';

function answerOf(ledger: Ledger, election: string, now: ReleaseNow): unknown {
  const { policy, waiting, ...rest } = now;
  return {
    election,
    ...rest,
    gate: now.gate ?? null,
    policy: policy === undefined ? null : { ...policy, embargoAt: new Date(policy.embargoAt).toISOString() },
    waitsAfter: waiting?.by ?? null,
    log: releaseLog(ledger, election),
    files: releaseFiles(ledger, election),
  };
}

function policyLines({ policy, lastState }: ReleaseNow): readonly string[] {
  if (policy === undefined) return [];
  const { version, hash, embargoAt } = policy;
  const { detail, flow, contests } = policy.policy;
  return [
    `  policy ${version}, SHA-256 ${hash}`,
    `  embargo ${utcMinute(embargoAt)} UTC${lastState === undefined ? '' : ` (polls close last in ${lastState})`}`,
    `  detail ${detail}, flow ${flow}, contests ${contests.join(', ')}`,
  ];
}

function lines(ledger: Ledger, election: string, now: ReleaseNow): readonly string[] {
  const { clock, records, handedOut, head } = now;
  return [
    `The release of ${election} ${stateWords[now.state]}`,
    now.gate === undefined ? '  records flow' : `  nothing flows: ${gateWords[now.gate]}`,
    ...policyLines(now),
    clock.doubt === undefined
      ? `  clock confirmed by ${printable(clock.confirmedBy ?? '', 200)}`
      : `  clock in doubt: ${clock.doubt}${clock.drift === 0 ? '' : `, ${formatCount(clock.drift / 1000)} s`}`,
    `  ${formatCount(records)} records, ${formatCount(handedOut)} handed out${records === 0 ? '' : `, head ${head}`}`,
    '',
    ...formatTable(
      [{ title: 'WHEN (UTC)' }, { title: 'STEP' }, { title: 'STATE' }, { title: 'BY' }, { title: 'REASON' }],
      releaseLog(ledger, election).map(({ at, step, to, by, reason }) => [
        ...[utcSecond(at), step, to, printable(by, 60), printable(reason, 80)],
      ]),
    ),
  ];
}

export const command: Command = {
  path: ['release', 'show'],
  summary: 'State, policy, clock and log of a release',
  help,
  run: async (args) => {
    const { flags, positionals } = parseFlags(args, electionFlags);
    if (positionals.length > 0) throw usageError(`release show takes no file, and got "${positionals[0]}"`);
    const election = electionFlag(flags, 'release show');
    const ledger = readLedger(spaceFolder(flags), Date.now);
    try {
      electionOf(ledger, election);
      const now = releaseNow(ledger, election, readMachineClock(Date.now));
      process.stdout.write(
        flags.json === true
          ? `${JSON.stringify(answerOf(ledger, election, now))}\n`
          : `${lines(ledger, election, now).join('\n')}\n`,
      );
      return attention(now) ? 1 : 0;
    } finally {
      ledger.close();
    }
  },
};
