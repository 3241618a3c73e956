// Reads a bulletin's files as bytes: over http with fetch, so that data never runs; under file:// from the scripts beside
// them. Nothing is believed here; caps hold before anything is parsed.
import type { Source } from '../../../../src/bulletin/verify/source.ts';
import { fileSource } from '../../../../src/bulletin/verify/sources.ts';
import { fileOfTwin, tileOfTwin, tileTwinPath } from '../../../../src/bulletin/verify/twins.ts';
import { type Call, runScript } from './scripts.ts';

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
  return fileSource(root.href, (path, most) => read(path, most, path.startsWith('data/') ? 'default' : 'no-cache'));
}

function fromScripts(root: URL): Source {
  const pass = gate(8);
  const run = async (path: string): Promise<Call | undefined> => await pass(() => runScript(new URL(path, root)));
  const pointer = async (most: number): Promise<Uint8Array | undefined> => {
    const call = await run('latest.js');
    const text = call?.what === 'latest' ? JSON.stringify(call.value) : undefined;
    return text === undefined || text.length > most ? undefined : new TextEncoder().encode(text);
  };
  const file = async (path: string, most: number): Promise<Uint8Array | undefined> => {
    const call = await run(path.replace(/\.json$/, '.js'));
    const bytes = call === undefined ? undefined : fileOfTwin(call, path);
    return bytes === undefined || bytes.length > most ? undefined : bytes;
  };
  return {
    place: root.href,
    file: async (path, most) => await (path === 'latest.json' ? pointer(most) : file(path, most)),
    tile: async (tile) => {
      const call = await run(tileTwinPath(tile));
      return call === undefined ? undefined : tileOfTwin(call, tile);
    },
    tilePath: tileTwinPath,
    // Exports are for other programs, and have no script beside them.
    reads: (path) => path.endsWith('.json') && !path.startsWith('data/cdf-'),
  };
}

export const sourceOf = (root: URL): Source => (root.protocol === 'file:' ? fromScripts(root) : overHttp(root));
