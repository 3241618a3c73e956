// Data as classic scripts, for copies that are opened from a disk: one call with one JSON literal, the same bytes in another
// form (docs/log-entries.md). Browser-safe.
import { fromBase64 } from '../../tlog/base64.ts';
import { bundleOf, mostEntryBytes, type Tile } from '../../tlog/tiles.ts';
import { parseJson } from '../../kernel/parse-json.ts';

export type Twin = { readonly what: string; readonly path: string; readonly value: unknown };

export const tileTwinPath = ({ level, index, width }: Tile): string => `log-js/${level}/${index}-${width}.js`;

/** Of the text of such a script. */
export function parseTwin(text: string): Twin | undefined {
  const inside = /^\s*pollwarden\(([\s\S]*)\);?\s*$/.exec(text)?.[1];
  const value = inside === undefined ? undefined : parseJson(`[${inside}]`);
  if (!Array.isArray(value) || value.length !== 3) return undefined;
  const [what, path, third] = value as readonly unknown[];
  return typeof what === 'string' && typeof path === 'string' ? { what, path, value: third } : undefined;
}

/** The tile's bytes of a call of such a script; undefined where it holds none. */
export function tileOfTwin({ what, path, value }: Twin, tile: Tile): Uint8Array | undefined {
  if (what !== 'tile' || path !== tileTwinPath(tile)) return undefined;
  if (tile.level !== 'entries') return typeof value === 'string' ? fromBase64(value) : undefined;
  if (!Array.isArray(value) || value.length !== tile.width) return undefined;
  const entries = value.map((text) => (typeof text === 'string' ? new TextEncoder().encode(text) : undefined));
  const whole = entries.filter((bytes) => bytes !== undefined && bytes.length <= mostEntryBytes);
  return whole.length === tile.width ? bundleOf(whole as readonly Uint8Array[]) : undefined;
}

/** The bytes of a file of data from its twin. */
export const fileOfTwin = ({ what, path, value }: Twin, asked: string): Uint8Array | undefined =>
  what === 'data' && path === asked && typeof value === 'string' ? new TextEncoder().encode(value) : undefined;
