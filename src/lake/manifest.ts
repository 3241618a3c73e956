// The manifest: the one list of what the lake holds. Replacing it is the moment at which a change happens.
import { join } from 'node:path';
import { PollwardenError } from '../kernel/errors.ts';
import { type LakeFiles, replaceFile } from './files.ts';

export type Segment = {
  readonly kind: string;
  /** "2024-06-09". */
  readonly day: string;
  /** Name in the folder <kind>/day=<day>. */
  readonly file: string;
  readonly rows: number;
  readonly bytes: number;
};

/** What is known of one ingest. Holds no name of a file, since names can name people. */
export type Run = {
  readonly id: string;
  /** ISO time of this machine's clock at the start; retention counts from it. */
  readonly startedAt: string;
  readonly purposeId: string;
  /** Names the key that its pseudonyms were made with. */
  readonly keyId: string;
  /** Fingerprints, keyed. */
  readonly sources: readonly string[];
  readonly rowsAdded: number;
  readonly rowsKnown: number;
  readonly rowsRejected: number;
  /** False while it goes on, and for good when it was interrupted. */
  readonly finished: boolean;
  /**
   * Of an ingest that ended early: "reported" when it counted its rows itself; "counted" when it was killed and the next
   * writer counted `rowsAdded` in the lake, while the other counts are not known; "uncounted" when none is known.
   */
  readonly interrupted?: 'reported' | 'counted' | 'uncounted';
  /** ISO day on which retention deleted its rows. */
  readonly expiredOn?: string;
};

export type StoredPurpose = { readonly id: string; readonly retentionDays: number; readonly record: unknown };

export type Manifest = {
  readonly format: 'pollwarden-lake';
  readonly version: 1;
  /** Grows by one with every change. */
  readonly change: number;
  /** Records of the write-ahead file up to this one are in segments. */
  readonly loggedThrough: number;
  readonly nextSegment: number;
  readonly segments: readonly Segment[];
  readonly runs: readonly Run[];
  readonly purposes: readonly StoredPurpose[];
};

export const emptyManifest: Manifest = {
  format: 'pollwarden-lake',
  version: 1,
  change: 0,
  loggedThrough: 0,
  nextSegment: 1,
  segments: [],
  runs: [],
  purposes: [],
};

export const lakeFolder = (dataFolder: string): string => join(dataFolder, 'lake');
const manifestPath = (root: string): string => join(root, 'manifest.json');

/** The folder of one day of one kind. Both names are of our own making. */
export const dayFolder = (root: string, kind: string, day: string): string => join(root, kind, `day=${day}`);

export const segmentPath = (root: string, segment: Segment): string =>
  join(dayFolder(root, segment.kind, segment.day), segment.file);

/** Throws LAKE_CORRUPT when the manifest is there and cannot be read. */
export function readManifest(files: LakeFiles, root: string): Manifest {
  const path = manifestPath(root);
  const data = files.read(path);
  if (data === undefined) return emptyManifest;
  try {
    const value = JSON.parse(data.toString('utf8')) as Manifest;
    if (value.format !== 'pollwarden-lake' || !value.segments.every(isSegment)) throw new Error('not a manifest');
    if (value.version !== 1) throw new Error(`version ${String(value.version)} is of a later Pollwarden`);
    return value;
  } catch (error) {
    throw new PollwardenError('LAKE_CORRUPT', (error as Error).message, { file: path });
  }
}

/** Names from the manifest become paths; a manifest that was tampered with must not lead out of the lake. */
function isSegment(segment: Segment): boolean {
  return (
    /^[a-z]+$/.test(segment.kind) && /^\d{4}-\d\d-\d\d$/.test(segment.day) && /^\d{10}\.parquet$/.test(segment.file)
  );
}

export function writeManifest(files: LakeFiles, root: string, manifest: Manifest): void {
  replaceFile(files, manifestPath(root), Buffer.from(`${JSON.stringify(manifest, undefined, 1)}\n`));
}
