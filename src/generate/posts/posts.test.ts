import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { PollwardenError } from '../../kernel/errors.ts';
import { plantedGroup } from '../habits.ts';
import { planPosts } from './plan.ts';
import { postRow, type PostRow } from './rows.ts';
import { ownWords, storyText, wordStory } from './text.ts';
import { seededRandom } from '../../kernel/random.ts';
import { type PostFormat, writePostStream } from './write.ts';

const folder = mkdtempSync(join(tmpdir(), 'pollwarden-posts-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const options = { seed: 11, posts: 42_000, days: 14 };
const plan = planPosts(options);
const rows: readonly PostRow[] = Array.from(plan.time, (_, i) => postRow(plan, i));

const nameOf = (row: PostRow): string => `${row.platform}:${row.account_id}`;

function digests(name: string, seed: number, format: PostFormat): string[] {
  const out = join(folder, name);
  const { files } = writePostStream(out, { seed, posts: 3000, days: 7 }, format);
  return Object.values(files).map((file) => createHash('sha256').update(readFileSync(file)).digest('hex'));
}

test('the same seed gives the same bytes, another seed others', () => {
  for (const format of ['jsonl', 'csv'] as const) {
    const first = digests(`a-${format}`, 5, format);
    assert.deepEqual(digests(`b-${format}`, 5, format), first);
    const other = digests(`c-${format}`, 6, format);
    assert.ok(other.every((digest, i) => digest !== first[i]));
  }
});

test('exactly as many posts as asked, in order of time, within the days', () => {
  assert.equal(rows.length, options.posts);
  const first = Date.parse('2026-03-02T00:00:00Z');
  let before = first;
  for (const row of rows) {
    const time = Date.parse(row.time);
    assert.ok(time >= before && time < first + options.days * 86_400_000, row.post_id);
    before = time;
  }
  assert.equal(new Set(rows.map((row) => row.post_id)).size, rows.length);
});

test('reposts and replies point at an earlier post of the same platform', () => {
  const seen = new Map<string, PostRow>();
  let reposts = 0;
  let replies = 0;
  for (const row of rows) {
    const target = row.repost_of || row.reply_to;
    if (target !== '') assert.equal(seen.get(target)?.platform, row.platform, row.post_id);
    if (row.reply_to !== '') assert.equal(row.mentions[0], seen.get(row.reply_to)?.account_id);
    if (row.repost_of !== '') reposts++;
    if (row.reply_to !== '') replies++;
    seen.set(row.post_id, row);
  }
  assert.ok(reposts > options.posts * 0.25 && replies > options.posts * 0.01, `${reposts} reposts, ${replies} replies`);
});

test('every layer is there, accounts are heavy-tailed, and days have a rhythm', () => {
  const count = (holds: (row: PostRow) => boolean): number => rows.filter(holds).length;
  assert.ok(count((row) => row.urls.length > 0) > options.posts * 0.15);
  assert.ok(count((row) => row.hashtags.length > 1) > options.posts * 0.05);
  assert.ok(count((row) => row.media.length > 0) > options.posts * 0.05);
  assert.ok(count((row) => row.urls.some((url) => url.includes('utm_source'))) > 100);
  assert.ok(count((row) => row.platform === 'forum') > 100);
  const perAccount = new Map<string, number>();
  for (const row of rows) perAccount.set(row.account_id, (perAccount.get(row.account_id) ?? 0) + 1);
  const sizes = [...perAccount.values()].sort((a, b) => a - b);
  assert.ok(sizes[Math.floor(sizes.length / 2)] <= 3 && sizes[sizes.length - 1] >= 60);
  const hour = (from: number, to: number): number =>
    count((row) => new Date(row.time).getUTCHours() >= from && new Date(row.time).getUTCHours() < to);
  assert.ok(hour(18, 22) > 3 * hour(1, 5));
});

test('planted groups act on their objects within the jitter, in the words of their recipe', () => {
  const { truth } = writePostStream(join(folder, 'truth'), options);
  assert.equal(truth.groups.length, 7);
  assert.deepEqual([...new Set(truth.groups.flatMap((group) => group.layers))].sort(), [
    'hashtags',
    'repost',
    'text',
    'url',
  ]);
  for (const group of truth.groups) {
    const members = new Set(group.members);
    assert.ok(members.size >= 12, group.name);
    const own = rows.filter((row) => members.has(nameOf(row)));
    for (const action of group.actions.filter(({ layer }) => layer === 'repost' || layer === 'url')) {
      const begin = Date.parse(action.begin);
      const late = begin + Number(group.parameters.jitterSeconds) * 1000;
      const acts = own.filter(
        (row) =>
          (row.repost_of !== '' && `${row.platform}:${row.repost_of}` === action.object) ||
          row.urls.some((url) => url.includes(action.object.slice(8))),
      );
      const within = acts.filter((row) => Date.parse(row.time) >= begin - 1 && Date.parse(row.time) <= late + 1);
      const actors = new Set(within.map(nameOf));
      const missing = action.members.filter((name) => !actors.has(name));
      const ended = late > Date.parse('2026-03-16T00:00:00Z');
      assert.ok(missing.length === 0 || ended, `${group.name} ${action.object}: ${missing.join(' ')}`);
    }
  }
  const accounts = truth.groups.flatMap((group) => group.members);
  assert.equal(new Set(accounts).size, accounts.length);
});

test('declared networks post their articles within 40 seconds of one another', () => {
  const { truth, files } = writePostStream(join(folder, 'declared'), options);
  const declared: unknown = JSON.parse(readFileSync(files.declared, 'utf8'));
  assert.deepEqual(declared, { networks: truth.declared });
  const times = new Map<string, number[]>();
  const pages = new Set(truth.declared[0].accounts);
  for (const row of rows) {
    if (!pages.has(nameOf(row)) || row.urls.length === 0) continue;
    const article = row.urls[0].replace('https://m.', 'https://').split('?')[0];
    times.set(article, [...(times.get(article) ?? []), Date.parse(row.time)]);
  }
  const joint = [...times.values()].filter((list) => list.length >= 5);
  assert.ok(joint.length >= 20, `${joint.length} articles`);
  assert.ok(joint.filter((list) => list[4] - list[0] <= 40_000).length >= 0.9 * joint.length);
});

test('wordings: a copy is word for word, light changes a little, a paraphrase a lot', () => {
  const shingles = (text: string): Set<string> => {
    const words = text
      .toLowerCase()
      .replace(/[^a-z ]/g, '')
      .split(/ +/);
    return new Set(words.slice(2).map((word, i) => `${words[i]} ${words[i + 1]} ${word}`));
  };
  const likeness = (variation: 'light' | 'paraphrase'): number => {
    let sum = 0;
    for (let seed = 0; seed < 200; seed++) {
      const story = storyText(seededRandom(seed));
      const a = shingles(wordStory(story, variation, seededRandom(seed, 1)));
      const b = shingles(wordStory(story, variation, seededRandom(seed, 2)));
      sum += [...a].filter((s) => b.has(s)).length / new Set([...a, ...b]).size;
    }
    return sum / 200;
  };
  const story = storyText(seededRandom(3));
  assert.equal(wordStory(story, 'copy', seededRandom(1)), wordStory(story, 'copy', seededRandom(2)));
  assert.ok(likeness('light') > 0.7, String(likeness('light')));
  assert.ok(likeness('paraphrase') < 0.5, String(likeness('paraphrase')));
  for (let seed = 0; seed < 500; seed++) {
    const text =
      wordStory(storyText(seededRandom(seed)), 'paraphrase', seededRandom(seed, 9)) + ownWords(seededRandom(seed));
    assert.doesNotMatch(text, /[[\]{}|]|undefined/);
  }
});

test("groups of one's own take the place of the usual ones", () => {
  const group = { ...plantedGroup(60), size: 8, coverShares: 0 };
  const recipe = {
    name: 'own',
    layers: ['url' as const],
    variation: 'paraphrase' as const,
    platforms: 2,
    group,
    declared: false,
  };
  const own = planPosts({ seed: 3, posts: 9000, days: 10, groups: [recipe] });
  assert.equal(own.groups.length, 1);
  assert.equal(own.time.length, 9000);
  const platforms = own.groups[0].accounts.map((a) => own.platform[a]);
  assert.deepEqual(platforms, [0, 1, 0, 1, 0, 1, 0, 1]);
  const bare = planPosts({ seed: 3, posts: 9000, days: 10, groups: [] });
  assert.ok(bare.group.every((g) => g === -1));
});

test('a csv file holds the same posts', () => {
  const out = join(folder, 'csv');
  const { files } = writePostStream(out, { seed: 5, posts: 3000, days: 7 }, 'csv');
  const lines = readFileSync(files.posts, 'utf8').trimEnd().split('\n');
  assert.equal(lines.length, 3001);
  assert.equal(lines[0], 'platform,post_id,account_id,time,text,urls,hashtags,mentions,repost_of,reply_to,media');
});

test('a folder that is a file is named', () => {
  const path = join(folder, 'a-file');
  writeFileSync(path, '');
  assert.throws(
    () => writePostStream(path, { seed: 1, posts: 2000, days: 7 }),
    (error) => error instanceof PollwardenError && error.code === 'FILE_UNWRITABLE' && error.file === path,
  );
});
