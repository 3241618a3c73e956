// npm run build:signing: the signing app into dist/signing/app.html, one file without a definition and an intake. --if-stale as the console.
import { createHash } from 'node:crypto';
import { globSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Rolldown } from 'vite';
import { protocolStyle } from '../src/results/paper/protocol.ts';

const root = join(import.meta.dirname, '..');
const source = join(root, 'web', 'signing');
const target = join(root, 'dist', 'signing', 'app.html');

function isStale(): boolean {
  const built = statSync(target, { throwIfNoEntry: false });
  const sources = globSync(['web/signing/**/*', 'src/**/*.ts', 'package-lock.json', 'scripts/build-signing.ts'], {
    cwd: root,
  });
  return built === undefined || sources.some((file) => statSync(join(root, file)).mtimeMs > built.mtimeMs);
}

const csp = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** One script of its own; a module of Node's own would fail on the clerk's machine. */
async function script(): Promise<string> {
  const { build } = await import('vite');
  const built = (await build({
    root: source,
    configFile: false,
    publicDir: false,
    // @hpke/common falls back to Node's where a runtime has no WebCrypto of its own.
    resolve: { alias: [{ find: /^crypto$/, replacement: join(source, 'src', 'web-crypto.ts') }] },
    logLevel: 'warn',
    build: {
      write: false,
      target: 'es2023',
      modulePreload: false,
      reportCompressedSize: false,
      rolldownOptions: { input: join(source, 'src', 'main.ts'), output: { codeSplitting: false } },
    },
  })) as Rolldown.RolldownOutput;
  const chunks = built.output.filter((file) => file.type === 'chunk');
  const [chunk] = chunks;
  if (chunks.length !== 1) throw new Error(`the signing app is ${chunks.length} scripts instead of one`);
  const foreign = chunk.moduleIds.find((id) => id.includes('browser-external'));
  if (foreign !== undefined) throw new Error(`the signing app imports a module of Node: ${foreign}`);
  if (/<\/script|<!--/i.test(chunk.code)) throw new Error('the script of the signing app would end its own element');
  return chunk.code;
}

async function buildSigning(): Promise<void> {
  const code = await script();
  const style = `${protocolStyle}\n${readFileSync(join(source, 'src', 'style.css'), 'utf8')}`;
  const policy = `default-src 'none'; script-src ${csp(code)}; style-src ${csp(style)}; img-src data:; connect-src %CONNECT%; base-uri 'none'; form-action 'none'`;
  const html = readFileSync(join(source, 'index.html'), 'utf8')
    .replace('%POLICY%', () => policy)
    .replace('%STYLE%', () => style)
    .replace('%SCRIPT%', () => code);
  mkdirSync(join(root, 'dist', 'signing'), { recursive: true });
  writeFileSync(`${target}.${process.pid}`, html);
  renameSync(`${target}.${process.pid}`, target);
}

if (!process.argv.includes('--if-stale') || isStale()) await buildSigning();
