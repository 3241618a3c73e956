// npm run build:console: the console into dist/console. --if-stale builds only what is older than its sources; --dev serves.
import { globSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { InlineConfig, Rolldown } from 'vite';

const root = join(import.meta.dirname, '..');
const source = join(root, 'web', 'console');
const target = join(root, 'dist', 'console');
/** Built beside its place and then moved, so that nobody is served half a console, and two builds do not meet. */
const beside = join(root, 'dist', `.console-${process.pid}`);
const backend = `http://127.0.0.1:${process.env.POLLWARDEN_PORT ?? '4610'}`;

type Output = Rolldown.RolldownOutput;

/** Vite is loaded only when something is to be built: a start with a fresh console needs none of it. */
async function consoleConfig(): Promise<InlineConfig> {
  const { default: react } = await import('@vitejs/plugin-react');
  return {
    root: source,
    configFile: false,
    // Pages stand at any depth below / and /demo/; assets always at /assets/. Which space it is the page reads from its address.
    base: '/',
    publicDir: false,
    plugins: [react()],
    logLevel: 'warn',
    build: {
      outDir: beside,
      emptyOutDir: true,
      target: 'es2023',
      // The content security policy knows no data: for fonts and scripts.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
    },
    worker: { format: 'es' },
    server: { host: '127.0.0.1', port: 4611, proxy: { '/api': backend, '/demo/api': backend } },
  };
}

const newest = (files: readonly string[]): number =>
  Math.max(0, ...files.map((file) => statSync(join(root, file)).mtimeMs));

/** Whether a source of the console, or the lock file, is younger than what was built. */
function isStale(): boolean {
  const built = statSync(join(target, 'index.html'), { throwIfNoEntry: false });
  const sources = globSync(['web/console/**/*', 'src/**/*.ts', 'package-lock.json', 'scripts/build-console.ts'], {
    cwd: root,
  });
  return built === undefined || built.mtimeMs < newest(sources);
}

/** One line for each script, with what travels. */
function sizes(files: readonly { readonly name: string; readonly bytes: Uint8Array }[]): string {
  return files
    .filter(({ name }) => /\.(?:js|css)$/.test(name))
    .map(({ name, bytes }) => `${name.padEnd(48)} ${kB(bytes.length)} ${kB(gzipSync(bytes).length)} gzip\n`)
    .toSorted()
    .join('');
}
const kB = (bytes: number): string => `${(bytes / 1000).toFixed(1).padStart(8)} kB`;

/** Vite only warns of a module of Node's own, and the page would fail with it. */
function refuseNode(result: Output): void {
  for (const file of result.output) {
    const foreign = file.type === 'chunk' && file.moduleIds.find((id) => id.includes('browser-external'));
    if (typeof foreign === 'string') throw new Error(`the console imports a module of Node: ${foreign}`);
  }
}

const leastCompressed = 1024;

/** Each text beside itself as .br and .gz, where that is smaller: the server compresses nothing while it answers. */
function compressAssets(folder: string): void {
  for (const name of globSync('assets/*.{js,css,svg}', { cwd: folder })) {
    const path = join(folder, name);
    const bytes = readFileSync(path);
    if (bytes.length < leastCompressed) continue;
    const params = { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
    for (const [ending, packed] of [
      ['br', brotliCompressSync(bytes, { params })],
      ['gz', gzipSync(bytes, { level: 9 })],
    ] as const) {
      if (packed.length < bytes.length) writeFileSync(`${path}.${ending}`, packed);
    }
  }
}

/** Where another build was a moment faster, its console is as new as ours and stays. */
function putInPlace(): void {
  rmSync(target, { recursive: true, force: true });
  try {
    renameSync(beside, target);
  } catch (error) {
    rmSync(beside, { recursive: true, force: true });
    if (!/^E(?:NOTEMPTY|EXIST)$/.test((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}

async function buildConsole(report: boolean): Promise<void> {
  const { build } = await import('vite');
  const result = await build(await consoleConfig())
    .then((built) => {
      refuseNode(built as Output);
      return built as Output;
    })
    .catch((error: unknown) => {
      rmSync(beside, { recursive: true, force: true });
      throw error;
    });
  compressAssets(beside);
  putInPlace();
  if (!report) return;
  const files = result.output.map((file) => ({
    name: file.fileName,
    bytes: Buffer.from(file.type === 'chunk' ? file.code : file.source),
  }));
  process.stdout.write(sizes(files));
}

if (import.meta.main) {
  const flags = process.argv.slice(2);
  if (flags.includes('--dev')) {
    const { createServer } = await import('vite');
    const server = await createServer(await consoleConfig());
    await server.listen();
    server.printUrls();
  } else if (!flags.includes('--if-stale') || isStale()) {
    await buildConsole(flags.includes('--sizes'));
  }
}
