// Posts into the lake: read, checked against the purpose record, layered, pseudonymised, appended; rejected rows sealed.
import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { PollwardenError } from '../kernel/errors.ts';
import { isStorableTime } from '../lake/batch.ts';
import { shareKind } from '../lake/kinds.ts';
import type { Run } from '../lake/manifest.ts';
import { createRejectedStore, type RejectedStore } from '../lake/rejected.ts';
import { type LakeWriter, openLakeWriter, type WriterOptions } from '../lake/writer.ts';
import { batchChars } from './limits.ts';
import { charsOf, type Post } from './post.ts';
import { createPseudonyms, type Pseudonyms } from './pseudonym.ts';
import { existingKey, keyId, keyPath, openKey } from './pseudonym-key.ts';
import { createShareMaker, type ShareMaker } from './pseudonym-shares.ts';
import { createShingler } from './pseudonym-shingles.ts';
import { checkPurposeRuns, type Purpose, purposeId } from './purpose.ts';
import type { PostReader, ReadOptions, Rejected } from './read.ts';

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
  const { dataFolder, purpose } = request;
  const key = pseudonymKey(dataFolder, writer);
  const pseudonyms = createPseudonyms(key);
  const startedAt = new Date(request.now()).toISOString();
  const id = `run-${randomBytes(8).toString('hex')}`;
  const rejects = createRejectedStore(dataFolder, () => openKey(dataFolder, 'rejected'), id, startedAt);
  const state: State = {
    writer,
    pseudonyms,
    maker: createShareMaker(pseudonyms, createShingler(key)),
    rejects,
    id,
    sources: new Map(),
    waiting: [],
    counts: { posts: 0, rowsAdded: 0, rowsKnown: 0, rejected: 0, rejectedKept: 0 },
    byCode: {},
  };
  const stored = { id: purposeId(purpose), retentionDays: purpose.retentionDays, record: purpose };
  const record = async (ended: Pick<Run, 'finished' | 'interrupted'>): Promise<void> => {
    const { rowsAdded, rowsKnown, rejected: rowsRejected } = state.counts;
    const counts = { rowsAdded, rowsKnown, rowsRejected, ...ended };
    const sources = [...state.sources.values()];
    const run: Run = { id, startedAt, purposeId: stored.id, keyId: keyId(key), sources, ...counts };
    await writer.recordRun(run, stored);
  };
  await record({ finished: false });
  try {
    await readAll(request, state);
  } catch (error) {
    // Where the lake cannot be written any more, its next writer settles the run.
    await record({ finished: false, interrupted: 'reported' }).catch(() => undefined);
    throw error;
  } finally {
    rejects.close();
  }
  await record({ finished: true });
  return { run: id, purposeId: stored.id, files: state.sources.size, ...state.counts, rejectedByCode: state.byCode };
}

/** A lake has one key: another one would make every row new and every account a stranger. */
function pseudonymKey(dataFolder: string, writer: LakeWriter): ReturnType<typeof openKey> {
  const before = writer.manifest().runs.at(-1)?.keyId;
  const key = before === undefined ? openKey(dataFolder, 'pseudonym') : existingKey(dataFolder, 'pseudonym');
  if (key !== undefined && (before === undefined || keyId(key) === before)) return key;
  const detail = 'this is not the key that the lake was made with; put that key back, or begin a new data folder';
  throw new PollwardenError('LAKE_CORRUPT', detail, { file: keyPath(dataFolder, 'pseudonym') });
}

type State = {
  readonly writer: LakeWriter;
  readonly pseudonyms: Pseudonyms;
  readonly maker: ShareMaker;
  readonly rejects: RejectedStore;
  readonly id: string;
  /** Fingerprint by file. */
  readonly sources: Map<string, string>;
  waiting: { readonly source: string; readonly posts: readonly Post[] }[];
  readonly counts: { posts: number; rowsAdded: number; rowsKnown: number; rejected: number; rejectedKept: number };
  readonly byCode: Record<string, number>;
};

async function readAll(request: IngestRequest, state: State): Promise<void> {
  let waiting = 0;
  let chars = 0;
  try {
    for await (const batch of request.reader(request.inputs, request.read)) {
      checkPurposeRuns(request.purpose, request.purposeFile, request.now());
      const source = await sourceOf(state, batch.file);
      const posts = batch.posts.filter((post) => isStorableTime(post.timeMicros));
      reject(state, batch.rejected);
      if (posts.length < batch.posts.length) reject(state, unstorable(batch.file, batch.posts));
      state.waiting.push({ source, posts });
      waiting += posts.length;
      for (const post of posts) chars += charsOf(post);
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
  // All identifiers first, so that a URL is cleaned of an account that comes a few posts later.
  for (const { posts } of waiting) state.maker.meet(posts);
  for (const { source, posts } of waiting) {
    const { added, known } = await state.writer.append(shareKind, state.maker.toRows(posts, source, state.id));
    state.counts.posts += posts.length;
    state.counts.rowsAdded += added;
    state.counts.rowsKnown += known;
  }
}

function reject(state: State, rows: readonly Rejected[]): void {
  if (rows.length === 0) return;
  state.counts.rejected += rows.length;
  for (const { code } of rows) state.byCode[code] = (state.byCode[code] ?? 0) + 1;
  state.counts.rejectedKept += state.rejects.keep(rows);
}

function unstorable(file: string, posts: readonly Post[]): readonly Rejected[] {
  return posts
    .filter(({ timeMicros }) => !isStorableTime(timeMicros))
    .map((post) => ({
      file,
      line: 0,
      code: 'TIME_INVALID',
      reason: 'the time is not between 1970 and 2255',
      raw: JSON.stringify(post).slice(0, 2000),
    }));
}

/** A keyed fingerprint of the first kilobyte: the same for a file that was renamed or has grown. Streams have none. */
async function sourceOf(state: State, file: string): Promise<string> {
  const known = state.sources.get(file);
  if (known !== undefined) return known;
  const source = state.pseudonyms.of('src', '', (await headOf(file)) ?? state.id);
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
