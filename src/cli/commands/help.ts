// pollwarden help [command]: the overview, a group of commands, or one command's full help.
import { PollwardenError } from '../../kernel/errors.ts';
import type { Command } from '../command.ts';
import { printable } from '../printable.ts';
import { commandList, overview } from '../help-text.ts';
import { nearest } from '../args.ts';
import { commandsBelow, matchCommand, registry } from '../registry.ts';

export const command: Command = {
  path: ['help'],
  summary: 'Show all commands, or the help of one',
  help: [
    'Usage: pollwarden help [command]',
    '',
    'Examples:',
    '  pollwarden help',
    '  pollwarden help detect',
    '  pollwarden help detect coordination',
  ].join('\n'),
  run: async (words) => {
    process.stdout.write(`${await helpFor(words)}\n`);
    return 0;
  },
};

/** Help for `words`: nothing is the overview. An unknown command is USAGE with the nearest one named. */
export async function helpFor(words: readonly string[]): Promise<string> {
  if (words.length === 0) return await overview(registry);
  const exact = matchCommand(words);
  if (exact !== undefined) return (await exact.load()).help;
  const below = commandsBelow(words);
  if (below.length === 1) return (await below[0].load()).help;
  if (below.length === 0) throw unknownCommand(words);
  return `Usage: pollwarden ${words.join(' ')} <command> [options]\n\n${await commandList(below)}`;
}

/** The USAGE error for words that name no command, with a suggestion where one is near. */
export function unknownCommand(words: readonly string[]): PollwardenError {
  const typed = words.filter((word) => !word.startsWith('-')).slice(0, 2);
  const paths = registry.map(({ path }) => path.join(' '));
  const groups = [...new Set(registry.map(({ path }) => path[0]))];
  const hint = nearest(typed.join(' '), paths) ?? nearest(typed[0] ?? '', groups);
  const advice = hint === undefined ? 'see pollwarden --help' : `did you mean "pollwarden ${hint}"?`;
  return new PollwardenError('USAGE', `"${printable(typed.join(' '))}" is no command; ${advice}`);
}
