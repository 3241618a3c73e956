// pollwarden version: the version of the package and of the Node that runs it.
import { parseArgs } from 'node:util';
import { packageVersion } from '../../kernel/version.ts';
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
    const { values } = parseArgs({ args: [...args], options: { json: { type: 'boolean', default: false } } });
    const text = values.json
      ? JSON.stringify({ pollwarden: packageVersion(), node: process.versions.node })
      : `pollwarden ${packageVersion()} (Node ${process.versions.node})`;
    process.stdout.write(`${text}\n`);
    return 0;
  },
};
