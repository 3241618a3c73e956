// pollwarden bulletin notice-prepare: signs a notice of attack beforehand, to be kept where an attacker does not reach.
import { createHash } from 'node:crypto';
import { openElectionLog } from '../../bulletin/log/election-log.ts';
import { type Notice, noticeText, parseNotice } from '../../bulletin/model/notice.ts';
import { writeDurably } from '../../kernel/durable-file.ts';
import { recordAudit } from '../../ledger/audit/record.ts';
import { type Ledger, openLedger } from '../../ledger/ledger.ts';
import { addressOf, type By } from '../../results/store/by.ts';
import { noteText } from '../../tlog/note.ts';
import { parseFlags, usageError } from '../args.ts';
import type { Command } from '../command.ts';
import { byFlag, electionFlag, electionFlags, spaceFolder } from '../results-folder.ts';

const help = `Usage: pollwarden bulletin notice-prepare --election ID --text TEXT [--translation CODE=TEXT…] --channel WHERE…
                                         [--from INSTANT] --until INSTANT --by NAME --out FILE [--data DIR] [--json]

Signs with the key of the log a notice such as "This address is under attack; use ...", to be shown by
bulletin notice-publish when that day comes. Make it before polling, and keep it apart from headquarters
and from whoever serves the bulletin. Nothing is published by this.

Options:
  --election ID   the election; its log was fixed by bulletin fix
  --text TEXT     what is to be read, in English
  --translation CODE=TEXT  the same in another language, such as fr="…"; may be repeated
  --channel WHERE where to look instead: an address, or words such as a radio station; may be repeated
  --from INSTANT  from when it may be shown, such as 2026-06-07T00:00:00Z (default: now)
  --until INSTANT when it ends
  --by NAME       who makes it
  --out FILE      where to write it
  --data DIR      the data folder (default: POLLWARDEN_DATA, else ./pollwarden-data)
  --json          for machines

Example:
  pollwarden bulletin notice-prepare --election demo --text "This address is under attack. Use the copies below." \\
    --channel https://mirror.example/demo/ --until 2099-06-20T00:00:00Z --by "A. Chair" --out notice.txt`;

const kinds = {
  ...electionFlags,
  text: 'text',
  translation: 'texts',
  channel: 'texts',
  from: 'text',
  until: 'text',
  by: 'text',
  out: 'text',
} as const;
type Flags = ReturnType<typeof parseFlags<typeof kinds>>['flags'];

function instantOf(text: string, flag: string): string {
  const time = Date.parse(text);
  if (Number.isNaN(time) || !/[Zz]|[+-]\d\d:\d\d$/.test(text))
    throw usageError(`--${flag} takes an instant with its zone`);
  return new Date(time).toISOString();
}

const translation = (text: string): readonly [string, string] => {
  const [code, ...rest] = text.split('=');
  return [code, rest.join('=')];
};

/** USAGE for whatever no notice may hold. */
function noticeOf(flags: Flags, election: string, log: string, now: number): Notice {
  const { text, until, channel = [] } = flags;
  if (text === undefined || until === undefined || channel.length === 0)
    throw usageError('bulletin notice-prepare needs --text, --channel and --until');
  const notice: Notice = {
    format: 'pollwarden-notice/1',
    election,
    log,
    from: flags.from === undefined ? new Date(now).toISOString() : instantOf(flags.from, 'from'),
    until: instantOf(until, 'until'),
    texts: { ...Object.fromEntries((flags.translation ?? []).map(translation)), en: text },
    channels: channel,
  };
  const read = parseNotice(noticeText(notice));
  if (!read.ok) throw usageError(`the notice ${read.detail}`);
  return notice;
}

async function prepare(ledger: Ledger, space: string, flags: Flags, by: By, out: string): Promise<Notice> {
  const log = await openElectionLog(ledger, space, electionFlag(flags, 'bulletin notice-prepare'));
  try {
    const { election, keeper } = log;
    const notice = noticeOf(flags, election, keeper.key.name, ledger.now());
    const text = noticeText(notice);
    const note = noteText({ text, signatures: [await keeper.signers[0](text)] });
    const sha256 = createHash('sha256').update(note).digest('hex');
    recordAudit(ledger, {
      event: 'log.noticePrepared',
      actor: by.actor,
      subject: election,
      details: { sha256, from: notice.from, until: notice.until, by: by.name },
      ...addressOf(by),
    });
    writeDurably(out, note, 0o600);
    return notice;
  } finally {
    log.close();
  }
}

export const command: Command = {
  path: ['bulletin', 'notice-prepare'],
  summary: 'Sign a notice of attack beforehand, to be kept apart',
  help,
  run: async (args) => {
    const { flags, positionals } = parseFlags(args, kinds);
    if (positionals.length > 0) throw usageError(`bulletin notice-prepare takes no file, and got "${positionals[0]}"`);
    const by = byFlag(flags.by, 'bulletin notice-prepare');
    const { out } = flags;
    if (out === undefined) throw usageError('bulletin notice-prepare needs --out FILE');
    const space = spaceFolder(flags);
    const ledger = openLedger(space, Date.now);
    try {
      const notice = await prepare(ledger, space, flags, by, out);
      process.stdout.write(
        flags.json === true
          ? `${JSON.stringify({ ...notice, out })}\n`
          : `${out}: a notice from ${notice.from} until ${notice.until}. Keep it apart from headquarters.\n`,
      );
      return 0;
    } finally {
      ledger.close();
    }
  },
};
