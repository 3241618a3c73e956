// The verifier by itself: three commands in one file for Node 20 and later, usable without the rest (scripts/build-verifier.ts).
import { command as check } from './commands/bulletin-check.ts';
import { command as verify } from './commands/bulletin-verify.ts';
import { command as rebuild } from './commands/results-rebuild.ts';
import { expectedFailure, printableLines } from './expected-failure.ts';

const commands = { verify, check, rebuild };
const isCommand = (word: string): word is keyof typeof commands => Object.hasOwn(commands, word);

const file = 'node pollwarden-verify.mjs';
const help = `Checks bulletins of elections, without anything else of Pollwarden.

Usage: ${file} verify PATH-or-URL... [--words "..."]
       ${file} check PATH-or-URL... (--unit ID | --code CODE | --qr FILE) [--words "..."]
       ${file} rebuild --from MIRROR... [--returns FILE]... [--words "..."]

More of each: ${file} verify --help`;

/** As the commands of pollwarden, by the names that they have here. */
const named = (text: string): string =>
  text.replaceAll(
    /pollwarden (?:bulletin (verify|check)|results (rebuild))/g,
    (_, one?: string, other?: string) => `${file} ${one ?? other}`,
  );

async function run([word = '--help', ...rest]: readonly string[]): Promise<number> {
  if (word === '--help' || word === '-h') {
    process.stdout.write(`${help}\n`);
    return 0;
  }
  if (!isCommand(word)) {
    process.stderr.write(`${help}\n`);
    return 2;
  }
  const command = commands[word];
  if (!rest.includes('--help') && !rest.includes('-h')) return await command.run(rest);
  process.stdout.write(`${named(command.help)}\n`);
  return 0;
}

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  const text = expectedFailure(error);
  if (text === undefined) throw error;
  process.stderr.write(`${file}: ${printableLines(text)}\n`);
  process.exitCode = 2;
}
