// pollwarden backup: one file with ledger, lake and rejected rows of all spaces, also while the server runs.
import { existsSync, statSync } from 'node:fs';
import { PollwardenError } from '../../kernel/errors.ts';
import { type MadeBackup, makeBackup } from '../../operations/backup/write.ts';
import { readPassphrase } from '../../operations/passphrase.ts';
import { backupFolder, spacesIn } from '../../operations/spaces.ts';
import { dataFolder, parseFlags, usageError } from '../args.ts';
import type { Command } from '../command.ts';
import { counted } from '../counted.ts';
import { printable } from '../printable.ts';
import { createProgress } from '../progress.ts';
import { formatBytes, formatSeconds } from '../sizes.ts';

const help = `Usage: pollwarden backup [--data DIR] [--to DIR] [--passphrase-file FILE [--with-keys]] [--json]

Makes one file with everything that is to be kept of all spaces: ledger, lake, rejected rows and the rest, as they are
at one moment. Works while the server runs, and holds nobody up. The file is read again and compared before the
command ends; pollwarden restore FILE --check does that at any later time.

A backup holds names, mail addresses and pseudonyms. With --passphrase-file the whole file is sealed (scrypt,
AES-256-GCM). The keys in DIR/keys go in with --with-keys only, and only into a sealed backup: without them a restored
lake can be read, but nothing can be added to it. Keep the passphrase elsewhere; nobody can open the backup without it.

Options:
  --to DIR                 folder for the file (default: DATA/backups; better on another disk)
  --passphrase-file FILE   its one line seals the backup
  --with-keys              with the keys of the data folder
  --data DIR               the data folder (default: POLLWARDEN_DATA, else ./pollwarden-data)
  --json                   for machines

An unsealed backup is a tar compressed with zstd, which other programs open too:
  tar --zstd -xf FILE && sha256sum -c SHA256SUMS

Examples:
  pollwarden backup
  pollwarden backup --to /mnt/backups --passphrase-file /etc/pollwarden/passphrase --with-keys`;

export const command: Command = {
  path: ['backup'],
  summary: 'Make a backup, also while the server runs',
  help,
  run: async (args) => {
    const { flags, positionals } = parseFlags(args, {
      data: 'text',
      to: 'text',
      'passphrase-file': 'text',
      'with-keys': 'switch',
      json: 'switch',
    });
    if (positionals.length > 0) throw usageError(`backup takes no file, and got "${positionals[0]}"; see --to`);
    const folder = dataFolder(flags.data);
    const passphraseFile = flags['passphrase-file'];
    const withKeys = flags['with-keys'] === true;
    if (withKeys && passphraseFile === undefined) throw usageError('--with-keys needs --passphrase-file');
    if (flags.to !== undefined && existsSync(flags.to) && !statSync(flags.to).isDirectory()) {
      throw usageError('--to takes a folder; the backup gets its name there');
    }
    const spaces = spacesIn(folder);
    if (spaces.length === 0) throw new PollwardenError('NOT_FOUND', 'no ledger and no lake', { file: folder });
    const progress = createProgress(process.stderr, { quiet: flags.json === true });
    const began = performance.now();
    try {
      const made = await makeBackup({
        spaces,
        toFolder: flags.to ?? backupFolder(folder),
        madeBy: 'command',
        withKeys,
        now: Date.now,
        onStep: progress.step,
        ...(passphraseFile === undefined ? {} : { passphrase: readPassphrase(passphraseFile) }),
      });
      progress.end();
      const seconds = (performance.now() - began) / 1000;
      const names = spaces.map(({ name }) => name);
      const text = flags.json === true ? JSON.stringify({ ...made, spaces: names, seconds }) : forPeople(made, seconds);
      process.stdout.write(`${text}\n`);
      return made.leftOut.length > 0 ? 1 : 0;
    } finally {
      progress.end();
    }
  },
};

function forPeople(made: MadeBackup, seconds: number): string {
  const { path, bytes, contentBytes, files, encrypted, withKeys, leftOut } = made;
  const keys = withKeys
    ? 'With the keys. Keep the passphrase elsewhere: without it nobody can open this file.'
    : 'Without the keys: keep a copy of the folder keys/ elsewhere, or nothing can be added to the restored lake.';
  const sealed = encrypted ? 'Sealed.' : 'Not sealed: whoever has the file can read it.';
  return [
    `Backed up ${counted(files, 'file')}, ${formatBytes(contentBytes)}, in ${formatSeconds(seconds)}; read again and compared:`,
    `  ${printable(path)}  ${formatBytes(bytes)}`,
    ...(encrypted && withKeys ? [keys] : [sealed, keys]),
    ...leftOut.map((name) => `Left out, since it is no file of ours: ${printable(name)}`),
  ].join('\n');
}
