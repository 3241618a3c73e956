// pollwarden election app: the signing app with its election's definition inside, one file, and the hash to publish.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PollwardenError } from '../../kernel/errors.ts';
import { intakeUrl } from '../../intake/ask-intake.ts';
import { readLedger } from '../../ledger/ledger.ts';
import { readFingerprint } from '../../results/intake/receipt.ts';
import { definitionBytes, definitionOf, electionOf } from '../../results/store/elections.ts';
import { parseFlags, usageError } from '../args.ts';
import type { Command } from '../command.ts';
import { electionFlag, electionFlags, spaceFolder } from '../results-folder.ts';

const help = `Usage: pollwarden election app --election ID --out FILE.html
                               [--intake URL… --intake-fingerprint F] [--data DIR] [--json]

Writes the signing app for the count centres: one HTML file that holds the definition in force and needs no network.
The same definition and intake give the same bytes. Publish the SHA-256 that is printed, apart from the file.

With --intake it can also send sealed returns there, and can reach nothing else; without it, it can reach nothing.

Options:
  --election ID  the election
  --out FILE     where to write it
  --intake URL   address of intake, such as https://intake.example; may be repeated, others are tried in turn
  --intake-fingerprint F  of the key that signs its receipts, 64 hexadecimal digits
  --data DIR     the data folder (default: POLLWARDEN_DATA, else ./pollwarden-data)
  --json         for machines

Example:
  pollwarden election app --election demo --out signing-demo.html
  pollwarden election app --election demo --out signing-demo.html --intake https://intake.example --intake-fingerprint 3f0a…`;

/** Beside the program as packed (dist/src/cli/commands), or built from the sources. */
function template(): string {
  const places = ['../../../signing/app.html', '../../../dist/signing/app.html'];
  const path = places.map((place) => join(import.meta.dirname, place)).find((place) => existsSync(place));
  if (path === undefined) throw new PollwardenError('NOT_FOUND', 'the signing app is not built; run: npm run build');
  return readFileSync(path, 'utf8');
}

type Intake = { readonly urls: readonly string[]; readonly fingerprint: string };

/** Origins only: they stand in the policy of the page as they are. */
function intakeOf(urls: readonly string[], fingerprint: string | undefined): Intake | undefined {
  if (urls.length === 0 && fingerprint === undefined) return undefined;
  const read = fingerprint === undefined ? undefined : readFingerprint(fingerprint);
  if (urls.length === 0 || read === undefined)
    throw usageError('--intake goes with --intake-fingerprint, which has 64 hexadecimal digits');
  return { urls: urls.map((url) => intakeUrl(url).origin), fingerprint: read };
}

export const command: Command = {
  path: ['election', 'app'],
  summary: 'The signing app of an election as one HTML file, and its SHA-256',
  help,
  run: async (args) => {
    const { flags, positionals } = parseFlags(args, {
      ...electionFlags,
      out: 'text',
      intake: 'texts',
      'intake-fingerprint': 'text',
    });
    if (positionals.length > 0) throw usageError(`election app takes no file, and got "${positionals[0]}"`);
    const { out } = flags;
    if (out === undefined) throw usageError('election app needs --out FILE.html');
    const election = electionFlag(flags, 'election app');
    const intake = intakeOf(flags.intake ?? [], flags['intake-fingerprint']);
    const ledger = readLedger(spaceFolder(flags), Date.now);
    try {
      const { current } = electionOf(ledger, election);
      // Within an element of a page: no "<" may end it. The app makes the canonical bytes again before it hashes them.
      const definition = definitionBytes(definitionOf(ledger, election)).toString('utf8').replaceAll('<', '\\u003c');
      const html = Buffer.from(
        template()
          .replace('%CONNECT%', () => intake?.urls.join(' ') ?? "'none'")
          .replace('%INTAKE%', () => JSON.stringify(intake ?? null))
          .replace('%DEFINITION%', () => definition),
      );
      writeFileSync(out, html);
      const sha256 = createHash('sha256').update(html).digest('hex');
      const answer = {
        election,
        definition: current.hash,
        state: current.state,
        intake: intake ?? null,
        file: out,
        bytes: html.length,
        sha256,
      };
      process.stdout.write(
        flags.json === true
          ? `${JSON.stringify(answer)}\n`
          : `${out}: the signing app of ${election}, version ${current.version} (${current.state}) of its definition\nSHA-256 to publish: ${(sha256.match(/.{4}/g) ?? []).join(' ')}\n`,
      );
      return 0;
    } finally {
      ledger.close();
    }
  },
};
