// pollwarden intake send: a centre sends signed returns over the official channel from the command line.
import { existsSync, readFileSync } from 'node:fs';
import { PollwardenError } from '../../kernel/errors.ts';
import { askIntake, intakeUrl } from '../../intake/ask-intake.ts';
import { definitionFile } from '../../intake/definitions.ts';
import { openOutbox } from '../../intake/outbox.ts';
import { sealFiles } from '../../intake/seal-files.ts';
import { sendAll } from '../../intake/send.ts';
import { openSpareKey } from '../../intake/spare-key.ts';
import { readPassphrase } from '../../operations/passphrase.ts';
import { readFingerprint } from '../../results/intake/receipt.ts';
import { numberFlag, parseFlags, usageError } from '../args.ts';
import type { Command } from '../command.ts';
import { inputFiles } from '../input-files.ts';
import { printable } from '../printable.ts';
import { createProgress } from '../progress.ts';

const help = `Usage: pollwarden intake send [FILE…] --to URL --fingerprint F
                              [--definition FILE… --key SPARE --passphrase-file FILE]
                              [--queue DIR] [--ca FILE] [--once] [--minutes N] [--json]

Seals signed returns (as the signing app saves them) to headquarters, queues them in a folder, and sends
them to intake until a receipt signed with the published key is there for each. Without FILE: sends what
waits in the queue. Stopped at any moment, it goes on where it was.

Options:
  --to URL                address of intake, such as https://intake.example
  --fingerprint F         published fingerprint of the key that signs its receipts, 64 hexadecimal digits
  --definition FILE       the definition; may be repeated, the newest last
  --key SPARE             spare file of a holder of the centre, who signs the envelopes
  --passphrase-file FILE  the holder's passphrase, one line
  --queue DIR             where envelopes wait and receipts are kept (default: ./pollwarden-outbox)
  --ca FILE               certificate (PEM) of the authority that signed intake's
  --once                  try each envelope once, and end
  --minutes N             how long to try (default 60)
  --json                  for machines

Exit code 1 where something still waits or was refused.

Examples:
  pollwarden intake send unit-17.returns.jsonl --to https://intake.example --fingerprint 3f0a… --definition demo.json --key holder-a.json --passphrase-file passphrase
  pollwarden intake send --to https://intake.example --fingerprint 3f0a… --once`;

const flagKinds = {
  to: 'text',
  fingerprint: 'text',
  definition: 'texts',
  key: 'text',
  'passphrase-file': 'text',
  queue: 'text',
  ca: 'text',
  once: 'switch',
  minutes: 'text',
  json: 'switch',
} as const;

function fingerprintOf(text: string | undefined): string {
  const read = text === undefined ? undefined : readFingerprint(text);
  if (read === undefined) throw usageError('intake send needs --fingerprint with 64 hexadecimal digits');
  return read;
}

function certificates(path: string | undefined): Buffer | undefined {
  if (path === undefined) return undefined;
  if (!existsSync(path)) throw new PollwardenError('FILE_NOT_FOUND', undefined, { file: path });
  return readFileSync(path);
}

type Sealing = { readonly definition?: readonly string[]; readonly key?: string; readonly 'passphrase-file'?: string };

async function seal(files: readonly string[], flags: Sealing, outbox: ReturnType<typeof openOutbox>): Promise<number> {
  const { definition = [], key, 'passphrase-file': passphraseFile } = flags;
  if (files.length === 0) return 0;
  if (definition.length === 0 || key === undefined || passphraseFile === undefined)
    throw usageError('files are sealed with --definition, --key and --passphrase-file');
  const { problems } = await sealFiles(inputFiles(files), {
    outbox,
    definitions: definition.map(definitionFile),
    key: await openSpareKey(key, readPassphrase(passphraseFile)),
    now: Date.now,
  });
  for (const { file, line, refusal } of problems)
    process.stderr.write(`${printable(file)}:${line}: ${refusal.code} (${printable(refusal.detail, 300)})\n`);
  return problems.length;
}

export const command: Command = {
  path: ['intake', 'send'],
  summary: 'Send signed returns to intake, and keep its receipts',
  help,
  run: async (args) => {
    const { flags, positionals } = parseFlags(args, flagKinds);
    if (flags.to === undefined) throw usageError('intake send needs --to URL');
    const ask = askIntake(intakeUrl(flags.to), certificates(flags.ca));
    const fingerprint = fingerprintOf(flags.fingerprint);
    const minutes = numberFlag('--minutes', flags.minutes ?? '60', { above: true, least: 0, most: 10_080 });
    const outbox = openOutbox(flags.queue ?? 'pollwarden-outbox');
    const problems = await seal(positionals, flags, outbox);
    const progress = createProgress();
    try {
      const sent = await sendAll({
        outbox,
        ask,
        fingerprint,
        once: flags.once === true,
        until: performance.now() + minutes * 60_000,
        monotonic: () => performance.now(),
        random: Math.random,
        pause: async (milliseconds) => await new Promise((resolve) => setTimeout(resolve, milliseconds)),
        step: (done, of) => progress.step('sending', of === 0 ? 1 : done / of),
        notice: progress.notice,
      });
      progress.end();
      if ('code' in sent) throw new PollwardenError('RECEIPT_INVALID', sent.message);
      const { received, refused, waiting } = sent;
      process.stdout.write(
        flags.json === true
          ? `${JSON.stringify({ received, refused, waiting, problems, receipts: outbox.receipts() })}\n`
          : `${received} received with a receipt, ${refused} refused, ${waiting} waiting\n`,
      );
      return refused + waiting + problems > 0 ? 1 : 0;
    } finally {
      progress.end();
    }
  },
};
