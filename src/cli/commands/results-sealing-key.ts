// pollwarden results sealing-key: the key to which returns are sealed; its public part goes into the definition.
import { makeSealingPair } from '../../results/intake/seal.ts';
import { writeSealingKey } from '../../results/intake/sealing-key-file.ts';
import { readPassphrase } from '../../operations/passphrase.ts';
import { parseFlags, usageError } from '../args.ts';
import type { Command } from '../command.ts';

const help = `Usage: pollwarden results sealing-key --out FILE [--passphrase-file FILE] [--json]

Makes the key pair of headquarters to which count centres seal their returns (X25519, HPKE). The
private key is written to FILE, which only its owner may read; only the results node needs it, never
intake. The public part is printed: it goes into the definition, with
  pollwarden election import … --sealing-key FILE
or, where the definition is fixed, by an amendment (setSealingKey, docs/elections.md).

Options:
  --out FILE              where the private key is kept; never replaced
  --passphrase-file FILE  seal it with the passphrase in this file, one line of at least 12 characters
  --json                  for machines

Example:
  pollwarden results sealing-key --out /etc/pollwarden/sealing-key.json --passphrase-file passphrase`;

export const command: Command = {
  path: ['results', 'sealing-key'],
  summary: 'Make the key to which returns are sealed',
  help,
  run: async (args) => {
    const { flags, positionals } = parseFlags(args, { out: 'text', 'passphrase-file': 'text', json: 'switch' });
    if (positionals.length > 0) throw usageError(`results sealing-key takes no file, and got "${positionals[0]}"`);
    const { out } = flags;
    if (out === undefined) throw usageError('results sealing-key needs --out FILE');
    const passphraseFile = flags['passphrase-file'];
    const passphrase = passphraseFile === undefined ? undefined : readPassphrase(passphraseFile);
    const pair = await makeSealingPair();
    writeSealingKey(out, pair, passphrase);
    const answer = { file: out, sealed: passphrase !== undefined, sealingKey: pair.publicKey };
    process.stdout.write(
      flags.json === true
        ? `${JSON.stringify(answer)}\n`
        : `${out}: the private key${passphrase === undefined ? ', not sealed with a passphrase' : ', sealed with the passphrase'}\nPublic part for the definition: ${pair.publicKey}\n`,
    );
    return 0;
  },
};
