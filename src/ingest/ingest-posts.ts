// Posts into the lake: read, checked against the purpose record, layered, pseudonymised, appended; rejected rows sealed.
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { type LakeWriter, openLakeWriter, type WriterOptions } from '../lake/writer.ts';
import { batchChars } from './limits.ts';
import { charsOf, type Post } from './post.ts';
import { checkPurposeRuns, type Purpose } from './purpose.ts';
import type { PostReader, ReadOptions } from './read.ts';
import { type IngestSession, openIngestSession } from './session.ts';

export type IngestRequest = {
  readonly dataFolder: string;
  /** Files and folders; "-" is stdin. */
  readonly inputs: readonly string[];
  readonly purpose: Purpose;
  readonly purposeFile: string;
  readonly read: ReadOptions;
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
  readonly reader: PostReader;
  readonly writer?: WriterOptions;
};

export type IngestSummary = {
  readonly run: string;
  readonly purposeId: string;
  readonly files: number;
  readonly posts: number;
  readonly rowsAdded: number;
  readonly rowsKnown: number;
  readonly rejected: number;
  /** Of the rejected rows, those that can be looked at with `lake rejected`. */
  readonly rejectedKept: number;
  readonly rejectedByCode: Readonly<Record<string, number>>;
};

/** Posts that are gathered before they are appended and synced together; fewer where they are long. */
const postsPerAppend = 20_000;

/**
 * Adds the posts of all inputs; a row that is there already is counted as known. Errors: PURPOSE_ENDED, LAKE_LOCKED,
 * LAKE_CORRUPT, DISK_FULL, and the reader's own for an unreadable input, after what came before it was added.
 */
export async function ingestPosts(request: IngestRequest): Promise<IngestSummary> {
  checkPurposeRuns(request.purpose, request.purposeFile, request.now());
  const writer = await openLakeWriter(request.dataFolder, request.writer);
  try {
    const summary = await runIngest(request, writer);
    await writer.close();
    return summary;
  } catch (error) {
    // What failed first is what the user must hear of.
    await writer.close().catch(() => undefined);
    throw error;
  }
}

async function runIngest(request: IngestRequest, writer: LakeWriter): Promise<IngestSummary> {
  const { dataFolder, purpose, now } = request;
  const session = await openIngestSession({ dataFolder, writer, purpose, now });
  const state: State = { session, sources: new Map(), waiting: [] };
  try {
    await readAll(request, state);
  } catch (error) {
    await session.interrupt();
    throw error;
  }
  await session.finish();
  return {
    run: session.run,
    purposeId: session.purposeId,
    files: state.sources.size,
    ...session.counts(),
    rejectedByCode: session.rejectedByCode(),
  };
}

type State = {
  readonly session: IngestSession;
  /** Fingerprint by file. */
  readonly sources: Map<string, string>;
  waiting: { readonly source: string; readonly file: string; readonly posts: readonly Post[] }[];
};

async function readAll(request: IngestRequest, state: State): Promise<void> {
  let waiting = 0;
  let chars = 0;
  try {
    for await (const batch of request.reader(request.inputs, request.read)) {
      checkPurposeRuns(request.purpose, request.purposeFile, request.now());
      const source = await sourceOf(state, batch.file);
      state.session.reject(batch.rejected);
      state.waiting.push({ source, file: batch.file, posts: batch.posts });
      waiting += batch.posts.length;
      for (const post of batch.posts) chars += charsOf(post);
      if (waiting < postsPerAppend && chars < batchChars) continue;
      await appendWaiting(state);
      waiting = 0;
      chars = 0;
    }
  } finally {
    await appendWaiting(state);
  }
}

async function appendWaiting(state: State): Promise<void> {
  const waiting = state.waiting;
  state.waiting = [];
  if (waiting.length > 0) await state.session.add(waiting);
}

/** A keyed fingerprint of the first kilobyte: the same for a file that was renamed or has grown. Streams have none. */
async function sourceOf(state: State, file: string): Promise<string> {
  const known = state.sources.get(file);
  if (known !== undefined) return known;
  const source = state.session.sourceOf(await headOf(file));
  state.sources.set(file, source);
  return source;
}

/** Undefined for standard input and for pipes, of which a second reader would take a part away. */
async function headOf(file: string): Promise<string | undefined> {
  if (file === '-') return undefined;
  try {
    if (!(await stat(file)).isFile()) return undefined;
    const chunks: Buffer[] = [];
    for await (const chunk of createReadStream(file, { end: 1023 })) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks).toString('base64');
  } catch {
    return file;
  }
}
