// Entry of the command line: finds the command, prints help, turns expected failures into exit code 2.
import { PollwardenError } from '../kernel/errors.ts';
import type { Command } from './command.ts';

/** Commands load lazily, so that `pollwarden --help` and small commands start fast. */
const commands: readonly (() => Promise<Command>)[] = [];

export async function main(args: readonly string[]): Promise<number> {
  try {
    for (const load of commands) {
      const command = await load();
      if (!command.path.every((word, i) => args[i] === word)) continue;
      const rest = args.slice(command.path.length);
      if (rest.includes('--help') || rest.includes('-h')) {
        process.stdout.write(`${command.help}\n`);
        return 0;
      }
      return await command.run(rest);
    }
  } catch (error) {
    if (!(error instanceof PollwardenError)) throw error;
    process.stderr.write(`pollwarden: ${error.message}\n`);
    return 2;
  }
  process.stderr.write('pollwarden: no such command; see pollwarden --help\n');
  return 2;
}
