// pollwarden returns show: one unit, channel beside channel, what differs, what arrived, what was decided.
import { readLedger } from '../../ledger/ledger.ts';
import { groupedCode, publicCode } from '../../results/codes/public-code.ts';
import { hashesOf } from '../../results/store/decide-unit.ts';
import { type UnitDetail, unitDetail } from '../../results/store/unit-detail.ts';
import { parseFlags, usageError } from '../args.ts';
import type { Command } from '../command.ts';
import { printable } from '../printable.ts';
import { electionFlag, electionFlags, spaceFolder } from '../results-folder.ts';
import { formatCount, formatTable } from '../table.ts';
import { unitPlace } from '../unit-place.ts';
import { utcMinute } from '../utc.ts';

const help = `Usage: pollwarden returns show UNIT --election ID [--contest C] [--all] [--data DIR] [--json]

One unit: its state, what each channel says side by side, what the difference looks like, failed
checks, the returns that came with their public codes, and its history.

Options:
  --election ID  the election
  --contest C    the contest, where the unit has several
  --all          every figure, not only those that differ
  --data DIR     the data folder (default: POLLWARDEN_DATA, else ./pollwarden-data)
  --json         for machines: everything

Example:
  pollwarden returns show 234 --election demo`;

const codeOf = (hash: string, signatures: number): string | null =>
  signatures === 0 ? null : groupedCode(publicCode(hash));

function figureLines({ fields, columns: beside }: UnitDetail, all: boolean): readonly string[] {
  const channels = beside.map(({ id }) => id);
  const shown = all ? fields : fields.filter(({ differs }) => differs);
  if (shown.length === 0) return channels.length < 2 ? [] : ['', 'No figure differs.'];
  const columns = [
    { title: 'figure' },
    ...channels.map((title) => ({ title, align: 'right' as const })),
    { title: '' },
  ];
  const rows = shown.map(({ label, values, differs }) => [
    printable(label, 60),
    ...channels.map((channel) => {
      const value = values[channel];
      return value === null ? '–' : formatCount(value);
    }),
    differs ? 'differs' : '',
  ]);
  return ['', ...formatTable(columns, rows)];
}

function forPeople(detail: UnitDetail, all: boolean): string {
  const { row, arrivals, history, checks, decision } = detail;
  if (row === undefined) return 'Not reconciled yet.\nRun: pollwarden returns reconcile\n';
  const heads = new Set(hashesOf(row.heads));
  const standing = (hash: string): string =>
    hash === row.holding ? 'holds' : heads.has(hash) ? 'stands' : 'superseded';
  return `${[
    `${printable(row.unit)}  ${printable(row.name, 80)}: ${row.state}${row.channels.length === 0 ? '' : `, on ${row.channels.join(' and ')}`}`,
    ...(row.sentence === '' ? [] : [`  ${printable(row.sentence, 400)}`]),
    ...(row.finding === '' ? [] : [`  finding ${row.finding}`]),
    ...figureLines(detail, all),
    ...(checks.length === 0 ? [] : ['', 'Failed checks:']),
    ...checks.map(
      ({ hash, code, kind, label }) => `  ${hash.slice(0, 12)}  ${kind}  ${code}  ${printable(label, 120)}`,
    ),
    ...(arrivals.length === 0 ? ['', 'No return has come.'] : ['', 'Returns that came:']),
    ...arrivals.map(
      ({ hash, channel, way, receivedAt, signatures, return: one }) =>
        `  ${hash.slice(0, 12)}  ${channel}  ${way}  ${utcMinute(receivedAt)}  ${standing(hash)}  ${codeOf(hash, signatures.length) ?? 'not signed'}${one.supersedes === undefined ? '' : `  corrects ${one.supersedes.slice(0, 12)}: ${printable(one.reason ?? '', 120)}`}`,
    ),
    ...(history.length === 0 ? [] : ['', 'History:']),
    ...history.map(
      ({ at, event, to, by, ground }) =>
        `  ${utcMinute(at)}  ${event}  ${to}  ${printable(by, 60)}${ground === '' ? '' : `: ${printable(ground, 200)}`}`,
    ),
    ...(decision === undefined || decision.heads === row.heads
      ? []
      : ['', 'Returns have come since the last decision: it no longer holds.']),
  ].join('\n')}\n`;
}

function forMachines(detail: UnitDetail, place: { readonly election: string }): string {
  const { row, fields, arrivals, checks, history, decision, derived } = detail;
  return JSON.stringify({
    ...place,
    ...row,
    columns: detail.columns,
    fields,
    groups: derived.comparison.groups.map(({ group, on, compared }) => ({ group, on, compared })),
    checks,
    arrivals: arrivals.map(({ return: one, signatures, hash, ...arrival }) => ({
      ...arrival,
      hash,
      signatures: signatures.length,
      publicCode: codeOf(hash, signatures.length),
      holds: hash === row?.holding,
      countedAt: one.countedAt,
      supersedes: one.supersedes ?? null,
      reason: one.reason ?? null,
    })),
    history,
    decision: decision ?? null,
  });
}

export const command: Command = {
  path: ['returns', 'show'],
  summary: 'One unit, channel beside channel, with its history',
  help,
  run: async (args) => {
    const { flags, positionals } = parseFlags(args, { ...electionFlags, contest: 'text', all: 'switch' });
    if (positionals.length !== 1) throw usageError('returns show needs one unit');
    const election = electionFlag(flags, 'returns show');
    const ledger = readLedger(spaceFolder(flags), Date.now);
    try {
      const place = unitPlace(ledger, election, positionals[0], flags.contest);
      const detail = unitDetail(ledger, election, place.contest, place.unit);
      process.stdout.write(
        flags.json === true ? `${forMachines(detail, place)}\n` : forPeople(detail, flags.all === true),
      );
      return detail.row?.state === 'conflicting' ? 1 : 0;
    } finally {
      ledger.close();
    }
  },
};
