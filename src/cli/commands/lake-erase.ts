// pollwarden lake erase: one account, or all before a day, really gone from the segments.
import { existsSync } from 'node:fs';
import { eraseFromFindings } from '../../findings/erase.ts';
import { type Erased, eraseAccount, eraseBefore } from '../../ingest/pseudonym-erase.ts';
import { PollwardenError } from '../../kernel/errors.ts';
import { dropEvidenceDue, evidenceDueOf } from '../../lake/evidence-due.ts';
import { recordAudit } from '../../ledger/audit/record.ts';
import { type Ledger, ledgerPath, openLedger } from '../../ledger/ledger.ts';
import { dataFolder, parseFlags, usageError } from '../args.ts';
import type { Command } from '../command.ts';
import { counted } from '../counted.ts';

const help = `Usage: pollwarden lake erase --account ID [--platform P] --yes [--data DIR] [--json]
       pollwarden lake erase --before DAY --yes [--data DIR] [--json]

Rewrites the segments without the rows, takes the same out of the evidence of findings where there is a
ledger, and says what it reached and what it could not. While a server has the data, erase in its console:
this command refuses then. The lake keeps a record of the erasure, without the account (lake status). Exit
code 2 where there is no lake or no such platform in it.

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
  'reports and exports that were made before, and copies and backups of the data folder, what a restore put aside too',
  'what people wrote into notes',
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
    const erased = await eraseEverywhere(folder, account, flags.platform, before ?? '');
    const text =
      flags.json === true
        ? JSON.stringify({ ...erased, pseudonyms: undefined, id: undefined, notReached })
        : forPeople(erased, account !== undefined);
    process.stdout.write(`${text}\n`);
    return 0;
  },
};

type ErasedEverywhere = Erased & { readonly findingsChanged: number };

/** The ledger is held from before the first row goes, so that no server starts between lake and findings. */
async function eraseEverywhere(
  folder: string,
  account: string | undefined,
  platform: string | undefined,
  before: string,
): Promise<ErasedEverywhere> {
  const ledger = existsSync(ledgerPath(folder)) ? openForErasure(folder) : undefined;
  try {
    const erased =
      account === undefined ? await eraseBefore(folder, before) : await eraseAccount(folder, account, platform);
    const findingsChanged = ledger === undefined ? 0 : await finishFindings(ledger, folder, erased);
    dropEvidenceDue(folder, erased.id);
    return { ...erased, findingsChanged };
  } finally {
    ledger?.close();
  }
}

function openForErasure(folder: string): Ledger {
  try {
    return openLedger(folder, Date.now);
  } catch (error) {
    if (!(error instanceof PollwardenError) || error.code !== 'LEDGER_LOCKED') throw error;
    throw new PollwardenError(
      'LEDGER_LOCKED',
      'findings hold evidence too: erase in the console of the server that has it, on the page Lake, or stop it first',
      { file: ledgerPath(folder) },
    );
  }
}

async function finishFindings(ledger: Ledger, folder: string, erased: Erased): Promise<number> {
  const actor = { kind: 'operator' } as const;
  const due = evidenceDueOf(folder, erased.id);
  if (due === undefined) return 0;
  const { findings } = await eraseFromFindings(ledger, due, actor);
  const { rowsRemoved: rows, rejectedRemoved: rejected } = erased;
  const details = { filter: due.filter, rows, rejected, findings: findings.length };
  recordAudit(ledger, { event: 'lake.erased', actor, subject: erased.id, details });
  return findings.length;
}

const isDay = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.slice(0, 10) === text;

function forPeople(erased: ErasedEverywhere, ofAccount: boolean): string {
  const { rowsRemoved, ownPosts, rejectedRemoved, rejectedUnopened, segmentsRewritten, findingsChanged } = erased;
  const unopened = `  ${counted(rejectedUnopened, 'rejected row')} cannot be opened, and stay as they are`;
  const unknown = rejectedUnopened === 0 ? [] : [unopened];
  if (rowsRemoved + rejectedRemoved + findingsChanged === 0)
    return ['Nothing was found to erase.', ...unknown].join('\n');
  const rewritten = counted(segmentsRewritten, 'segment that was', 'segments that were');
  const lines = ['Erased:', `  ${counted(rowsRemoved, 'row')}, in ${rewritten} rewritten`];
  if (ofAccount) {
    lines.push(
      `  among them all rows of ${counted(ownPosts, 'post')} of the account, and what points at it or at them`,
    );
    lines.push(`  ${counted(rejectedRemoved, 'rejected row')} that held the id`, ...unknown);
  }
  if (findingsChanged > 0) lines.push(`  evidence of ${counted(findingsChanged, 'finding')}`);
  return [...lines, 'Not reached:', ...notReached.map((line) => `  ${line}`)].join('\n');
}
