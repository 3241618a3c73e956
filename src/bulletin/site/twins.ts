// Data as classic scripts: under file:// a page can read nothing else. One call with one JSON literal each.

/** `text` is a file of data as it was hashed; `path` is its own, ending in .json. */
export const dataTwin = (path: string, text: string): string =>
  `pollwarden("data",${JSON.stringify(path)},${JSON.stringify(text)});\n`;

/** Of entries: their texts in order. `path` is the script's own. */
export const entriesTwin = (path: string, entries: readonly string[]): string =>
  `pollwarden("tile",${JSON.stringify(path)},${JSON.stringify(entries)});\n`;

/** Of hashes: the tile in base64. */
export const hashesTwin = (path: string, tile: Uint8Array): string =>
  `pollwarden("tile",${JSON.stringify(path)},"${Buffer.from(tile).toString('base64')}");\n`;

/** `pointer` as it is in latest.json. */
export const latestTwin = (pointer: string): string => `pollwarden("latest","latest",${pointer.trimEnd()});\n`;
