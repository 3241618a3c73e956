// pollwarden returns check: the coded arithmetic checks over all returns of an election.
import { readLedger } from '../../ledger/ledger.ts';
import { packs } from '../../results/packs/index.ts';
import { type CheckedReturns, checkReturns } from '../../results/store/check-returns.ts';
import { comparedChannels, type ChannelFigures } from '../../results/store/compared-channels.ts';
import { numberFlag, parseFlags, usageError } from '../args.ts';
import type { Command } from '../command.ts';
import { counted } from '../counted.ts';
import { printable } from '../printable.ts';
import { electionFlag, electionFlags, spaceFolder } from '../results-folder.ts';
import { formatCount, formatTable } from '../table.ts';

const help = `Usage: pollwarden returns check --election ID [--limit N] [--data DIR] [--json]

Runs the coded arithmetic checks of the definition over the newest return of each unit and channel:
how many returns break each, and which. Checks whose figures no return carries say so.

Options:
  --election ID  the election
  --limit N      returns to list at most, those with an error first (default 20; with --json 1000)
  --data DIR     the data folder (default: POLLWARDEN_DATA, else ./pollwarden-data)
  --json         for machines: each check's count under its code, as the pack names it

Example:
  pollwarden returns check --election bg --json`;

/** Under the pack's names, so that a published benchmark can be compared key by key. */
function figuresOf({ definition, forms, rules }: CheckedReturns): Readonly<Record<string, number | null>> {
  const pack = packs.find(({ name }) => name === definition.pack.name);
  return {
    [pack?.figures?.units ?? 'units']: forms,
    ...Object.fromEntries(rules.map(({ code, units }) => [code, units])),
  };
}

/** Of official against backup, under the pack's names; undefined where only one of them has returns. */
function channelFigures({ definition }: CheckedReturns, figures: ChannelFigures | undefined): object | undefined {
  if (figures === undefined) return undefined;
  const named = packs.find(({ name }) => name === definition.pack.name)?.figures?.twoChannels;
  if (named === undefined) return figures;
  return Object.fromEntries(Object.entries(figures).map(([key, value]) => [named[key as keyof ChannelFigures], value]));
}

function forPeople({ returns, rules, hits, withError, definition }: CheckedReturns): string {
  if (returns === 0) return 'No return has arrived yet.\nBegin with: pollwarden returns import\n';
  const names = new Map(definition.units.map(({ id, name }) => [id, name]));
  const columns = [{ title: 'check' }, { title: 'kind' }, { title: 'returns', align: 'right' as const }, { title: '' }];
  const table = formatTable(
    columns,
    rules.map(({ code, kind, label, units }) => [
      code,
      kind,
      units === null ? 'not carried' : formatCount(units),
      printable(label),
    ]),
  );
  const errors = new Set(rules.filter(({ kind }) => kind === 'error').map(({ code }) => code));
  const listed = hits
    .filter(({ codes }) => codes.some((code) => errors.has(code)))
    .map(
      ({ unit, channel, codes }) =>
        `  ${printable(unit)}  ${printable(names.get(unit) ?? '', 60)}  ${channel}  ${codes.join(', ')}`,
    );
  const all = `${counted(withError, 'return')} with an error, ${formatCount(listed.length)} shown${listed.length < withError ? ' (more with --limit)' : ''}:`;
  return `${counted(returns, 'return')} checked\n${table.join('\n')}\n${withError === 0 ? 'No return has an error.' : [all, ...listed].join('\n')}\n`;
}

export const command: Command = {
  path: ['returns', 'check'],
  summary: 'Arithmetic checks over all returns',
  help,
  run: async (args) => {
    const { flags, positionals } = parseFlags(args, { ...electionFlags, limit: 'text' });
    if (positionals.length > 0) throw usageError(`returns check takes no file, and got "${positionals[0]}"`);
    const election = electionFlag(flags, 'returns check');
    const limit = numberFlag('--limit', flags.limit ?? (flags.json === true ? '1000' : '20'), {
      least: 0,
      most: 1_000_000,
      integer: true,
    });
    const ledger = readLedger(spaceFolder(flags), Date.now);
    try {
      const checked = checkReturns(ledger, election, limit);
      const json = (): string =>
        JSON.stringify({
          election,
          returns: checked.returns,
          ...figuresOf(checked),
          two_channels: channelFigures(checked, comparedChannels(ledger, election)),
          rules: checked.rules,
          withError: checked.withError,
          withWarning: checked.withWarning,
          hits: checked.hits,
        });
      process.stdout.write(flags.json === true ? `${json()}\n` : forPeople(checked));
      return checked.rules.some(({ kind, units }) => kind === 'error' && (units ?? 0) > 0) ? 1 : 0;
    } finally {
      ledger.close();
    }
  },
};
