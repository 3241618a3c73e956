// pollwarden version: the version of the package and of the Node that runs it.
import { packageVersion } from '../../kernel/version.ts';
import { parseFlags } from '../args.ts';
import type { Command } from '../command.ts';

export const command: Command = {
  path: ['version'],
  summary: 'Show the version (also --version)',
  help: [
    'Usage: pollwarden version [--json]',
    '',
    'Examples:',
    '  pollwarden --version',
    '  pollwarden version --json',
  ].join('\n'),
  run: async (args) => {
    const { flags } = parseFlags(args, { json: 'switch' });
    const text =
      flags.json === true
        ? JSON.stringify({ pollwarden: packageVersion(), node: process.versions.node })
        : `pollwarden ${packageVersion()} (Node ${process.versions.node})`;
    process.stdout.write(`${text}\n`);
    return 0;
  },
};
