// What the channels of an election depend on, as persons entered it; each version stays.
import { PollwardenError } from '../../kernel/errors.ts';
import { recordAudit } from '../../ledger/audit/record.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { type ChannelEntry, sheetChanges } from '../independence/independence.ts';
import { addressOf, type By } from './by.ts';
import { electionOf } from './elections.ts';

export type ChannelSheet = {
  /** 0 where nothing was entered yet. */
  readonly version: number;
  readonly channels: readonly ChannelEntry[];
  readonly by: string;
  readonly at: number | undefined;
};

export function channelSheet(ledger: Ledger, election: string): ChannelSheet {
  electionOf(ledger, election);
  const row = ledger.db
    .prepare('SELECT version, sheet, by, at FROM channel_sheets WHERE election = ? ORDER BY version DESC LIMIT 1')
    .get(election) as
    | { readonly version: number; readonly sheet: string; readonly by: string; readonly at: number }
    | undefined;
  if (row === undefined) return { version: 0, channels: [], by: '', at: undefined };
  return { ...row, channels: JSON.parse(row.sheet) as ChannelEntry[] };
}

/** CONFLICT where somebody changed it since `expected` was read; INPUT_INVALID where a channel is named twice. */
export function saveChannelSheet(
  ledger: Ledger,
  election: string,
  { channels, expected }: { readonly channels: readonly ChannelEntry[]; readonly expected: number },
  by: By,
): ChannelSheet {
  return ledger.write(() => {
    const before = channelSheet(ledger, election);
    if (before.version !== expected)
      throw new PollwardenError('CONFLICT', `${before.by} changed it since; look at it again`);
    const twice = channels.find(({ id }, i) => channels.findIndex((one) => one.id === id) !== i);
    if (twice !== undefined) throw new PollwardenError('INPUT_INVALID', `channel ${twice.id} is named twice`);
    const changes = sheetChanges(before.channels, channels);
    if (changes.length === 0) return before;
    const version = expected + 1;
    ledger.db
      .prepare('INSERT INTO channel_sheets (election, version, sheet, by, at) VALUES (?, ?, ?, ?, ?)')
      .run(election, version, JSON.stringify(channels), by.name, Math.trunc(ledger.now()));
    recordAudit(ledger, {
      event: 'channels.changed',
      actor: by.actor,
      subject: election,
      details: { version, changes: [...changes], by: by.name },
      ...addressOf(by),
    });
    return channelSheet(ledger, election);
  });
}
