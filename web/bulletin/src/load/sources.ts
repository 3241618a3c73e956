// Reads a bulletin's files as bytes: over http with fetch, so that data never runs; under file:// from the scripts beside
// them. Nothing is believed here; caps hold before anything is parsed.
import { fromBase64 } from '../../../../src/tlog/base64.ts';
import { bundleOf, mostEntryBytes, type Tile, tileWidth } from '../../../../src/tlog/tiles.ts';
import { logTilePath, type Source } from '../../../../src/bulletin/verify/source.ts';
import { runScript } from './scripts.ts';

const mostTileBytes = tileWidth * (mostEntryBytes + 2);
const longestMilliseconds = 60_000;

/** So many at once, in the order of asking. */
function gate(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    running++;
    try {
      return await work();
    } finally {
      running--;
      waiting.shift()?.();
    }
  };
}

async function capped(response: Response, most: number): Promise<Uint8Array | undefined> {
  const reader = response.body?.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const part = await reader?.read();
    if (part?.value === undefined) break;
    length += part.value.length;
    if (length > most) {
      await reader?.cancel();
      return undefined;
    }
    chunks.push(part.value);
  }
  const [first, ...more] = chunks;
  if (more.length === 0) return first ?? new Uint8Array(0);
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

function overHttp(root: URL): Source {
  const pass = gate(12);
  const read = (path: string, most: number, cache: RequestCache): Promise<Uint8Array | undefined> =>
    pass(async () => {
      try {
        const signal = AbortSignal.timeout(longestMilliseconds);
        const response = await fetch(new URL(path, root), {
          cache,
          credentials: 'omit',
          referrerPolicy: 'no-referrer',
          signal,
        });
        return response.ok ? await capped(response, most) : undefined;
      } catch {
        return undefined;
      }
    });
  return {
    place: root.href,
    file: (path, most) => read(path, most, path.startsWith('data/') ? 'default' : 'no-cache'),
    tile: (tile) => read(logTilePath(tile), mostTileBytes, 'default'),
    tilePath: logTilePath,
    reads: () => true,
  };
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

function tileOfValue({ level, width }: Tile, value: unknown): Uint8Array | undefined {
  if (level !== 'entries') return typeof value === 'string' && value.length < 20_000 ? fromBase64(value) : undefined;
  if (!Array.isArray(value) || value.length !== width || !value.every((one) => typeof one === 'string'))
    return undefined;
  const entries = (value as readonly string[]).map(utf8);
  return entries.every(({ length }) => length <= mostEntryBytes) ? bundleOf(entries) : undefined;
}

const scriptPath = ({ level, index, width }: Tile): string => `log-js/${level}/${index}-${width}.js`;

function fromScripts(root: URL): Source {
  const pass = gate(8);
  const run = async (path: string, what: string): Promise<unknown> => {
    const call = await pass(() => runScript(new URL(path, root)));
    return call?.what === what ? call.value : undefined;
  };
  const within = (value: unknown, most: number): Uint8Array | undefined =>
    typeof value === 'string' && value.length <= most ? utf8(value) : undefined;
  const pointer = async (most: number): Promise<Uint8Array | undefined> => {
    const value = await run('latest.js', 'latest');
    return value === undefined ? undefined : within(JSON.stringify(value), most);
  };
  return {
    place: root.href,
    file: async (path, most) =>
      path === 'latest.json' ? await pointer(most) : within(await run(path.replace(/\.json$/, '.js'), 'data'), most),
    tile: async (tile) => tileOfValue(tile, await run(scriptPath(tile), 'tile')),
    tilePath: scriptPath,
    // Exports are for other programs, and have no script beside them.
    reads: (path) => path.endsWith('.json') && !path.startsWith('data/cdf-'),
  };
}

export const sourceOf = (root: URL): Source => (root.protocol === 'file:' ? fromScripts(root) : overHttp(root));
