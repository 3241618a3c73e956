// npm test [-- words]: runs all tests, or those whose path contains one of the words. Node's own closing lines come last.
import { spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const args = process.argv.slice(2);
const options = args.filter((arg) => arg.startsWith('-'));
const words = args.filter((arg) => !arg.startsWith('-'));

const files = globSync(['src/**/*.test.ts', 'web/**/*.test.ts', 'test/**/*.test.ts', 'scripts/**/*.test.ts'], {
  cwd: root,
})
  .filter((file) => words.length === 0 || words.some((word) => file.includes(word)))
  .toSorted();
if (files.length === 0) {
  process.stderr.write(`no test file matches ${words.join(', ')}\n`);
  process.exit(2);
}

const concurrency = Math.max(1, Math.min(2, availableParallelism()));
const run = spawn(
  process.execPath,
  [
    '--test',
    '--test-reporter=spec',
    `--test-concurrency=${concurrency}`,
    '--test-timeout=900000',
    ...options,
    ...files,
  ],
  { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
);
let tail = '';
run.stdout.setEncoding('utf8');
run.stdout.on('data', (text: string) => {
  process.stdout.write(text);
  tail = (tail + text).slice(-1_000_000);
});
run.on('close', (code) => {
  // After a failure Node prints the failing tests below its totals; the totals are wanted last.
  if (code !== 0) process.stdout.write(`\n${closingLines(tail).join('\n')}\n`);
  process.exitCode = code ?? 1;
});

/** The last block of totals ("ℹ tests 12" and so on) in the runner's output. */
function closingLines(output: string): readonly string[] {
  const totals = /^ℹ (tests|suites|pass|fail|cancelled|skipped|todo|duration_ms) [\d.]+$/;
  return output
    .split('\n')
    .filter((line) => totals.test(line))
    .slice(-8);
}
