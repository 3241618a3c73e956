// For tests: reads a bulletin as anybody does, from its pointer, and everything that follows from it.
import { hash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkpointOfText } from '../../../tlog/checkpoint.ts';
import { nodeCrypto } from '../../../tlog/files/crypto.ts';
import { folderTiles } from '../../../tlog/files/read.ts';
import { verifyLog } from '../../../tlog/files/verify.ts';
import { treeHasher } from '../../../tlog/hash.ts';
import { parseNote } from '../../../tlog/note.ts';
import { parseManifest, parsePointer } from '../../model/parse-site.ts';
import { parseEntry } from '../../model/parse-entry.ts';
import type { Manifest, Pointer } from '../../model/site.ts';
import { tilesOfLog, scriptPath } from '../log-files.ts';

export type ReadSite = { readonly pointer: Pointer; readonly manifest: Manifest };

const sha256 = (bytes: Uint8Array): string => hash('sha256', bytes, 'hex');

/** The literals of a script of data. */
export function argumentsOf(script: string): readonly unknown[] {
  const [start, end] = ['pollwarden(', ');\n'];
  if (!script.startsWith(start) || !script.endsWith(end)) throw new Error('no call');
  return JSON.parse(`[${script.slice(start.length, -end.length)}]`) as unknown[];
}

function readTwin(root: string, path: string, text: string): void {
  const script = readFileSync(join(root, path.replace(/\.json$/, '.js')), 'utf8');
  const [what, of, value] = argumentsOf(script);
  if (what !== 'data' || of !== path || value !== text) throw new Error(`${path}: its script says something else`);
}

function readFiles(root: string, manifest: Manifest): void {
  for (const { path, sha256: expected, bytes: size, role } of manifest.files) {
    const bytes = readFileSync(join(root, path));
    if (bytes.length !== size || sha256(bytes) !== expected) throw new Error(`${path} is not what the manifest says`);
    if (path.endsWith('.json') && role !== 'cdf') readTwin(root, path, bytes.toString('utf8'));
  }
}

async function readLog(root: string, pointer: Pointer, manifestHash: string): Promise<void> {
  const note = parseNote(Buffer.from(pointer.checkpoint));
  const head = note.ok ? checkpointOfText(note.value.text) : note;
  if (!head.ok) throw new Error(head.fault.detail);
  const hasher = treeHasher(nodeCrypto.sha256);
  let found = false;
  const entry = (bytes: Uint8Array, place: number): undefined => {
    const read = place === pointer.entry ? parseEntry(bytes) : undefined;
    if (read?.ok === true && read.value.kind === 'bulletin') found = read.value.manifest === manifestHash;
  };
  const checked = await verifyLog(hasher, head.value, { read: folderTiles(join(root, 'log')), entry });
  if (!checked.ok) throw new Error(checked.fault.detail);
  if (!found) throw new Error('the log does not name this manifest');
  for (const tile of tilesOfLog(head.value.size)) argumentsOf(readFileSync(join(root, scriptPath(tile)), 'utf8'));
}

/** The front page may be of the bulletin after: it names only what is there. */
function readFront(root: string): void {
  const front = readFileSync(join(root, 'index.html'), 'utf8');
  for (const [, path] of front.matchAll(/(?:href|src)="([^"#:]+)"/g))
    if (!existsSync(join(root, path))) throw new Error(`index.html names ${path}, which is not there`);
}

/** Throws with what is wrong; undefined before the first bulletin. */
export async function readBulletin(root: string): Promise<ReadSite | undefined> {
  const file = join(root, 'latest.json');
  if (!existsSync(file)) return undefined;
  const pointer = parsePointer(readFileSync(file, 'utf8').trimEnd());
  if (!pointer.ok) throw new Error(pointer.detail);
  const text = readFileSync(join(root, pointer.value.manifest), 'utf8');
  readTwin(root, pointer.value.manifest, text);
  const manifest = parseManifest(text);
  if (!manifest.ok) throw new Error(manifest.detail);
  readFiles(root, manifest.value);
  readFront(root);
  await readLog(root, pointer.value, sha256(Buffer.from(text)));
  return { pointer: pointer.value, manifest: manifest.value };
}
