// Erasure of one account: what is theirs and what points at them, in segments, write-ahead file and rejected rows.
import { shareKind } from '../lake/kinds.ts';
import { PollwardenError } from '../kernel/errors.ts';
import { beginDeletion } from '../lake/deletions.ts';
import { newErasureId, recordEvidenceDue } from '../lake/evidence-due.ts';
import type { RowFilter } from '../lake/engine.ts';
import type { LakeFiles } from '../lake/files.ts';
import { dropRejected, listRejected, openRejected, type RejectedRow } from '../lake/rejected.ts';
import { type LakeWriter, openLakeWriter, type WriterOptions } from '../lake/writer.ts';
import { createPseudonyms, platformSpace, type Pseudonyms } from './pseudonym.ts';
import { existingKey } from './pseudonym-key.ts';

export type Erased = {
  readonly rowsRemoved: number;
  /** Of these, rows of the account's own posts; the others point at the account or at its posts. */
  readonly ownPosts: number;
  readonly rejectedRemoved: number;
  /** Sealed rejected rows that could not be opened, and were kept. */
  readonly rejectedUnopened: number;
  readonly segmentsRewritten: number;
  /** Of the account and of its posts, so that what was made of its rows elsewhere can be found. */
  readonly pseudonyms: readonly string[];
  /** By which the evidence that has to follow is recorded as due (src/lake/evidence-due.ts). */
  readonly id: string;
};

/** What an erasure would take, counted only. */
export type ErasePreview = { readonly rows: number; readonly ownPosts: number; readonly rejected: number };

/** Platforms that URLs name, beside those of the lake's own rows. */
const namedPlatforms = [
  'x',
  'mastodon',
  'bluesky',
  'telegram',
  'facebook',
  'instagram',
  'tiktok',
  'youtube',
  'threads',
];

/**
 * Erases the account `id` of `platform`, or of every platform when none is given. The id is what the source gave: a
 * number, a handle, a DID, user@host. An account known by a number and a handle has to be erased by both. USAGE for a
 * platform that the lake has nothing of, LAKE_MISSING where there is no lake.
 */
export async function eraseAccount(
  dataFolder: string,
  id: string,
  platform: string | undefined,
  options: WriterOptions = {},
): Promise<Erased> {
  return await withWriter(dataFolder, options, async (writer) =>
    eraseAccountIn(writer, dataFolder, id, platform, options.files),
  );
}

/** The same in a lake that is open for writing. */
export async function eraseAccountIn(
  writer: LakeWriter,
  dataFolder: string,
  id: string,
  platform: string | undefined,
  files?: LakeFiles,
): Promise<Erased> {
  const found = await traces(writer, dataFolder, id, platform);
  const filter = platform === undefined ? 'account' : 'account of one platform';
  const due = { id: newErasureId(), filter, pseudonyms: found?.all ?? [] };
  recordEvidenceDue(dataFolder, due, files);
  const end = beginDeletion(dataFolder, 'erase', filter, Date.now(), files);
  const rejected = eraseRejected(dataFolder, id);
  if (found === undefined) {
    end({ rowsRemoved: 0, rejectedRemoved: rejected.rejectedRemoved });
    return { rowsRemoved: 0, ownPosts: 0, ...rejected, segmentsRewritten: 0, pseudonyms: [], id: due.id };
  }
  const { rowsRemoved, segmentsRewritten } = await removeCounted(writer, { pseudonyms: found.all });
  end({ rowsRemoved, rejectedRemoved: rejected.rejectedRemoved });
  const { all: pseudonyms, ownPosts } = found;
  return { rowsRemoved, ownPosts, ...rejected, segmentsRewritten, pseudonyms, id: due.id };
}

/** What `eraseAccountIn` would take. */
export async function previewAccount(
  writer: LakeWriter,
  dataFolder: string,
  id: string,
  platform: string | undefined,
): Promise<ErasePreview> {
  const found = await traces(writer, dataFolder, id, platform);
  const rows = found === undefined ? 0 : await writer.count({ pseudonyms: found.all });
  return { rows, ownPosts: found?.ownPosts ?? 0, rejected: countRejected(dataFolder, id) };
}

type Traces = { readonly all: readonly string[]; readonly ownPosts: number };

/** The pseudonyms by which the account can stand in rows; undefined where no key was made yet. */
async function traces(
  writer: LakeWriter,
  dataFolder: string,
  id: string,
  platform: string | undefined,
): Promise<Traces | undefined> {
  const key = existingKey(dataFolder, 'pseudonym');
  const pseudonyms = key === undefined ? undefined : createPseudonyms(key);
  const present = await platformsOf(writer);
  if (platform !== undefined) checkPlatform(platform, present, pseudonyms);
  if (pseudonyms === undefined) return undefined;
  const platforms = platform === undefined ? [...namedPlatforms, ...present] : [platform];
  const accounts = [...new Set(platforms.map((name) => pseudonyms.account(name, id)))];
  const posts = await writer.related(shareKind, 'account', accounts, 'post');
  // A post's id may be "acc_…/pst_…": the account's part is in the list already.
  const records = posts.map((post) => post.slice(post.lastIndexOf('/') + 1));
  const elsewhere = [pseudonyms.of('val', '', id), pseudonyms.of('obj', '', id)];
  return { all: [...accounts, ...records, ...elsewhere], ownPosts: posts.length };
}

