// Names of columns that stand for a role, as the tables of common tools have them; and the mapping a user gives.
import { PollwardenError } from '../../kernel/errors.ts';
import { roles, type Role, type TablePlan } from './format.ts';

/** Earlier names win. All lower case; compared without regard to case, spaces, dots and hyphens. */
const names: Readonly<Record<Role, readonly string[]>> = {
  account: ['account_id', 'user_id', 'author_id', 'userid', 'account', 'user', 'author', 'from_id', 'did', 'username'],
  time: ['timestamp_share', 'timestamp', 'time', 'created_at', 'created_utc', 'date_unixtime', 'datetime', 'date'],
  post: ['content_id', 'post_id', 'message_id', 'tweet_id', 'tweetid', 'status_id', 'post', 'id'],
  object: ['object_id', 'object'],
  text: ['text', 'full_text', 'message', 'content', 'body', 'tweet_text'],
  urls: ['urls', 'url', 'links', 'link', 'expanded_urls', 'url_expanded', 'link_attachment_link'],
  repost: ['repost_of', 'repost_id', 'retweet_id', 'retweeted_status_id', 'retweet_tweetid', 'reblog_of_id', 'repost'],
  reply: ['reply_to', 'reply_id', 'in_reply_to_status_id', 'in_reply_to_id', 'in_reply_to_tweetid', 'reply'],
  hashtags: ['hashtags', 'tags'],
  mentions: ['mentions', 'user_mentions', 'mentioned_users'],
  media: ['media', 'media_hash', 'media_hashes', 'image_hash', 'phash'],
  platform: ['platform'],
};

/** Index of each role's column by the known names; -1 where no column has one. */
export function columnsByName(header: readonly string[]): Record<Role, number> {
  const places = new Map<string, number>();
  header.forEach((name, index) => {
    const key = plainName(name);
    if (!places.has(key)) places.set(key, index);
  });
  return mapRoles((role) => {
    const name = names[role].find((candidate) => places.has(candidate));
    return name === undefined ? -1 : (places.get(name) as number);
  });
}

/**
 * Index of each role's column by the user's mapping; roles the user does not name have no column.
 * Errors: COLUMN_MISSING for a column the table does not have, USAGE for a role that does not exist.
 */
export function columnsByMap(
  header: readonly string[],
  map: Readonly<Record<string, string>>,
  file: string,
): Record<Role, number> {
  const wanted = new Map(Object.entries(map));
  for (const role of wanted.keys()) {
    if (role === 'zone' || (roles as readonly string[]).includes(role)) continue;
    throw new PollwardenError('USAGE', `--map knows ${roles.join(', ')}, zone; not ${role}`, { file });
  }
  return mapRoles((role) => {
    const name = wanted.get(role);
    if (name === undefined) return -1;
    const index = header.indexOf(name);
    if (index >= 0) return index;
    throw new PollwardenError('COLUMN_MISSING', `${name}; the columns are ${listed(header)}`, { file, line: 1 });
  });
}

/** What detection cannot do without. Errors: COLUMN_MISSING. */
export function requireColumns(plan: TablePlan, header: readonly string[], file: string): TablePlan {
  const missing = (['account', 'time'] as const).filter((role) => plan.columns[role] < 0);
  const objects = ['object', 'text', 'urls', 'repost', 'reply', 'hashtags', 'mentions', 'media'] as const;
  const found = listed(header);
  if (missing.length > 0) {
    const detail = `${missing.join(' and ')}; the columns are ${found}. Name them with --map`;
    throw new PollwardenError('COLUMN_MISSING', detail, { file, line: 1 });
  }
  if (objects.every((role) => plan.columns[role] < 0)) {
    const detail = `one of ${objects.join(', ')}; the columns are ${found}. Name it with --map`;
    throw new PollwardenError('COLUMN_MISSING', detail, { file, line: 1 });
  }
  return plan;
}

function mapRoles(indexOf: (role: Role) => number): Record<Role, number> {
  return Object.fromEntries(roles.map((role) => [role, indexOf(role)])) as Record<Role, number>;
}

function plainName(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replaceAll(/[\s.-]/g, '_')
    .slice(0, 100);
}

function listed(header: readonly string[]): string {
  const shown = header.slice(0, 12).map((name) => name.slice(0, 40));
  return shown.join(', ') + (header.length > shown.length ? ', …' : '');
}
