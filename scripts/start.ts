// npm start: builds the console when it is missing or its sources changed, then starts the server with what follows.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = join(import.meta.dirname, '..');
const built = join(root, 'dist', 'console');
const mark = join(built, '.sources');

/** What the console is made of: its own files, the schemas and constants that it takes from the server, its packages. */
const sources = [
  'web/console/**/*',
  'src/{kernel,elections,accounts}/**/*.ts',
  'src/server/**/*.ts',
  'package-lock.json',
];

/** One digest over names and contents. */
export function sourcesDigest(folder: string): string {
  const hash = createHash('sha256');
  const files = globSync([...sources], { cwd: folder, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
    .map((entry) => join(entry.parentPath, entry.name));
  for (const file of files.toSorted()) {
    const content = readFileSync(file);
    hash.update(`${file.slice(folder.length)}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

function buildConsole(digest: string): void {
  process.stderr.write('Building the console (once, and after changes) …\n');
  const build = spawnSync(process.execPath, [join(root, 'scripts', 'build-console.ts')], {
    cwd: root,
    // The address goes to standard output; what a build says does not.
    stdio: ['ignore', 2, 2],
  });
  if (build.status !== 0) throw new Error(`the console could not be built (exit ${build.status ?? build.signal})`);
  writeFileSync(mark, digest);
}

if (process.argv[1] === import.meta.filename) {
  const digest = sourcesDigest(root);
  const fresh = existsSync(join(built, 'index.html')) && existsSync(mark) && readFileSync(mark, 'utf8') === digest;
  if (!fresh) buildConsole(digest);
  const launcher = join(root, 'bin', 'pollwarden.mjs');
  process.argv = [process.execPath, launcher, 'start', ...process.argv.slice(2)];
  await import(pathToFileURL(launcher).href);
}
