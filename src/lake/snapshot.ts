// What a reader sees, without a lock: the manifest and the logged rows that belong to it.
import type { LakeFiles } from './files.ts';
import { type Manifest, readManifest } from './manifest.ts';
import { type PackedLogged, unpackLogged } from './packed-batch.ts';
import { applyLogged, emptyPending, type Pending } from './pending.ts';
import { readWriteAhead } from './write-ahead.ts';

export type Snapshot = { readonly manifest: Manifest; readonly pending: Pending };

/** Reads again while a writer changes the manifest in between. */
export function takeSnapshot(files: LakeFiles, root: string): Snapshot {
  for (let attempt = 0; ; attempt++) {
    const manifest = readManifest(files, root);
    try {
      const pending = emptyPending(manifest.runs, manifest.purposes);
      for (const { value } of readWriteAhead(files, root, manifest.loggedThrough))
        applyLogged(pending, unpackLogged(value as PackedLogged));
      if (unchanged(files, root, manifest) || attempt === 100) return { manifest, pending };
    } catch (error) {
      if (unchanged(files, root, manifest) || attempt === 100) throw error;
    }
  }
}

export const unchanged = (files: LakeFiles, root: string, manifest: Manifest): boolean =>
  readManifest(files, root).change === manifest.change;