async function removeCounted(
  writer: LakeWriter,
  drop: RowFilter,
): Promise<Pick<Erased, 'rowsRemoved' | 'segmentsRewritten'>> {
  const before = writer.manifest().segments;
  const { rowsRemoved } = await writer.remove(drop);
  const after = new Set(writer.manifest().segments);
  return { rowsRemoved, segmentsRewritten: before.filter((segment) => !after.has(segment)).length };
}

/** Erases all rows of before `day` (ISO, UTC). Rejected rows have no time: they go by their own retention. */
export async function eraseBefore(dataFolder: string, day: string, options: WriterOptions = {}): Promise<Erased> {
  return await withWriter(dataFolder, options, async (writer) => eraseBeforeIn(writer, dataFolder, day, options.files));
}

/** The same in a lake that is open for writing. */
export async function eraseBeforeIn(
  writer: LakeWriter,
  dataFolder: string,
  day: string,
  files?: LakeFiles,
): Promise<Erased> {
  const due = { id: newErasureId(), filter: `before ${day}`, pseudonyms: [], before: day };
  recordEvidenceDue(dataFolder, due, files);
  const end = beginDeletion(dataFolder, 'erase', due.filter, Date.now(), files);
  const removed = await removeCounted(writer, beforeDay(day));
  end({ rowsRemoved: removed.rowsRemoved, rejectedRemoved: 0 });
  return { ...removed, ownPosts: 0, rejectedRemoved: 0, rejectedUnopened: 0, pseudonyms: [], id: due.id };
}

/** What `eraseBeforeIn` would take. */
export async function previewBefore(writer: LakeWriter, day: string): Promise<ErasePreview> {
  return { rows: await writer.count(beforeDay(day)), ownPosts: 0, rejected: 0 };
}

const beforeDay = (day: string): RowFilter => ({ beforeMicros: Date.parse(`${day}T00:00:00Z`) * 1000 });

async function withWriter<T>(
  dataFolder: string,
  options: WriterOptions,
  work: (writer: LakeWriter) => Promise<T>,
): Promise<T> {
  const writer = await openLakeWriter(dataFolder, { ...options, mustExist: true });
  try {
    const result = await work(writer);
    await writer.close();
    return result;
  } catch (error) {
    await writer.close().catch(() => undefined);
    throw error;
  }
}

function checkPlatform(platform: string, present: readonly string[], pseudonyms: Pseudonyms | undefined): void {
  const space = platformSpace(platform);
  if (namedPlatforms.includes(space) || present.includes(space)) return;
  if (pseudonyms !== undefined && present.includes(pseudonyms.of('val', 'platform', space))) return;
  const readable = present.filter((name) => !name.startsWith('val_')).toSorted();
  const there = readable.length === 0 ? 'none that is known by name' : readable.join(', ');
  throw new PollwardenError('USAGE', `no platform "${platform}" is in the lake; there is: ${there}`);
}

async function platformsOf(writer: LakeWriter): Promise<readonly string[]> {
  const layers = ['object', 'repost', 'url', 'domain', 'hashtags', 'hashtag', 'text', 'reply', 'media', 'mention'];
  return await writer.related(shareKind, 'layer', layers, 'platform');
}

/** Rejected rows hold the input as it came: those that have the id as a word of its own go. */
function eraseRejected(dataFolder: string, id: string): Pick<Erased, 'rejectedRemoved' | 'rejectedUnopened'> {
  const key = existingKey(dataFolder, 'rejected');
  if (key === undefined) return { rejectedRemoved: 0, rejectedUnopened: 0 };
  let rejectedRemoved = 0;
  let rejectedUnopened = 0;
  for (const { name } of listRejected(dataFolder)) {
    const { removed, unreadable } = dropRejected(dataFolder, key, name, holdsId(id));
    rejectedRemoved += removed;
    rejectedUnopened += unreadable;
  }
  return { rejectedRemoved, rejectedUnopened };
}

function countRejected(dataFolder: string, id: string): number {
  const key = existingKey(dataFolder, 'rejected');
  if (key === undefined) return 0;
  const holds = holdsId(id);
  return listRejected(dataFolder).reduce(
    (sum, { name }) => sum + openRejected(dataFolder, key, name).rows.filter(holds).length,
    0,
  );
}

function holdsId(id: string): (row: RejectedRow) => boolean {
  const sought = id.trim().replace(/^@/, '').toLowerCase();
  return ({ raw, reason }) => holdsWord(`${raw} ${reason}`, sought);
}

/** Whether `word` stands in `text` with no letter, digit or underscore right before or after it. */
function holdsWord(text: string, word: string): boolean {
  // An empty word is found everywhere, and the search would not end.
  if (word === '') return false;
  const lower = text.toLowerCase();
  for (let at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + 1)) {
    const around = `${lower[at - 1] ?? ' '}${lower[at + word.length] ?? ' '}`;
    if (!/[\p{L}\p{N}_]/u.test(around)) return true;
  }
  return false;
}
