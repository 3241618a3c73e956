// pollwarden election show: what is defined, in which version, and what waits for a second person.
import { PollwardenError } from '../../kernel/errors.ts';
import { readLedger } from '../../ledger/ledger.ts';
import {
  definitionBytes,
  definitionOf,
  definitionVersions,
  type ElectionRow,
  electionOf,
  listElections,
  revokedKeys,
} from '../../results/store/elections.ts';
import { numberFlag, parseFlags, usageError } from '../args.ts';
import type { Command } from '../command.ts';
import { counted } from '../counted.ts';
import { printable } from '../printable.ts';
import { electionFlags, spaceFolder } from '../results-folder.ts';
import { formatTable } from '../table.ts';
import { utcMinute } from '../utc.ts';
import type { Ledger } from '../../ledger/ledger.ts';

const help = `Usage: pollwarden election show [--election ID] [--version N] [--definition] [--data DIR] [--json]

Without --election: all elections. With it: its definition in force, all versions, keys revoked.

Options:
  --election ID  the election
  --version N    of this version instead of the one in force
  --definition   print the definition itself, canonical JSON; its SHA-256 is what returns name
  --data DIR     the data folder (default: POLLWARDEN_DATA, else ./pollwarden-data)
  --json         for machines

Examples:
  pollwarden election show
  pollwarden election show --election demo --definition > definition.json`;

function listText(elections: readonly ElectionRow[]): string {
  if (elections.length === 0)
    return 'No election was imported yet.\nBegin with: pollwarden election import DIR --pack P --election ID\n';
  const rows = elections.map(({ id, name, day, current, waiting }) => [
    id,
    printable(name, 60),
    day,
    `${current.state}, version ${current.version}`,
    waiting === undefined ? '' : `version ${waiting.version} waits for its second person`,
  ]);
  return `${formatTable(
    ['election', 'name', 'day', 'state', ''].map((title) => ({ title })),
    rows,
  ).join('\n')}\n`;
}

/** Sixteen groups of four, as a person reads a hash from paper. */
const inGroups = (hash: string): string => (hash.match(/.{4}/g) ?? []).join(' ');

function oneText(ledger: Ledger, election: string, version: number | undefined): string {
  const { current } = electionOf(ledger, election);
  const versions = definitionVersions(ledger, election);
  const wanted = version === undefined ? current : versions.find((one) => one.version === version);
  if (wanted === undefined)
    throw new PollwardenError('NOT_FOUND', `${election} has no version ${version}; it has ${versions.length}`);
  const { name, day, units, centres, contests, rules, minimumVoters } = definitionOf(ledger, election, wanted.version);
  const keys = centres.reduce((sum, centre) => sum + centre.keys.length, 0);
  const lines = [
    `${printable(name)}, ${day}: version ${wanted.version}, ${wanted.state}`,
    `  SHA-256 ${inGroups(wanted.hash)}`,
    `  ${counted(units.length, 'counting unit')}, ${counted(centres.length, 'count centre')} with ${counted(keys, 'key')}, ${counted(rules.length, 'check')}`,
    `  minimum ${minimumVoters.count} voters${minimumVoters.ground === undefined ? '' : `: ${printable(minimumVoters.ground, 300)}`}`,
    ...contests.map(
      (contest) =>
        `  ${printable(contest.name)}: ${counted(contest.options.length, 'option')}${contest.seats === undefined ? '' : `, ${counted(contest.seats.seats, 'seat')} by ${contest.seats.method}`}`,
    ),
    '',
    ...versions.map((one) =>
      [
        `  version ${one.version}  ${one.state}  ${utcMinute(one.madeAt)}  ${printable(one.madeBy)}${one.decidedBy === undefined ? '' : `, then ${printable(one.decidedBy)}`}  ${printable(one.reason)}`,
        ...one.changes.map((change) => `    ${printable(change, 500)}`),
      ].join('\n'),
    ),
    ...[...revokedKeys(ledger, election)].map(([key, at]) => `  key ${key} revoked ${utcMinute(at)}`),
  ];
  return `${lines.join('\n')}\n`;
}

export const command: Command = {
  path: ['election', 'show'],
  summary: 'Elections, their definitions and versions',
  help,
  run: async (args) => {
    const { flags, positionals } = parseFlags(args, { ...electionFlags, version: 'text', definition: 'switch' });
    if (positionals.length > 0) throw usageError(`election show takes no file, and got "${positionals[0]}"`);
    const { election } = flags;
    const version =
      flags.version === undefined ? undefined : numberFlag('--version', flags.version, { least: 1, integer: true });
    const ledger = readLedger(spaceFolder(flags), Date.now);
    try {
      if (election === undefined) {
        const elections = listElections(ledger);
        process.stdout.write(flags.json === true ? `${JSON.stringify({ elections })}\n` : listText(elections));
        return 0;
      }
      if (flags.definition === true) {
        process.stdout.write(definitionBytes(definitionOf(ledger, election, version)));
        return 0;
      }
      const json = (): string => {
        const { format: _format, units, centres, areas, ...rest } = definitionOf(ledger, election, version);
        const revoked = [...revokedKeys(ledger, election)].map(([key, at]) => ({ key, at }));
        const sizes = { units: units.length, centres: centres.length, areas: areas.length };
        return JSON.stringify({
          ...electionOf(ledger, election),
          versions: definitionVersions(ledger, election),
          revoked,
          ...sizes,
          definition: rest,
        });
      };
      process.stdout.write(flags.json === true ? `${json()}\n` : oneText(ledger, election, version));
      return 0;
    } finally {
      ledger.close();
    }
  },
};
