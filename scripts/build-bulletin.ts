// npm run build:bulletin: script, style and languages of the bulletin's page into dist/bulletin, the same bytes each time.
// Classic scripts, since no others run under file://; app.js names the others by their hash. --if-stale as the console; --sizes prints them.
import { createHash } from 'node:crypto';
import { globSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import type { Plugin, Rolldown } from 'vite';
import type { LanguageFile } from '../web/bulletin/src/messages/en.ts';
import { isStale, oneScript, placeFile } from './page-files.ts';

const root = join(import.meta.dirname, '..');
const source = join(root, 'web', 'bulletin', 'src');
const target = join(root, 'dist', 'bulletin');
type Defined = Readonly<Record<string, string>>;

/** The list of words, two kilobytes shorter where compressed: of each, how much it begins like the one before, and the rest. */
function shortWords(): Plugin {
  const sharedWith = (before: string, word: string): number => {
    const first = [...word].findIndex((letter, i) => letter !== before[i]);
    return first < 0 ? word.length : first;
  };
  const coded = wordlist.map((word, i) => {
    const shared = sharedWith(wordlist[i - 1] ?? '', word);
    return `${shared}${word.slice(shared)}`;
  });
  const code = `let word = '';
export const wordlist = '${coded.join('')}'.match(/\\d[a-z]*/g).map((one) => (word = word.slice(0, one[0]) + one.slice(1)));`;
  return {
    name: 'short-words',
    transform: (_code, id) => (id.endsWith('/wordlists/english.js') ? { code, map: null } : undefined),
  };
}

async function script(name: 'app' | 'qr' | 'curve' | 'worker', define: Defined = {}): Promise<string> {
  const { code } = await oneScript(
    `the bulletin's ${name}`,
    {
      root: source,
      define,
      plugins: [shortWords()],
      resolve: { alias: [{ find: /^.*\/kernel\/errors\.ts$/, replacement: join(source, 'errors.ts') }] },
      build: {
        write: false,
        target: 'es2022',
        reportCompressedSize: false,
        rolldownOptions: { input: join(source, `${name}.ts`), output: { format: 'iife', codeSplitting: false } },
      },
    },
    ['browser-external', '/zod/'],
  );
  return code;
}

/** As `bulletin build` will name it, and what a browser compares it with. */
function part(name: string, code: string): string {
  const hash = createHash('sha256').update(code).digest();
  const path = `data/${name}-${hash.toString('hex').slice(0, 16)}.js`;
  return JSON.stringify({ path, integrity: `sha256-${hash.toString('base64')}` });
}

/** Nesting is written out for phones of some years ago. */
async function style(): Promise<string> {
  const { build } = await import('vite');
  const built = (await build({
    root: source,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    build: {
      write: false,
      cssTarget: ['chrome90', 'firefox90', 'safari14'],
      reportCompressedSize: false,
      rolldownOptions: { input: join(source, 'style.css') },
    },
  })) as Rolldown.RolldownOutput;
  const css = built.output.find(({ fileName }) => fileName.endsWith('.css'));
  if (css?.type !== 'asset') throw new Error('no style was made');
  return String(css.source);
}

async function language(file: string): Promise<readonly [string, string]> {
  const code = basename(file, '.ts');
  const { translation } = (await import(join(source, 'messages', file))) as { readonly translation: LanguageFile };
  return [
    join('lang', `${code}.js`),
    `pollwarden("language",${JSON.stringify(code)},${JSON.stringify(translation)});\n`,
  ];
}

async function buildBulletin(): Promise<void> {
  const languages = globSync('??.ts', { cwd: join(source, 'messages') })
    .filter((file) => file !== 'en.ts')
    .toSorted();
  const [qr, curve, worker] = [await script('qr'), await script('curve'), await script('worker')];
  const parts = { PART_QR: part('qr', qr), PART_CURVE: part('curve', curve), PART_WORKER: part('worker', worker) };
  const files: (readonly [string, string])[] = [
    ...(await Promise.all(languages.map(language))),
    ['style.css', await style()],
    ['qr.js', qr],
    ['curve.js', curve],
    ['worker.js', worker],
    ['app.js', await script('app', parts)],
  ];
  const own = new Set(files.map(([path]) => join(target, path)));
  for (const old of globSync(join(target, '**', '*.{js,css}'))) if (!own.has(old)) rmSync(old);
  for (const [path, content] of files) {
    placeFile(join(target, path), content);
    if (process.argv.includes('--sizes'))
      process.stdout.write(
        `${path}: ${content.length}, gzip ${gzipSync(content, { level: 9 }).length}, brotli ${brotliCompressSync(content).length}\n`,
      );
  }
}

const sources = ['web/bulletin/**/*', 'scripts/build-bulletin.ts'];
if (!process.argv.includes('--if-stale') || isStale(join(target, 'app.js'), sources)) await buildBulletin();
