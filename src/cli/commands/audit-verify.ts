// pollwarden audit verify: recomputes the hash chain of the audit trail, beside a running server or on a restored copy.
import { PollwardenError } from '../../kernel/errors.ts';
import { type Verification, verifyAudit } from '../../ledger/audit/verify.ts';
import { readLedger } from '../../ledger/ledger.ts';
import { dataFolder, parseFlags, usageError } from '../args.ts';
import { anchorsHold, anchorText, checkAnchors } from '../audit-anchors.ts';
import type { Command } from '../command.ts';
import { counted } from '../counted.ts';
import { printable } from '../printable.ts';

const help = `Usage: pollwarden audit verify [--data DIR] [--head HASH] [--log DIR-or-URL] [--policy FILE | --key VKEY] [--json]

Recomputes the hash chain of the audit trail from its first entry and names the first one that does not hold.
Works beside a running server. It changes nothing, and is not itself recorded.

What it shows: an entry that was changed, inserted, removed or moved, and one cut off the end by simple means.
What it cannot show alone: a trail computed anew by somebody who can write the file. Note the head that it prints
in a place of its own (paper, another machine), and give it with --head next time: a head that is not in the
chain means that entries before it were changed or cut. Heads that pollwarden audit anchor and a running server
put into the transparency log tlog/audit are all looked at; a copy of it elsewhere, with the key that you noted,
is worth more than the one in this folder.

Options:
  --data DIR    the data folder (default: POLLWARDEN_DATA, else ./pollwarden-data)
  --head HASH   a head noted earlier, which has to be in the chain
  --log PLACE   a copy of tlog/audit/public, as folder or address (default: the one in the data folder)
  --policy FILE whose signatures that log needs (C2SP tlog-policy), from a place you trust
  --key VKEY    or the key of that log alone, as pollwarden audit anchor prints it
  --json        for machines

Exit code: 0 the chain holds and all anchored heads are in it; 1 it does not; 2 there is no ledger or it cannot be read.

Examples:
  pollwarden audit verify --data ./pollwarden-data
  pollwarden audit verify --log https://mirror.example.org/audit --key 'audit-trail/0f…+…'`;

function forPeople({ intact, entries, head, broken, notes }: Verification): string {
  const result = intact
    ? [`The audit trail holds: ${counted(entries, 'entry', 'entries')}.`, `Head: ${head}`]
    : [
        `The audit trail does NOT hold from entry ${broken?.sequence} on: ${broken?.reason}.`,
        `${counted(entries, 'entry holds', 'entries hold')} before it; their head: ${head}`,
      ];
  return [...result, ...notes.map((note) => `Note: ${printable(note, 500)}`)].join('\n');
}

function headFlag(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const head = text.trim().toLowerCase();
  if (!/^[\da-f]{64}$/u.test(head)) throw usageError(`--head takes 64 hexadecimal digits, not "${text}"`);
  return head;
}

export const command: Command = {
  path: ['audit', 'verify'],
  summary: 'Recompute the hash chain of the audit trail',
  help,
  run: async (args) => {
    const { flags, positionals } = parseFlags(args, {
      data: 'text',
      head: 'text',
      log: 'text',
      policy: 'text',
      key: 'text',
      json: 'switch',
    });
    if (positionals.length > 0) throw usageError(`audit verify takes no file, and got "${positionals[0]}"`);
    const head = headFlag(flags.head);
    const folder = dataFolder(flags.data);
    const ledger = readLedger(folder, Date.now);
    try {
      const result = await verifyAudit(ledger, head);
      const anchors = await checkAnchors(ledger, folder, result, flags);
      process.stdout.write(
        flags.json === true
          ? `${JSON.stringify({ dataFolder: folder, ...result, anchors })}\n`
          : `${forPeople(result)}\n${anchorText(anchors)}`,
      );
      return result.intact && anchorsHold(anchors) ? 0 : 1;
    } catch (error) {
      // A table that is not there, or rows of another form: nothing of ours, or damaged.
      if (error instanceof PollwardenError) throw error;
      throw new PollwardenError('LEDGER_CORRUPT', error instanceof Error ? error.message : undefined, {
        file: ledger.path,
      });
    } finally {
      ledger.close();
    }
  },
};
