// npm run readme: writes the README's example, which is the program's own output on a generated file.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const readme = join(root, 'README.md');
const prompt = '$ npx pollwarden detect coordination posts.csv --report report.html\n';

/** Where the example's output stands in the README. */
function exampleIn(text: string): { readonly begin: number; readonly end: number } {
  const begin = text.indexOf(prompt) + prompt.length;
  const end = text.indexOf('```', begin);
  if (begin < prompt.length || end < 0) throw new Error('README.md has no example of the main job');
  return { begin, end };
}

/** What the README shows, and what the program says now. */
export function readmeExample(): { readonly shown: string; readonly now: string } {
  const text = readFileSync(readme, 'utf8');
  const { begin, end } = exampleIn(text);
  const folder = mkdtempSync(join(tmpdir(), 'pollwarden-readme-'));
  try {
    run(folder, ['generate', 'posts', '--seed', '1', '--posts', '20000', '--format', 'csv', '--out', '.']);
    const now = run(folder, ['detect', 'coordination', 'posts.csv', '--report', 'report.html']);
    return { shown: text.slice(begin, end), now };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function run(cwd: string, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'bin', 'pollwarden.mjs'), ...args], {
    cwd,
    encoding: 'utf8',
  });
  if (status !== 0 && status !== 1) throw new Error(`pollwarden ${args.join(' ')} ended with ${status}: ${stderr}`);
  return stdout;
}

if (process.argv[1] === import.meta.filename) {
  const { now } = readmeExample();
  const text = readFileSync(readme, 'utf8');
  const { begin, end } = exampleIn(text);
  writeFileSync(readme, text.slice(0, begin) + now + text.slice(end));
}
