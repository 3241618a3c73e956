// pollwarden standby send: rounds of the data to a folder that a standby takes over from.
import { setTimeout as wait } from 'node:timers/promises';
import { PollwardenError } from '../../kernel/errors.ts';
import { type Sent, sendRound } from '../../operations/standby/send.ts';
import { dataFolder, numberFlag, parseFlags, usageError } from '../args.ts';
import type { Command } from '../command.ts';
import { counted } from '../counted.ts';
import { formatBytes, formatSeconds } from '../sizes.ts';

const help = `Usage: pollwarden standby send --to DIR [--every SECONDS] [--once] [--without-keys] [--data DIR] [--json]

Keeps a folder up to date that a standby can take over from: a round every so many seconds, with the ledger, the
write-ahead file and segments that are new. Works while the server runs. DIR is on another machine: mounted, or
synchronised by another program such as rsync. It holds the keys too, unless --without-keys: guard it as the data.

What is lost when this machine dies is what came after the last whole round: at most the interval, the time a round
takes, and the time your synchronising takes. A round that takes long makes the next one wait four times as long.

Options:
  --to DIR            the folder
  --every SECONDS     from 1 to 3600 (default 10)
  --once              one round, then end
  --without-keys      put the keys on the standby yourself
  --data DIR          the data folder (default: POLLWARDEN_DATA, else ./pollwarden-data)
  --json              one object for each round

Example:
  pollwarden standby send --to /mnt/standby --every 10`;

export const command: Command = {
  path: ['standby', 'send'],
  summary: 'Keep a standby up to date',
  help,
  run: async (args) => {
    const { flags, positionals } = parseFlags(args, {
      to: 'text',
      every: 'text',
      once: 'switch',
      'without-keys': 'switch',
      data: 'text',
      json: 'switch',
    });
    if (positionals.length > 0) throw usageError(`standby send takes no file, and got "${positionals[0]}"`);
    const { to } = flags;
    if (to === undefined) throw usageError('standby send needs --to DIR');
    const every = numberFlag('--every', flags.every ?? '10', { least: 1, most: 3600 });
    const options = { dataFolder: dataFolder(flags.data), to, withKeys: flags['without-keys'] !== true, now: Date.now };
    for (;;) {
      const began = performance.now();
      const failure = await round(options, flags.json === true);
      if (flags.once === true) return failure === undefined ? 0 : 1;
      await wait(Math.max(every * 1000, 4 * (performance.now() - began)));
    }
  },
};

/** A round that fails is said, and the next is tried; a fence ends it all. */
async function round(options: Parameters<typeof sendRound>[0], json: boolean): Promise<string | undefined> {
  const began = performance.now();
  try {
    const sent = await sendRound(options);
    const seconds = (performance.now() - began) / 1000;
    process.stdout.write(`${json ? JSON.stringify({ ...sent, seconds }) : forPeople(sent, seconds)}\n`);
    return undefined;
  } catch (error) {
    if (error instanceof PollwardenError && error.code === 'STANDBY_FENCED') throw error;
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(`This round failed, and the last whole one stands: ${message}\n`);
    return message;
  }
}

const forPeople = ({ round: number, filesCopied, bytesCopied }: Sent, seconds: number): string =>
  `Round ${number}: ${counted(filesCopied, 'file')}, ${formatBytes(bytesCopied)}, in ${formatSeconds(seconds)}`;
