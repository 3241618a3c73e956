// IBM Plex (SIL Open Font License 1.1) as data, so that the report looks the same everywhere and fetches nothing.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

const faces = [
  {
    family: 'IBM Plex Sans',
    weight: 400,
    file: '@fontsource/ibm-plex-sans/files/ibm-plex-sans-latin-400-normal.woff2',
  },
  {
    family: 'IBM Plex Sans',
    weight: 600,
    file: '@fontsource/ibm-plex-sans/files/ibm-plex-sans-latin-600-normal.woff2',
  },
  {
    family: 'IBM Plex Mono',
    weight: 400,
    file: '@fontsource/ibm-plex-mono/files/ibm-plex-mono-latin-400-normal.woff2',
  },
] as const;

/** The @font-face rules; empty where the font package is missing, and the system's typeface serves. */
export async function fontFaces(): Promise<string> {
  const rules = await Promise.all(faces.map(fontFace));
  return rules.join('');
}

async function fontFace({ family, weight, file }: (typeof faces)[number]): Promise<string> {
  let bytes: Buffer;
  try {
    bytes = await readFile(require.resolve(file));
  } catch {
    return '';
  }
  return (
    `@font-face{font-family:"${family}";font-weight:${weight};font-style:normal;` +
    `src:url(data:font/woff2;base64,${bytes.toString('base64')}) format("woff2")}\n`
  );
}
