// Name, size and SHA-256 of the input files: the report says which bytes it speaks of.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { ReportInput } from '../../../detect/coordination/report/context.ts';

/** Folders, stdin and the lake have a name and no fingerprint. Only the file's name is kept, not where it lay. */
export async function fingerprints(files: readonly string[], dataDir: string): Promise<readonly ReportInput[]> {
  if (files.length === 0) return [{ name: `the lake in ${basename(dataDir)}` }];
  const inputs: ReportInput[] = [];
  for (const file of files) inputs.push(await fingerprint(file));
  return inputs;
}

async function fingerprint(file: string): Promise<ReportInput> {
  if (file === '-') return { name: 'standard input' };
  const found = await stat(file).catch(() => undefined);
  if (found === undefined || !found.isFile()) return { name: basename(file) };
  const hash = createHash('sha256');
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash);
  return { name: basename(file), sizeBytes: found.size, sha256: hash.digest('hex') };
}
