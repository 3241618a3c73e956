// pollwarden lake erase: one account, or all before a day, really gone from the segments.
import { type Erased, eraseAccount, eraseBefore } from '../../ingest/pseudonym-erase.ts';
import { dataFolder, parseFlags, usageError } from '../args.ts';
import type { Command } from '../command.ts';
import { counted } from '../counted.ts';

const help = `Usage: pollwarden lake erase --account ID [--platform P] --yes [--data DIR] [--json]
       pollwarden lake erase --before DAY --yes [--data DIR] [--json]

Rewrites the segments without the rows, and says what it reached and what it could not. The lake keeps a
record of the erasure, without the account (lake status). Exit code 2 where there is no lake or no such
platform in it.

Options:
  --account ID  the account as the source names it: a number, a handle, a DID, user@host. Its posts go, and
                so do others' reposts of them, answers to them and mentions of the account. An account known
                by a number and by a handle needs both, one after the other.
  --platform P  only the account of that platform (x, mastodon, bluesky, telegram, table, …)
  --before DAY  all rows before that day, UTC, such as 2026-03-01
  --yes         confirms: this cannot be undone
  --data DIR    the data folder (default: POLLWARDEN_DATA, else ./pollwarden-data)
  --json        for machines

Examples:
  pollwarden lake erase --account did:plc:abc123 --yes
  pollwarden lake erase --before 2026-03-01 --yes`;

const notReached = [
  'the files that were ingested: ingesting one again brings the rows back',
  'reports and exports that were made before, and copies and backups of the data folder',
  'texts of others that name the account: they are kept as keyed shingles only, which cannot be searched for a name',
  'blocks of deleted files that the disk has not used again',
];

export const command: Command = {
  path: ['lake', 'erase'],
  summary: 'Erase an account, or all before a day',
  help,
  run: async (args) => {
    const { flags, positionals } = parseFlags(args, {
      account: 'text',
      platform: 'text',
      before: 'text',
      yes: 'switch',
      data: 'text',
      json: 'switch',
    });
    const { account, before } = flags;
    if (positionals.length > 0) throw usageError(`lake erase takes no file, and got "${positionals[0]}"`);
    if ((account === undefined) === (before === undefined))
      throw usageError('give either --account ID or --before DAY');
    if (account?.replace(/^@/, '').trim() === '') throw usageError('--account needs an id');
    if (before !== undefined && !isDay(before))
      throw usageError(`--before takes a day such as 2026-03-01, not "${before}"`);
    if (flags.yes !== true) throw usageError('erasing cannot be undone; add --yes to confirm');
    const folder = dataFolder(flags.data);
    const erased =
      account !== undefined
        ? await eraseAccount(folder, account, flags.platform)
        : await eraseBefore(folder, before ?? '');
    const text =
      flags.json === true
        ? JSON.stringify({ ...erased, pseudonyms: undefined, notReached })
        : forPeople(erased, account !== undefined);
    process.stdout.write(`${text}\n`);
    return 0;
  },
};

const isDay = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.slice(0, 10) === text;

function forPeople(erased: Erased, ofAccount: boolean): string {
  const { rowsRemoved, ownPosts, rejectedRemoved, rejectedUnopened, segmentsRewritten } = erased;
  const unopened = `  ${counted(rejectedUnopened, 'rejected row')} cannot be opened, and stay as they are`;
  const unknown = rejectedUnopened === 0 ? [] : [unopened];
  if (rowsRemoved + rejectedRemoved === 0) return ['Nothing was found to erase.', ...unknown].join('\n');
  const rewritten = counted(segmentsRewritten, 'segment that was', 'segments that were');
  const lines = ['Erased:', `  ${counted(rowsRemoved, 'row')}, in ${rewritten} rewritten`];
  if (ofAccount) {
    lines.push(
      `  among them all rows of ${counted(ownPosts, 'post')} of the account, and what points at it or at them`,
    );
    lines.push(`  ${counted(rejectedRemoved, 'rejected row')} that held the id`, ...unknown);
  }
  return [...lines, 'Not reached:', ...notReached.map((line) => `  ${line}`)].join('\n');
}
