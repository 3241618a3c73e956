// npm run build:verifier: the verifier of bulletins into dist/verifier, one file for Node and one page; the same bytes wherever they
// are built, as the opening of an election names their hashes. --if-stale as the console.
import { createHash } from 'node:crypto';
import { globSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { InlineConfig, Rolldown } from 'vite';

const root = join(import.meta.dirname, '..');
const source = join(root, 'web', 'verifier');
const target = join(root, 'dist', 'verifier');
const files = { node: join(target, 'pollwarden-verify.mjs'), page: join(target, 'pollwarden-verify.html') };

function isStale(): boolean {
  const built = Object.values(files).map((file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0);
  const sources = globSync(['web/verifier/**/*', 'src/**/*.ts', 'package-lock.json', 'scripts/build-verifier.ts'], {
    cwd: root,
  });
  return sources.some((file) => statSync(join(root, file)).mtimeMs > Math.min(...built));
}

/** One script of one chunk. */
async function script(config: InlineConfig): Promise<Rolldown.OutputChunk> {
  const { build } = await import('vite');
  const built = (await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    ...config,
  })) as Rolldown.RolldownOutput;
  const chunks = built.output.filter((file) => file.type === 'chunk');
  const [chunk] = chunks;
  if (chunks.length !== 1) throw new Error(`the verifier is ${chunks.length} scripts instead of one`);
  return chunk;
}

async function nodeFile(): Promise<string> {
  const { code, imports, dynamicImports } = await script({
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: true,
      write: false,
      target: 'node20',
      minify: false,
      rolldownOptions: {
        input: join(root, 'src', 'cli', 'verifier.ts'),
        output: { codeSplitting: false, format: 'es' },
      },
    },
  });
  const foreign = [...imports, ...dynamicImports].find((name) => !name.startsWith('node:'));
  if (foreign !== undefined) throw new Error(`the verifier for Node imports ${foreign}`);
  const later = imports.find((name) => name === 'node:sqlite');
  if (later !== undefined) throw new Error(`Node 20 has no ${later}`);
  return `#!/usr/bin/env node\n// Checks bulletins of elections: node pollwarden-verify.mjs --help. Apache-2.0.\n${code}`;
}

const csp = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

async function page(): Promise<string> {
  const { code, moduleIds } = await script({
    build: {
      write: false,
      target: 'es2023',
      modulePreload: false,
      reportCompressedSize: false,
      rolldownOptions: { input: join(source, 'src', 'main.ts'), output: { codeSplitting: false } },
    },
  });
  const foreign = moduleIds.find((id) => id.includes('browser-external'));
  if (foreign !== undefined) throw new Error(`the page of the verifier imports a module of Node: ${foreign}`);
  if (/<\/script|<!--/i.test(code)) throw new Error('the script of the verifier would end its own element');
  const style = readFileSync(join(source, 'src', 'style.css'), 'utf8');
  // fflate unpacks large files in workers of its own making.
  const policy = `default-src 'none'; script-src ${csp(code)} blob:; worker-src blob:; style-src ${csp(style)}; base-uri 'none'; form-action 'none'`;
  return readFileSync(join(source, 'index.html'), 'utf8')
    .replace('%POLICY%', () => policy)
    .replace('%STYLE%', () => style)
    .replace('%SCRIPT%', () => code);
}

function place(file: string, content: string): void {
  writeFileSync(`${file}.${process.pid}`, content);
  renameSync(`${file}.${process.pid}`, file);
}

if (!process.argv.includes('--if-stale') || isStale()) {
  const [node, html] = [await nodeFile(), await page()];
  mkdirSync(target, { recursive: true });
  place(files.node, node);
  place(files.page, html);
}
