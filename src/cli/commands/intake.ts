// pollwarden intake: the process that takes sealed returns in over HTTPS and gives signed receipts.
import { existsSync, readFileSync } from 'node:fs';
import { PollwardenError } from '../../kernel/errors.ts';
import type { Tls } from '../../intake/connections.ts';
import { definitionFile } from '../../intake/definitions.ts';
import { defaultIntakeLimits } from '../../intake/limits.ts';
import { openRevocations } from '../../intake/revocations.ts';
import { type RunningIntake, runIntake } from '../../intake/run.ts';
import { groupedFingerprint } from '../../results/intake/receipt.ts';
import { numberFlag, parseFlags, usageError } from '../args.ts';
import type { Command } from '../command.ts';
import { untilSignal } from '../signals.ts';

const help = `Usage: pollwarden intake --folder DIR --definition FILE… [--cert FILE --key FILE]
                         [--host H] [--port N] [--revoked FILE] [--behind-proxy]
                         [--most-per-centre N] [--most N] [--json]

The official channel: takes sealed returns of count centres in over HTTPS, keeps them in DIR, and answers
each with a signed receipt once it is on the disk. It holds no key that opens them, and needs no data
folder. Runs until Ctrl-C. Headquarters reads DIR one way (docs/intake.md).

The key that signs receipts is made in DIR at the first start. Publish its fingerprint, apart from intake.

Options:
  --folder DIR        where envelopes and receipts are kept
  --definition FILE   a definition (pollwarden election show --definition); may be repeated
  --cert FILE         certificate chain (PEM); with --key. Without both: plain HTTP, on this machine only
  --key FILE          its private key (PEM)
  --host H            address to listen on (default 127.0.0.1)
  --port N            port (default 4620); 0 takes any that is free
  --revoked FILE      keys that were revoked (pollwarden election show --election ID --json); read again when it changes
  --behind-proxy      believe X-Forwarded-For of a proxy on this machine
  --most-per-centre N envelopes kept of one centre (default ${defaultIntakeLimits.envelopesPerCentre})
  --most N            envelopes kept in all (default ${defaultIntakeLimits.envelopes})
  --json              for machines

Examples:
  pollwarden intake --folder /var/lib/pollwarden-intake --definition demo.json --cert fullchain.pem --key privkey.pem --host 0.0.0.0
  pollwarden intake --folder intake --definition demo.json`;

const flagKinds = {
  folder: 'text',
  definition: 'texts',
  cert: 'text',
  key: 'text',
  host: 'text',
  port: 'text',
  revoked: 'text',
  'behind-proxy': 'switch',
  'most-per-centre': 'text',
  most: 'text',
  json: 'switch',
} as const;

function pem(flag: string, path: string): Buffer {
  if (!existsSync(path)) throw new PollwardenError('FILE_NOT_FOUND', undefined, { file: path });
  const content = readFileSync(path);
  if (!content.includes('-----BEGIN ')) throw usageError(`${flag} takes a PEM file, and ${path} is none`);
  return content;
}

function tlsOf(cert: string | undefined, key: string | undefined, host: string): Tls | undefined {
  if (cert !== undefined && key !== undefined) return { cert: pem('--cert', cert), key: pem('--key', key) };
  if (cert !== undefined || key !== undefined) throw usageError('--cert and --key go together');
  if (host !== 'localhost' && host !== '::1' && !/^127(\.\d{1,3}){3}$/.test(host))
    throw usageError(`--host ${host} can be reached from other machines, which needs --cert and --key`);
  return undefined;
}

const log = (fields: Readonly<Record<string, unknown>>, message: string): void => {
  process.stderr.write(`${JSON.stringify({ time: new Date().toISOString(), level: 'error', message, ...fields })}\n`);
};

function welcome({ url, key, counts }: RunningIntake, json: boolean): string {
  const { envelopes, missing } = counts();
  if (json) return `${JSON.stringify({ url, fingerprint: key.fingerprint, key: key.id, envelopes, missing })}\n`;
  return [
    `Intake takes sealed returns at ${url}`,
    `  fingerprint of its receipts: ${groupedFingerprint(key.fingerprint)}`,
    `  envelopes kept: ${envelopes}`,
    ...(missing > 0 ? [`  ATTENTION: of ${missing} receipts the envelope is not there; take them from a backup`] : []),
    '',
  ].join('\n');
}

export const command: Command = {
  path: ['intake'],
  summary: 'Take sealed returns in over HTTPS, with signed receipts',
  help,
  run: async (args) => {
    const { flags, positionals } = parseFlags(args, flagKinds);
    if (positionals.length > 0) throw usageError(`intake takes no file, and got "${positionals[0]}"`);
    const { folder, definition = [], host = '127.0.0.1' } = flags;
    if (folder === undefined) throw usageError('intake needs --folder DIR');
    if (definition.length === 0) throw usageError('intake needs --definition FILE');
    const most = (flag: 'most' | 'most-per-centre', without: number): number =>
      flags[flag] === undefined
        ? without
        : numberFlag(`--${flag}`, flags[flag], { least: 1, most: 1e7, integer: true });
    const signal = untilSignal({ error: log });
    const running = await runIntake({
      folder,
      definitions: definition.map(definitionFile),
      host,
      port: numberFlag('--port', flags.port ?? '4620', { least: 0, most: 65_535, integer: true }),
      tls: tlsOf(flags.cert, flags.key, host),
      behindProxy: flags['behind-proxy'] === true,
      revocations: openRevocations(flags.revoked, () => performance.now()),
      limits: {
        envelopesPerCentre: most('most-per-centre', defaultIntakeLimits.envelopesPerCentre),
        envelopes: most('most', defaultIntakeLimits.envelopes),
      },
      log,
      now: Date.now,
      monotonic: () => performance.now(),
    });
    process.stdout.write(welcome(running, flags.json === true));
    await signal.first;
    await running.stop();
    return 0;
  },
};
