// An ingest that is open: batch after batch of posts of one purpose goes into the lake, and each is durable when answered.
import { randomBytes } from 'node:crypto';
import { PollwardenError } from '../kernel/errors.ts';
import { isStorableTime } from '../lake/batch.ts';
import { shareKind } from '../lake/kinds.ts';
import { type ShareBatch, shareBatchOf } from '../lake/lake.ts';
import type { Run } from '../lake/manifest.ts';
import { createRejectedStore } from '../lake/rejected.ts';
import type { Appended, LakeWriter } from '../lake/writer.ts';
import type { Post } from './post.ts';
import { createPseudonyms, type Pseudonyms } from './pseudonym.ts';
import { existingKey, keyId, keyPath, openKey } from './pseudonym-key.ts';
import { createShareMaker } from './pseudonym-shares.ts';
import { createShingler } from './pseudonym-shingles.ts';
import { type Purpose, purposeId } from './purpose.ts';
import type { Rejected } from './read.ts';

export type SessionCounts = {
  readonly posts: number;
  readonly rowsAdded: number;
  readonly rowsKnown: number;
  readonly rejected: number;
  /** Of the rejected rows, those that can be looked at with `lake rejected`. */
  readonly rejectedKept: number;
};

export type SourcedPosts = {
  readonly source: string;
  /** For people, where a post of it is rejected. */
  readonly file: string;
  readonly posts: readonly Post[];
};

export type SessionAdded = {
  readonly rowsAdded: number;
  readonly rowsKnown: number;
  /** The rows that are new, made when asked for; durable by now. */
  readonly fresh: () => readonly ShareBatch[];
};

export type IngestSession = {
  readonly run: string;
  readonly purposeId: string;
  /** Fingerprint of a source, keyed; `content` tells it apart, the run does where there is none. */
  readonly sourceOf: (content: string | undefined) => string;
  /** Appends posts of any number of sources; times that cannot be stored are rejected. Durable when it resolves. */
  readonly add: (batches: readonly SourcedPosts[]) => Promise<SessionAdded>;
  /** Counts; seals and syncs the first `most` of them, or all. */
  readonly reject: (rows: readonly Rejected[], most?: number) => void;
  readonly counts: () => SessionCounts;
  readonly rejectedByCode: () => Readonly<Record<string, number>>;
  /** Records the counts so far. */
  readonly progress: () => Promise<void>;
  readonly finish: () => Promise<void>;
  /** Records that the run ended early; where the lake cannot be written any more, its next writer settles it. */
  readonly interrupt: () => Promise<void>;
};

export type SessionOptions = {
  readonly dataFolder: string;
  readonly writer: LakeWriter;
  readonly purpose: Purpose;
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
  /** Shared by sessions of one lake, where there are several; it holds what is known of the key. */
  readonly makers?: Makers;
};

export type Makers = {
  readonly keyId: string;
  readonly pseudonyms: Pseudonyms;
  readonly maker: ReturnType<typeof createShareMaker>;
};

/** What turns posts into rows under the lake's key. LAKE_CORRUPT where the key is another one. */
export function createMakers(dataFolder: string, writer: LakeWriter): Makers {
  const key = pseudonymKey(dataFolder, writer);
  const pseudonyms = createPseudonyms(key);
  return { keyId: keyId(key), pseudonyms, maker: createShareMaker(pseudonyms, createShingler(key)) };
}

/** Records the run and its purpose; what is added belongs to it. */
export async function openIngestSession(options: SessionOptions): Promise<IngestSession> {
  const { dataFolder, writer, purpose } = options;
  const { maker, pseudonyms, ...made } = options.makers ?? createMakers(dataFolder, writer);
  const startedAt = new Date(options.now()).toISOString();
  const id = `run-${randomBytes(8).toString('hex')}`;
  const rejects = createRejectedStore(dataFolder, () => openKey(dataFolder, 'rejected'), id, startedAt);
  const sources = new Set<string>();
  const counts = { posts: 0, rowsAdded: 0, rowsKnown: 0, rejected: 0, rejectedKept: 0 };
  const byCode: Record<string, number> = {};
  const stored = { id: purposeId(purpose), retentionDays: purpose.retentionDays, record: purpose };
  const record = async (ended: Pick<Run, 'finished' | 'interrupted'>): Promise<void> => {
    const { rowsAdded, rowsKnown, rejected: rowsRejected } = counts;
    const run = { id, startedAt, purposeId: stored.id, keyId: made.keyId, sources: [...sources] };
    await writer.recordRun({ ...run, rowsAdded, rowsKnown, rowsRejected, ...ended }, stored);
  };
  const reject = (rows: readonly Rejected[], most?: number): void => {
    if (rows.length === 0) return;
    counts.rejected += rows.length;
    for (const { code } of rows) byCode[code] = (byCode[code] ?? 0) + 1;
    counts.rejectedKept += rejects.keep(rows.slice(0, most));
  };
  await record({ finished: false });
  return {
    run: id,
    purposeId: stored.id,
    sourceOf: (content) => {
      const source = pseudonyms.of('src', '', content ?? id);
      sources.add(source);
      return source;
    },
    add: async (batches) => {
      const storable = batches.map(({ source, file, posts }) => ({
        source,
        posts: posts.every(isStorable) ? posts : keepStorable(posts, file, reject),
      }));
      // All identifiers first, so that a URL is cleaned of an account that comes a few posts later.
      for (const { posts } of storable) maker.meet(posts);
      const appended: Appended[] = [];
      for (const { source, posts } of storable) {
        const one = await writer.append(shareKind, maker.toRows(posts, source, id));
        counts.posts += posts.length;
        counts.rowsAdded += one.added;
        counts.rowsKnown += one.known;
        appended.push(one);
      }
      return {
        rowsAdded: appended.reduce((sum, { added }) => sum + added, 0),
        rowsKnown: appended.reduce((sum, { known }) => sum + known, 0),
        fresh: () => appended.flatMap(({ fresh }) => fresh.map(shareBatchOf)),
      };
    },
    reject,
    counts: () => ({ ...counts }),
    rejectedByCode: () => byCode,
    progress: async () => record({ finished: false }),
    finish: async () => {
      rejects.close();
      await record({ finished: true });
    },
    interrupt: async () => {
      rejects.close();
      await record({ finished: false, interrupted: 'reported' }).catch(() => undefined);
    },
  };
}

/** A lake has one key: another one would make every row new and every account a stranger. */
function pseudonymKey(dataFolder: string, writer: LakeWriter): ReturnType<typeof openKey> {
  const before = writer.manifest().runs.at(-1)?.keyId;
  const key = before === undefined ? openKey(dataFolder, 'pseudonym') : existingKey(dataFolder, 'pseudonym');
  if (key !== undefined && (before === undefined || keyId(key) === before)) return key;
  const detail = 'this is not the key that the lake was made with; put that key back, or begin a new data folder';
  throw new PollwardenError('LAKE_CORRUPT', detail, { file: keyPath(dataFolder, 'pseudonym') });
}

const isStorable = ({ timeMicros }: Post): boolean => isStorableTime(timeMicros);

function keepStorable(posts: readonly Post[], file: string, reject: IngestSession['reject']): readonly Post[] {
  const [code, reason] = ['TIME_INVALID', 'the time is not between 1970 and 2255'];
  const others = posts.filter((post) => !isStorable(post));
  reject(others.map((post) => ({ file, line: 0, code, reason, raw: JSON.stringify(post).slice(0, 2000) })));
  return posts.filter(isStorable);
}
