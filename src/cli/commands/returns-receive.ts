// pollwarden returns receive: what a person brings on a stick or saved from mail: a folder of intake, envelopes, signed returns.
import { statSync } from 'node:fs';
import { type Channel, channels } from '../../elections/definition/definition.ts';
import { PollwardenError } from '../../kernel/errors.ts';
import { openLedger } from '../../ledger/ledger.ts';
import { readPassphrase } from '../../operations/passphrase.ts';
import { isIntakeFolder } from '../../results/intake/folder-files.ts';
import { readFingerprint } from '../../results/intake/receipt.ts';
import { readSealingKey } from '../../results/intake/sealing-key-file.ts';
import { electionOf } from '../../results/store/elections.ts';
import { type BroughtItem, receiveFiles, receiveFolder } from '../../results/store/receive-files.ts';
import { choiceFlag, parseFlags, usageError } from '../args.ts';
import type { Command } from '../command.ts';
import { counted } from '../counted.ts';
import { inputFiles } from '../input-files.ts';
import { printable } from '../printable.ts';
import { createProgress } from '../progress.ts';
import { electionFlag, electionFlags, operator, spaceFolder } from '../results-folder.ts';

const help = `Usage: pollwarden returns receive DIR|FILE… --election ID [--channel C] [--way stick|mail]
                                  [--sealing-key FILE [--passphrase-file FILE]] [--fingerprint F]
                                  [--data DIR] [--json]

Takes in what a person brings: signed returns, texts of QR codes or sealed envelopes, as files from a
stick or as attachments saved from mail. Each is verified as if it came from a stranger; a bad file is
named, and the rest goes on. Bringing the same again adds nothing.

A DIR that is a copy of intake's folder is read as the official channel, with the times of its receipts.
Everything else is on the channel backup, unless --channel says otherwise.

Options:
  --election ID           the election
  --channel C             official, backup or observer
  --way W                 stick (default) or mail
  --sealing-key FILE      opens envelopes (pollwarden results sealing-key)
  --passphrase-file FILE  opens that file, where it is sealed
  --fingerprint F         of intake's key: receipts in DIR must be signed with it
  --data DIR              the data folder (default: POLLWARDEN_DATA, else ./pollwarden-data)
  --json                  for machines

Examples:
  pollwarden returns receive /media/stick --election demo
  pollwarden returns receive intake-copy/ --election demo --sealing-key sealing-key.json`;

const flagKinds = {
  ...electionFlags,
  channel: 'text',
  way: 'text',
  'sealing-key': 'text',
  'passphrase-file': 'text',
  fingerprint: 'text',
} as const;

function fingerprintFlag(text: string | undefined): string | undefined {
  const read = text === undefined ? undefined : readFingerprint(text);
  if (text !== undefined && read === undefined)
    throw usageError('--fingerprint takes 64 hexadecimal digits, with or without spaces');
  return read;
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

function told(items: readonly BroughtItem[], json: boolean, election: string): void {
  const count = (result: BroughtItem['result']): number => items.filter((item) => item.result === result).length;
  const counts = { added: count('added'), known: count('known'), refused: count('refused') };
  for (const item of items.slice(0, 1000))
    if (item.result === 'refused')
      process.stderr.write(`${printable(item.file)}: ${item.code} (${printable(item.detail, 300)})\n`);
  process.stdout.write(
    json
      ? `${JSON.stringify({ election, ...counts, items: items.slice(0, 1000) })}\n`
      : `${counted(counts.added, 'return')} added, ${counts.known} known, ${counts.refused} refused\n`,
  );
}

export const command: Command = {
  path: ['returns', 'receive'],
  summary: 'Take in returns that a person brings: stick, saved mail, a copy of intake',
  help,
  run: async (args) => {
    const { flags, positionals } = parseFlags(args, flagKinds);
    if (positionals.length === 0) throw usageError('returns receive needs a folder or files');
    const election = electionFlag(flags, 'returns receive');
    const way = choiceFlag('--way', flags.way ?? 'stick', ['stick', 'mail'] as const);
    const channel: Channel = choiceFlag('--channel', flags.channel ?? 'backup', channels);
    const { 'sealing-key': keyFile, 'passphrase-file': passphraseFile } = flags;
    const passphrase = passphraseFile === undefined ? undefined : readPassphrase(passphraseFile);
    const keys = keyFile === undefined ? [] : [readSealingKey(keyFile, passphrase)];
    const fingerprint = fingerprintFlag(flags.fingerprint);
    const folders = positionals.filter((path) => isFolder(path) && isIntakeFolder(path));
    if (folders.length > 0 && keys.length === 0)
      throw new PollwardenError('USAGE', 'a folder of intake holds sealed returns: name the key with --sealing-key');
    const files = inputFiles(positionals.filter((path) => !folders.includes(path)));
    const progress = createProgress();
    const ledger = openLedger(spaceFolder(flags), Date.now);
    try {
      electionOf(ledger, election);
      const items: BroughtItem[] = [];
      for (const folder of folders)
        items.push(...(await receiveFolder(ledger, { folder, keys, fingerprint }, operator, progress.step)));
      items.push(
        ...(await receiveFiles(ledger, election, files, { channel, way, keys, step: progress.step }, operator)),
      );
      progress.end();
      told(items, flags.json === true, election);
      return items.some(({ result }) => result === 'refused') ? 1 : 0;
    } finally {
      progress.end();
      ledger.close();
    }
  },
};
