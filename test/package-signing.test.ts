// The package that people install holds the signing app: one file, self-contained, with a place for the definition.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const root = join(import.meta.dirname, '..');

test('dist/signing/app.html is packed, and asks for nothing from elsewhere', () => {
  const built = spawnSync(process.execPath, [join(root, 'scripts', 'build-signing.ts'), '--if-stale'], { cwd: root });
  assert.equal(built.status, 0, String(built.stderr));
  const packed = spawnSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts', '--offline'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1_048_576,
  });
  assert.equal(packed.status, 0, packed.stderr);
  const [{ files }] = JSON.parse(packed.stdout) as readonly {
    readonly files: readonly { readonly path: string; readonly size: number }[];
  }[];
  const app = files.find(({ path }) => path === 'dist/signing/app.html');
  assert.ok(app !== undefined && app.size > 50_000, `${app?.size} bytes`);
  const html = readFileSync(join(root, app.path), 'utf8');
  assert.ok(html.includes('%DEFINITION%'));
  assert.doesNotMatch(html, /<(?:script|link|img)[^>]+(?:src|href)=["']?https?:/i);
  assert.deepEqual(
    files.filter(({ path }) => /\.test\.|testing\//.test(path)).map(({ path }) => path),
    [],
  );
});
