// Entry of the command line: finds the command, shows help, turns failures into exit codes.
import { expectedFailure, printableLines } from './expected-failure.ts';
import { commandsBelow, matchCommand } from './registry.ts';

/** Runs one command; answers with its exit code. Expected failures are exit code 2, anything else is thrown. */
export async function main(args: readonly string[]): Promise<number> {
  try {
    return await dispatch(args);
  } catch (error) {
    const text = expectedFailure(error);
    if (text === undefined) throw error;
    process.stderr.write(`pollwarden: ${printableLines(text)}\n`);
    return 2;
  }
}

async function dispatch(args: readonly string[]): Promise<number> {
  if (args[0] === '--version' || args[0] === '-v') return dispatch(['version', ...args.slice(1)]);
  if (args.length === 0 || isHelp(args[0])) return dispatch(['help']);
  const matched = matchCommand(args);
  if (matched === undefined) return await showGroup(args);
  const rest = args.slice(matched.path.length);
  const command = await matched.load();
  if (rest.some(isHelp)) {
    process.stdout.write(`${command.help}\n`);
    return 0;
  }
  return await command.run(rest);
}

/** `pollwarden detect` lists the commands of the group; words that name nothing are a usage error. */
async function showGroup(args: readonly string[]): Promise<number> {
  const { helpFor, unknownCommand } = await import('./commands/help.ts');
  const firstOption = args.findIndex((word) => word.startsWith('-'));
  const words = firstOption < 0 ? args : args.slice(0, firstOption);
  if (words.length === 0 || commandsBelow(words).length === 0) throw unknownCommand(args);
  const asked = args.some(isHelp);
  (asked ? process.stdout : process.stderr).write(`${await helpFor(words)}\n`);
  return asked ? 0 : 2;
}

const isHelp = (word: string): boolean => word === '--help' || word === '-h';

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** Runs as the program itself: sets the exit code, ends quietly when stdout's reader is gone, reports defects as 70. */
export async function runProgram(args: readonly string[]): Promise<void> {
  process.stdout.on('error', (error) => end(error, 'standard output'));
  process.stderr.on('error', (error) => end(error, 'standard error'));
  process.on('uncaughtException', (error) => {
    end(error);
  });
  try {
    process.exitCode = await main(args);
  } catch (error) {
    end(error);
  }
}

/** Ends the run by `error`; `place` names the stream it came from. */
function end(error: unknown, place?: string): never {
  if (codeOf(error) === 'EPIPE') process.exit(0);
  const expected = expectedFailure(error, place);
  if (expected !== undefined) {
    process.stderr.write(`pollwarden: ${printableLines(expected)}\n`);
    process.exit(2);
  }
  const stack = process.env.POLLWARDEN_DEBUG === '1' && error instanceof Error ? `\n${error.stack}` : '';
  process.stderr.write(
    `pollwarden: a defect in Pollwarden ended this run: ${printableLines(error instanceof Error ? error.message : String(error))}\n` +
      `Nothing that was acknowledged is lost. Please report it; POLLWARDEN_DEBUG=1 shows where it happened.${stack}\n`,
  );
  process.exit(70);
}
