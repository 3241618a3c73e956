// pollwarden alerts acknowledge: an alert taken care of by whoever runs the machine, while the server is stopped.
import { acknowledge } from '../../alerts/acknowledge.ts';
import { ledgerPath, openLedger } from '../../ledger/ledger.ts';
import { existsSync } from 'node:fs';
import { PollwardenError } from '../../kernel/errors.ts';
import { parseFlags, usageError } from '../args.ts';
import type { Command } from '../command.ts';
import { findingsFolder } from '../findings-folder.ts';
import { printable } from '../printable.ts';

const help = `Usage: pollwarden alerts acknowledge ID [--demonstration] [--data DIR] [--json]

Acknowledges an alert as the operator; its escalation ends, and the audit trail says so.
While the server runs, it alone writes: acknowledge in the console or by the link in the mail.

Options:
  --demonstration  of the demonstration space
  --data DIR       the data folder (default: POLLWARDEN_DATA, else ./pollwarden-data)
  --json           for machines

Example:
  pollwarden alerts acknowledge 5f0c6b1e-2f4e-4b6a-9d53-0d9a4a1c7e11`;

export const command: Command = {
  path: ['alerts', 'acknowledge'],
  summary: 'Acknowledge an alert while the server is stopped',
  help,
  run: async (args) => {
    const { flags, positionals } = parseFlags(args, { data: 'text', demonstration: 'switch', json: 'switch' });
    if (positionals.length !== 1) throw usageError('alerts acknowledge takes the id of one alert');
    const folder = findingsFolder(flags);
    // Opening would make a new one.
    if (!existsSync(ledgerPath(folder))) throw new PollwardenError('LEDGER_MISSING', undefined, { file: folder });
    const ledger = openLedger(folder, Date.now);
    try {
      const row = acknowledge({ ledger }, positionals[0], { actor: { kind: 'operator' }, via: 'operator' });
      const said = flags.json === true ? JSON.stringify(row) : `Acknowledged: ${printable(row.title, 120)}`;
      process.stdout.write(`${said}\n`);
      return 0;
    } finally {
      ledger.close();
    }
  },
};
