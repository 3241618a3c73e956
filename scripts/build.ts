// npm run build: compiles what src/cli/main.ts reaches into dist/, since Node runs no TypeScript under node_modules.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, globSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
// Console and signing app replace themselves in one step; a server or a test beside this may be reading them.
rmSync(join(root, 'dist', 'src'), { recursive: true, force: true });
const compiler = join(root, 'node_modules', '@typescript', 'native', 'bin', 'tsc');
const run = spawnSync(process.execPath, [compiler, '-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' });
if (run.status !== 0) process.exit(run.status ?? 1);

// Files that the program reads beside its code, such as style sheets.
for (const asset of globSync('src/**/*.{css,html,js,svg,sql,json}', { cwd: root })) {
  cpSync(join(root, asset), join(root, 'dist', asset));
}
if (!existsSync(join(root, 'dist', 'src', 'cli', 'main.js'))) throw new Error('dist/src/cli/main.js was not written');
