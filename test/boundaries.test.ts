// The table of allowed imports: an import against it fails the check, and every folder has its line.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';

const root = join(import.meta.dirname, '..');
const table = JSON.parse(readFileSync(join(root, 'boundaries.json'), 'utf8')) as {
  readonly folders: Record<string, { readonly holds: string; readonly folders: string[]; readonly packages: string[] }>;
};

/** Writes `files` into a temporary folder and runs the check of imports there. */
function check(files: Readonly<Record<string, string>>): { readonly status: number | null; readonly output: string } {
  const folder = mkdtempSync(join(tmpdir(), 'pollwarden-boundaries-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const cruiser = join(root, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');
    const config = join(root, '.dependency-cruiser.cjs');
    const run = spawnSync(process.execPath, [cruiser, '--config', config, 'src'], { cwd: folder, encoding: 'utf8' });
    return { status: run.status, output: run.stdout + run.stderr };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const leaf = 'export const one = 1;\n';
const using = (path: string): string => `import { one } from '${path}';\nexport const two = one + 1;\n`;

test('an import to the left in the table passes', () => {
  const { status, output } = check({ 'src/kernel/a.ts': leaf, 'src/detect/b.ts': using('../kernel/a.ts') });
  assert.equal(status, 0, output);
});

test('an import against the table fails and names the rule', () => {
  const { status, output } = check({ 'src/detect/a.ts': leaf, 'src/kernel/b.ts': using('../detect/a.ts') });
  assert.notEqual(status, 0, output);
  assert.match(output, /kernel-imports-only-its-folders.*src\/kernel\/b\.ts.*src\/detect\/a\.ts/);
});

test('an import for its types alone is held to the table too', () => {
  const types = { 'src/cli/a.ts': 'export type One = 1;\n' };
  const { status, output } = check({
    ...types,
    'src/detect/b.ts': "import type { One } from '../cli/a.ts';\nexport const one: One = 1;\n",
  });
  assert.notEqual(status, 0, output);
  assert.match(output, /detect-imports-only-its-folders/);
});

test('a folder that the table does not hold fails', () => {
  const { status, output } = check({ 'src/kernel/a.ts': leaf, 'src/other/b.ts': using('../kernel/a.ts') });
  assert.notEqual(status, 0, output);
  assert.match(output, /folder-is-in-the-table/);
});

test('test code in the program and cycles fail', () => {
  const helper = check({ 'src/kernel/testing/a.ts': leaf, 'src/kernel/b.ts': using('./testing/a.ts') });
  assert.match(helper.output, /no-test-code-in-the-program/);
  const cycle = check({
    'src/kernel/a.ts': "import { b } from './b.ts';\nexport const a = (): number => b();\n",
    'src/kernel/b.ts': "import { a } from './a.ts';\nexport const b = (): number => a();\n",
  });
  assert.match(cycle.output, /no-cycle/);
});

test('a test may import what the table allows tests, and the program may not', () => {
  const generate = { 'src/generate/a.ts': leaf };
  const fromTest = check({ ...generate, 'src/detect/b.test.ts': using('../generate/a.ts') });
  assert.equal(fromTest.status, 0, fromTest.output);
  const fromProgram = check({ ...generate, 'src/detect/b.ts': using('../generate/a.ts') });
  assert.match(fromProgram.output, /detect-imports-only-its-folders/);
  const farTest = check({ 'src/cli/a.ts': leaf, 'src/lake/b.test.ts': using('../cli/a.ts') });
  assert.match(farTest.output, /lake-tests-import-only-their-folders/);
});

test('every folder under src/ has its line, and allows only lines above it', () => {
  const folders = readdirSync(join(root, 'src'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const names = Object.keys(table.folders);
  assert.deepEqual(
    folders.map(({ name }) => name).filter((name) => !names.includes(name)),
    [],
  );
  names.forEach((name, i) => {
    for (const allowed of table.folders[name].folders)
      assert.ok(names.indexOf(allowed) < i && names.includes(allowed), `${name} > ${allowed}`);
  });
});

test('docs/architecture.md shows the table as it is', () => {
  const text = readFileSync(join(root, 'docs', 'architecture.md'), 'utf8');
  for (const [name, { holds, folders }] of Object.entries(table.folders)) {
    const line = `| \`src/${name}/\` | ${holds} | ${folders.join(', ') || 'nothing'} |`;
    assert.ok(text.includes(line), `docs/architecture.md needs this line:\n${line}`);
  }
});
