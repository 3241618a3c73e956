// pollwarden alerts test: a test mail by the configured mail server, and how it went; needs no ledger.
import { randomUUID } from 'node:crypto';
import { sendMail } from '../../alerts/mail.ts';
import { mailContent } from '../../alerts/message.ts';
import { loadConfig } from '../../server/config/load.ts';
import { dataFolder, parseFlags, usageError } from '../args.ts';
import type { Command } from '../command.ts';

const help = `Usage: pollwarden alerts test ADDRESS [--config FILE] [--data DIR] [--json]

Sends a test mail to an address by the configured mail server (smtpHost and so on,
docs/configuration.md), and says how it went. Ends with 1 where it was not taken.

Options:
  --config FILE  the configuration (default: pollwarden.json in the data folder)
  --data DIR     the data folder (default: POLLWARDEN_DATA, else ./pollwarden-data)
  --json         for machines

Example:
  pollwarden alerts test duty@elections.example`;

const timeoutMs = 30_000;

export const command: Command = {
  path: ['alerts', 'test'],
  summary: 'Send a test mail by the configured mail server',
  help,
  run: async (args) => {
    const { flags, positionals } = parseFlags(args, { data: 'text', config: 'text', json: 'switch' });
    const [to, ...more] = positionals;
    if (to === undefined || more.length > 0) throw usageError('alerts test takes one mail address');
    if (!/^[^\s@,;<>]+@[^\s@,;<>]+$/.test(to)) throw usageError(`"${to}" is no mail address`);
    const folder = dataFolder(flags.data);
    const config = loadConfig({ dataFolder: folder, file: flags.config, environment: process.env, flags: {} });
    if (config.smtp === undefined) throw usageError('no mail server is configured: smtpHost and smtpFrom');
    const consoleUrl = config.publicUrl;
    const content = mailContent('test', { items: [], more: 0 }, { consoleUrl, demonstration: false }, '');
    const host = new URL(consoleUrl).hostname.replace(/^\[|\]$/g, '');
    const mail = { ...content, to, messageId: `<${randomUUID()}@${host}>`, replyTo: null, date: Date.now() };
    const outcome = await sendMail(config.smtp, mail, { timeoutMs });
    const words = outcome.sent ? `Taken by ${config.smtp.host} for ${to}.` : `Not sent: ${outcome.problem}`;
    process.stdout.write(flags.json === true ? `${JSON.stringify(outcome)}\n` : `${words}\n`);
    return outcome.sent ? 0 : 1;
  },
};
