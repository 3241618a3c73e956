// pollwarden tlog init: a new transparency log, with its key.
import { makeLog, openKeeper, setPolicy } from '../../tlog/files/keeper.ts';
import { vkeyText } from '../../tlog/keys.ts';
import { parseFlags, usageError } from '../args.ts';
import type { Command } from '../command.ts';
import { readPolicy } from '../transparency-log.ts';

const help = `Usage: pollwarden tlog init DIR --origin NAME [--policy FILE] [--json]

Makes a transparency log in a folder: its key (key.json, for its owner only), its state, and public/, which
may be served and copied. Prints the verifier key: publish it where readers look before they look at the log.
For a log that is there already, --policy alone replaces the policy of its witnesses.

Options:
  --origin NAME  the name of the log, for ever: a host and a path that you have, without https://
  --policy FILE  witnesses and how many of them are enough (C2SP tlog-policy); without it none is asked for
  --json         for machines

Examples:
  pollwarden tlog init ./log --origin results.example.org/2026 --policy witnesses.policy
  pollwarden tlog init ./log --policy other-witnesses.policy`;

export const command: Command = {
  path: ['tlog', 'init'],
  summary: 'Make a transparency log with its key',
  help,
  run: async (args) => {
    const { flags, positionals } = parseFlags(args, { origin: 'text', policy: 'text', json: 'switch' });
    if (positionals.length !== 1) throw usageError('tlog init takes one folder');
    const [folder] = positionals;
    if (flags.origin === undefined && flags.policy === undefined)
      throw usageError('tlog init needs --origin NAME, or --policy FILE for a log that is there');
    const policy = flags.policy === undefined ? undefined : readPolicy(flags.policy);
    if (flags.origin !== undefined) makeLog(folder, flags.origin);
    const made = openKeeper(folder);
    made.close();
    if (policy !== undefined) setPolicy(folder, policy.text);
    const keys = [made.key, ...(made.secondKey === undefined ? [] : [made.secondKey])].map(vkeyText);
    const witnesses = policy?.policy.witnesses ?? made.policy.witnesses;
    const { quorum } = policy?.policy ?? made.policy;
    process.stdout.write(
      flags.json === true
        ? `${JSON.stringify({ folder, origin: made.key.name, vkey: keys[0], vkeys: keys, witnesses: witnesses.map(({ name }) => name), quorum })}\n`
        : keys
            .map((key, i) => `Verifier key ${i === 0 ? '(Ed25519)' : '(ML-DSA-44, beside it)'}, to publish:\n${key}\n`)
            .join(''),
    );
    if (witnesses.length === 0) process.stderr.write('No witness: this log alone says what it holds.\n');
    return await Promise.resolve(0);
  },
};
