// npm run build:verifier: the verifier of bulletins into dist/verifier, one file for Node and one page; the same bytes wherever they
// are built, as the opening of an election names their hashes. --if-stale as the console.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inOneFile, isStale, oneScript, placeFile } from './page-files.ts';

const root = join(import.meta.dirname, '..');
const source = join(root, 'web', 'verifier');
const target = join(root, 'dist', 'verifier');
const files = { node: join(target, 'pollwarden-verify.mjs'), page: join(target, 'pollwarden-verify.html') };

async function nodeFile(): Promise<string> {
  const { code, imports, dynamicImports } = await oneScript('the verifier for Node', {
    root,
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

async function page(): Promise<string> {
  const { code } = await oneScript('the page of the verifier', {
    root,
    build: {
      write: false,
      target: 'es2023',
      modulePreload: false,
      reportCompressedSize: false,
      rolldownOptions: { input: join(source, 'src', 'main.ts'), output: { codeSplitting: false } },
    },
  });
  const style = readFileSync(join(source, 'src', 'style.css'), 'utf8');
  return inOneFile(
    readFileSync(join(source, 'index.html'), 'utf8'),
    code,
    style,
    // fflate unpacks large files in workers of its own making.
    (ours, look) =>
      `default-src 'none'; script-src ${ours} blob:; worker-src blob:; style-src ${look}; base-uri 'none'; form-action 'none'`,
  );
}

const sources = ['web/verifier/**/*', 'scripts/build-verifier.ts'];
if (!process.argv.includes('--if-stale') || Object.values(files).some((file) => isStale(file, sources))) {
  const [node, html] = [await nodeFile(), await page()];
  placeFile(files.node, node);
  placeFile(files.page, html);
}
