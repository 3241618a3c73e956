// The lake of the pipeline, open for writing while somebody holds it: other commands may have it at other times.
import { createMakers, type Makers } from '../ingest/session.ts';
import { type LakeWriter, openLakeWriter, type WriterOptions } from '../lake/writer.ts';

export type OpenLake = { readonly writer: LakeWriter; readonly makers: Makers };

export type LakeHolder = {
  /** Opens it, or counts one more holder. LAKE_LOCKED, LAKE_CORRUPT, DISK_FULL. */
  readonly take: () => Promise<OpenLake>;
  /** Closes it after its last holder. */
  readonly release: () => Promise<void>;
  readonly current: () => OpenLake | undefined;
  /** Merges the small segments of a day that has many. */
  readonly tidy: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** Segments of a day from which on they are merged while sources run. */
const manySegments = 24;

export function createLakeHolder(dataFolder: string, options: WriterOptions = {}): LakeHolder {
  let open: OpenLake | undefined;
  let holders = 0;
  const close = async (): Promise<void> => {
    const closing = open;
    open = undefined;
    holders = 0;
    await closing?.writer.close();
  };
  return {
    take: async () => {
      if (open === undefined) {
        const writer = await openLakeWriter(dataFolder, { flushRows: 200_000, ...options });
        try {
          open = { writer, makers: createMakers(dataFolder, writer) };
        } catch (error) {
          open = undefined;
          await writer.close().catch(() => undefined);
          throw error;
        }
      }
      holders++;
      return open;
    },
    release: async () => {
      holders = Math.max(0, holders - 1);
      if (holders === 0) await close();
    },
    current: () => open,
    tidy: async () => {
      await open?.writer.compact(manySegments);
    },
    close,
  };
}
