// What the builds of the signing app, the verifier and the bulletin's page have in common: one script of one chunk, files
// that are there whole, and only what is stale is built.
import { createHash } from 'node:crypto';
import { globSync, mkdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { InlineConfig, Rolldown } from 'vite';

const root = join(import.meta.dirname, '..');

/** `target`: the last file that is built; `own`: sources below the repository besides those of all pages. */
export function isStale(target: string, own: readonly string[]): boolean {
  const built = statSync(target, { throwIfNoEntry: false });
  const all = ['web/page/**/*', 'src/**/*.ts', 'package-lock.json', 'scripts/page-files.ts', ...own];
  const sources = globSync(all, { cwd: root });
  return built === undefined || sources.some((file) => statSync(join(root, file)).mtimeMs > built.mtimeMs);
}

/** `foreign`: parts of the names of modules that may not be in it; a module of Node's own would fail in a browser. */
export async function oneScript(
  name: string,
  config: InlineConfig,
  foreign: readonly string[] = ['browser-external'],
): Promise<Rolldown.OutputChunk> {
  const { build } = await import('vite');
  const built = (await build({
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    ...config,
  })) as Rolldown.RolldownOutput;
  const chunks = built.output.filter((file) => file.type === 'chunk');
  const [chunk] = chunks;
  if (chunks.length !== 1) throw new Error(`${name} is ${chunks.length} scripts instead of one`);
  const found = chunk.moduleIds.find((id) => foreign.some((part) => id.includes(part)));
  if (found !== undefined) throw new Error(`${name} may not hold ${found}`);
  return chunk;
}

/** Into a template, with the policy that lets nothing but these two run. `policy`: from their sources of CSP. */
export function inOneFile(
  template: string,
  code: string,
  style: string,
  policy: (script: string, style: string) => string,
): string {
  if (/<\/script|<!--/i.test(code)) throw new Error('the script would end its own element');
  const csp = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  return template
    .replace('%POLICY%', () => policy(csp(code), csp(style)))
    .replace('%STYLE%', () => style)
    .replace('%SCRIPT%', () => code);
}

export function placeFile(file: string, content: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.${process.pid}`, content);
  renameSync(`${file}.${process.pid}`, file);
}
