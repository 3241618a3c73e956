// npm run build:signing: the signing app into dist/signing/app.html, one file without a definition and an intake. --if-stale as the console.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { protocolStyle } from '../src/results/paper/protocol.ts';
import { inOneFile, isStale, oneScript, placeFile } from './page-files.ts';

const root = join(import.meta.dirname, '..');
const source = join(root, 'web', 'signing');
const target = join(root, 'dist', 'signing', 'app.html');

async function buildSigning(): Promise<void> {
  const { code } = await oneScript('the signing app', {
    root: source,
    // @hpke/common falls back to Node's where a runtime has no WebCrypto of its own.
    resolve: { alias: [{ find: /^crypto$/, replacement: join(source, 'src', 'web-crypto.ts') }] },
    build: {
      write: false,
      target: 'es2023',
      modulePreload: false,
      reportCompressedSize: false,
      rolldownOptions: { input: join(source, 'src', 'main.ts'), output: { codeSplitting: false } },
    },
  });
  const style = `${protocolStyle}\n${readFileSync(join(source, 'src', 'style.css'), 'utf8')}`;
  const html = inOneFile(
    readFileSync(join(source, 'index.html'), 'utf8'),
    code,
    style,
    (ours, look) =>
      `default-src 'none'; script-src ${ours}; style-src ${look}; img-src data:; connect-src %CONNECT%; base-uri 'none'; form-action 'none'`,
  );
  placeFile(target, html);
}

if (!process.argv.includes('--if-stale') || isStale(target, ['web/signing/**/*', 'scripts/build-signing.ts']))
  await buildSigning();
