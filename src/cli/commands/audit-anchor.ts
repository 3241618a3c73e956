// pollwarden audit anchor: the head of the audit trail into a transparency log, beside a running server too.
import { randomBytes } from 'node:crypto';
import { anchorAudit, auditLogFolder, newAuditOrigin } from '../../ledger/audit/anchor.ts';
import { readLedger } from '../../ledger/ledger.ts';
import { isDemonstration } from '../../operations/spaces.ts';
import { postToWitness } from '../../tlog/files/post.ts';
import { vkeyText } from '../../tlog/keys.ts';
import { dataFolder, parseFlags, usageError } from '../args.ts';
import type { Command } from '../command.ts';
import { logDamaged } from '../transparency-log.ts';

const help = `Usage: pollwarden audit anchor [--data DIR] [--json]

Puts the head of the audit trail into a transparency log of its own (tlog/audit in the data folder), and publishes
its checkpoint. A running server does so too, every ten minutes and soon after what weighs, but asks no witness:
where the log has a policy of witnesses (pollwarden tlog init DATA/tlog/audit --policy FILE), run this by a timer.
Copy tlog/audit/public to another place, and note the key that is printed: with both, pollwarden audit verify
finds what was changed or cut here.

Options:
  --data DIR  the data folder (default: POLLWARDEN_DATA, else ./pollwarden-data)
  --json      for machines

Exit code: 0 anchored and published; 1 too few witnesses signed; 2 there is no ledger or it cannot be read.

Example:
  pollwarden audit anchor --data ./pollwarden-data`;

const witnessTimeoutMs = 10_000;

export const command: Command = {
  path: ['audit', 'anchor'],
  summary: 'Put the head of the audit trail into a transparency log',
  help,
  run: async (args) => {
    const { flags, positionals } = parseFlags(args, { data: 'text', json: 'switch' });
    if (positionals.length > 0) throw usageError(`audit anchor takes no file, and got "${positionals[0]}"`);
    const folder = dataFolder(flags.data);
    const ledger = readLedger(folder, Date.now);
    try {
      const anchored = await anchorAudit(ledger, folder, {
        newOrigin: () => newAuditOrigin(randomBytes(8), isDemonstration(folder)),
        post: postToWitness(witnessTimeoutMs),
      });
      if (!anchored.ok) throw logDamaged(anchored.fault, auditLogFolder(folder));
      const { anchor, round, key } = anchored.value;
      const vkey = vkeyText(key);
      const { size, published, witnesses } = round;
      const answers = witnesses.map((one) => (one.result === 'signed' ? { name: one.name, result: one.result } : one));
      process.stdout.write(
        flags.json === true
          ? `${JSON.stringify({ sequence: anchor?.sequence ?? 0, head: anchor?.head ?? null, logSize: size, vkey, published, witnesses: answers })}\n`
          : `${anchor === undefined ? 'The audit trail is empty' : `Entry ${anchor.sequence} is anchored: ${anchor.head}`}\n` +
              `${published ? 'Published' : 'NOT published, too few witnesses signed'}: ${auditLogFolder(folder)}/public\nKey of this log, for audit verify --key: ${vkey}\n`,
      );
      return published ? 0 : 1;
    } finally {
      ledger.close();
    }
  },
};
