// pollwarden election app: the signing app with its election's definition inside, one file, and the hash to publish.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PollwardenError } from '../../kernel/errors.ts';
import { readLedger } from '../../ledger/ledger.ts';
import { definitionBytes, definitionOf, electionOf } from '../../results/store/elections.ts';
import { parseFlags, usageError } from '../args.ts';
import type { Command } from '../command.ts';
import { electionFlag, electionFlags, spaceFolder } from '../results-folder.ts';

const help = `Usage: pollwarden election app --election ID --out FILE.html [--data DIR] [--json]

Writes the signing app for the count centres: one HTML file that holds the definition in force and needs no network.
The same definition gives the same bytes. Publish the SHA-256 that is printed, apart from the file.

Options:
  --election ID  the election
  --out FILE     where to write it
  --data DIR     the data folder (default: POLLWARDEN_DATA, else ./pollwarden-data)
  --json         for machines

Example:
  pollwarden election app --election demo --out signing-demo.html`;

/** Beside the program as packed (dist/src/cli/commands), or built from the sources. */
function template(): string {
  const places = ['../../../signing/app.html', '../../../dist/signing/app.html'];
  const path = places.map((place) => join(import.meta.dirname, place)).find((place) => existsSync(place));
  if (path === undefined) throw new PollwardenError('NOT_FOUND', 'the signing app is not built; run: npm run build');
  return readFileSync(path, 'utf8');
}

export const command: Command = {
  path: ['election', 'app'],
  summary: 'The signing app of an election as one HTML file, and its SHA-256',
  help,
  run: async (args) => {
    const { flags, positionals } = parseFlags(args, { ...electionFlags, out: 'text' });
    if (positionals.length > 0) throw usageError(`election app takes no file, and got "${positionals[0]}"`);
    const { out } = flags;
    if (out === undefined) throw usageError('election app needs --out FILE.html');
    const election = electionFlag(flags, 'election app');
    const ledger = readLedger(spaceFolder(flags), Date.now);
    try {
      const { current } = electionOf(ledger, election);
      // Within an element of a page: no "<" may end it. The app makes the canonical bytes again before it hashes them.
      const definition = definitionBytes(definitionOf(ledger, election)).toString('utf8').replaceAll('<', '\\u003c');
      const html = Buffer.from(template().replace('%DEFINITION%', () => definition));
      writeFileSync(out, html);
      const sha256 = createHash('sha256').update(html).digest('hex');
      const answer = {
        election,
        definition: current.hash,
        state: current.state,
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
