// The texts of `pollwarden --help` and of a group of commands.
import { packageVersion } from '../kernel/version.ts';
import type { Registered } from './registry.ts';

/** The overview: what it is, every command with its summary, what holds for all of them. */
export async function overview(commands: readonly Registered[]): Promise<string> {
  return [
    `Pollwarden ${packageVersion()}: coordinated behaviour around an election, found with its error rate.`,
    '',
    'Usage: pollwarden <command> [options]',
    '',
    await commandList(commands),
    '',
    'Every command: --help for its options and examples.',
    'Data folder: --data DIR, else the variable POLLWARDEN_DATA, else ./pollwarden-data.',
    'Data goes to stdout, messages and progress to stderr. "-" is stdin.',
    'Exit codes: 0 done; 1 done and something needs attention; 2 bad usage or unreadable input; 70 a defect.',
    '',
    'First time here?  pollwarden start',
  ].join('\n');
}

/** One line per command: its path and its summary. */
export async function commandList(commands: readonly Registered[]): Promise<string> {
  const loaded = await Promise.all(commands.map(({ load }) => load()));
  const width = Math.max(...loaded.map(({ path }) => path.join(' ').length));
  return loaded.map(({ path, summary }) => `  ${path.join(' ').padEnd(width)}  ${summary}`).join('\n');
}
