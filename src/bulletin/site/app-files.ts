// The script, the style and the languages of the page as they were built (scripts/build-bulletin.ts): dist/bulletin.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DataTask } from './writing.ts';

export type AppFiles = readonly DataTask[];

const task = (
  role: 'script' | 'style' | 'language',
  name: string,
  extension: string,
  file: string,
  of?: string,
): DataTask => ({
  kind: 'data',
  role,
  name,
  extension,
  ...(of === undefined ? {} : { of }),
  bytes: readFileSync(file),
  twin: false,
  effort: 'most',
});

/** None where the folder is not there: pages without script are whole by themselves. */
export function appFiles(folder: string | undefined): AppFiles {
  if (folder === undefined || !existsSync(join(folder, 'app.js'))) return [];
  const names = readdirSync(folder).toSorted();
  const scripts = names.filter((name) => /^[a-z]+\.js$/.test(name)).map((name) => name.slice(0, -'.js'.length));
  const styles = names.filter((name) => /^[a-z]+\.css$/.test(name)).map((name) => name.slice(0, -'.css'.length));
  const languages = existsSync(join(folder, 'lang'))
    ? readdirSync(join(folder, 'lang'))
        .filter((name) => /^[a-z]{2}\.js$/.test(name))
        .toSorted()
    : [];
  return [
    ...scripts.map((name) => task('script', name, 'js', join(folder, `${name}.js`), name)),
    ...styles.map((name) => task('style', name, 'css', join(folder, `${name}.css`))),
    ...languages.map((name) => {
      const code = name.slice(0, 2);
      return task('language', `lang-${code}`, 'js', join(folder, 'lang', name), code);
    }),
  ];
}
