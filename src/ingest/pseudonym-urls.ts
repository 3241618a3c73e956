// URLs without people: names, posts, user info, queries and fragments become pseudonyms, the rest stays readable.
import type { Pseudonyms } from './pseudonym.ts';
import {
  federatedPostWords,
  nameWords,
  personalHost,
  plainWords,
  platformNameWords,
  platformOfHost,
  postWords,
  topicWords,
} from './pseudonym-places.ts';

/** Whether a piece of text is an identifier that this ingest has met. */
export type Seen = (piece: string) => boolean;

/** The URL's platform, account and post as far as its path tells them. */
export type Place = { readonly platform: string; readonly account?: string; readonly post?: string };

const urlPattern = /^([a-z][a-z0-9+.-]*:)?(\/\/)?(?:([^/?#]*)@)?([^/?#]*)([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/is;

/**
 * `url` with all that names people replaced. Total: what is not a URL at all becomes one pseudonym. The same URL gives
 * the same answer, except for path segments that `seen` knows to be identifiers.
 */
export function cleanUrl(pseudonyms: Pseudonyms, url: string, seen: Seen, depth = 0): string {
  const value = (text: string): string => pseudonyms.of('val', '', text);
  const parts = urlPattern.exec(url);
  if (parts === null || depth > 3) return value(url);
  const [, scheme = '', slashes = '', userInfo, host, path, query, fragment] = parts;
  const web = slashes !== '' && /^(https?:)?$/i.test(scheme);
  if (!web || !/^[^\s@%\\]+$/.test(host)) return value(url);
  const at = userInfo === undefined ? '' : `${value(userInfo)}@`;
  const cleaned = cleanPath(pseudonyms, host, path, query, seen, depth);
  const tail = fragment === undefined || fragment === '' ? '' : `#${value(fragment)}`;
  return `${scheme.toLowerCase()}//${at}${cleanHost(pseudonyms, host)}${cleaned}${tail}`;
}

/** A host or domain; the name in hosts such as alice.substack.com is replaced. */
export function cleanHost(pseudonyms: Pseudonyms, host: string): string {
  const personal = personalHost(host);
  if (personal === undefined) return host;
  const { name, provider } = personal;
  const account = provider === 'bsky.social' ? pseudonyms.account('bluesky', host) : pseudonyms.account(provider, name);
  return `${account}.${provider}`;
}

function cleanPath(
  pseudonyms: Pseudonyms,
  host: string,
  path: string,
  query: string | undefined,
  seen: Seen,
  depth: number,
): string {
  // A URL inside a path (archives, proxies) is cleaned as a URL of its own, query and all.
  const inner = /https?:\/{1,2}|https?%3a/i.exec(path);
  if (inner !== null) {
    const nested = decoded(path.slice(inner.index)).replace(/^(https?:)\/+/i, '$1//');
    const whole = query === undefined ? nested : `${nested}?${query}`;
    const before = cleanSegments(pseudonyms, host, path.slice(0, inner.index), seen);
    return `${before}${cleanUrl(pseudonyms, whole, seen, depth + 1)}`;
  }
  const cleaned = cleanSegments(pseudonyms, host, path, seen);
  return query === undefined ? cleaned : `${cleaned}?${cleanQuery(pseudonyms, host, query, seen)}`;
}

function cleanSegments(pseudonyms: Pseudonyms, host: string, path: string, seen: Seen): string {
  const out: string[] = [];
  let walk = beginWalk(host);
  for (const segment of path.split('/')) {
    const text = decoded(segment);
    const embedded = platformOfHost(text);
    if (embedded !== undefined && text.includes('.')) {
      // An AMP cache or a mirror: what follows is a path of that platform.
      walk = beginWalk(text);
      out.push(text.toLowerCase());
    } else {
      out.push(cleanSegment(pseudonyms, walk, text, segment, seen));
    }
  }
  return out.join('/');
}

type Walk = {
  readonly host: string;
  readonly platform: string | undefined;
  account: string | undefined;
  post: string | undefined;
  before: string;
};

const beginWalk = (host: string): Walk => ({
  host: host.toLowerCase().replace(/^www\./, ''),
  platform: platformOfHost(host),
  account: undefined,
  post: undefined,
  before: '',
});

/** What one segment of a path is, given those before it. */
type Role = 'plain' | 'account' | 'post' | 'value';

function roleOf(walk: Walk, text: string, seen: Seen): Role {
  const { before, platform } = walk;
  const word = text.toLowerCase();
  if (text === '') return 'plain';
  if (/^@[^@\s]/.test(text) || /^did:/i.test(text)) return 'account';
  if (nameWords.has(before) || (platform !== undefined && platformNameWords.has(before))) return 'account';
  if (text.includes('@') || text.includes(';') || seen(word)) return 'value';
  if (platform === undefined) return isFederatedPost(walk, word) ? 'post' : 'plain';
  if (topicWords.has(before)) return 'plain';
  if (postWords.has(before)) return 'post';
  if (plainWords.has(word)) return 'plain';
  if (platform === 'youtube' && ['shorts', 'live', 'embed', 'watch'].includes(before)) return 'plain';
  if (walk.account === undefined) return 'account';
  return platform === 'telegram' ? 'post' : 'value';
}

/** On hosts that are no known platform: Mastodon's /@user/1 and /users/user/statuses/1, Misskey's /notes/1. */
function isFederatedPost({ account, before }: Walk, word: string): boolean {
  if (federatedPostWords.has(before)) return true;
  return account !== undefined && !plainWords.has(word) && (before === '@' || /\d{4}/.test(word));
}

function cleanSegment(pseudonyms: Pseudonyms, walk: Walk, text: string, raw: string, seen: Seen): string {
  const role = roleOf(walk, text, seen);
  walk.before = role === 'account' ? '@' : text.toLowerCase();
  if (role === 'plain') return raw;
  if (role === 'value') return pseudonyms.of('val', '', text);
  if (role === 'post') {
    walk.post = text;
    return postPseudonym(pseudonyms, walk.platform, walk.host, walk.account, text);
  }
  walk.account ??= accountName(walk, text);
  const at = text.startsWith('@') ? '@' : '';
  return `${at}${pseudonyms.account(walk.platform ?? 'mastodon', accountName(walk, text))}`;
}

/** Accounts of hosts that are not known are taken as user@host, as Mastodon writes them. */
function accountName(walk: Walk, text: string): string {
  const bare = text.replace(/^@/, '');
  return walk.platform !== undefined || /^did:/i.test(bare) || bare.includes('@') ? bare : `${bare}@${walk.host}`;
}

/** The pseudonym of a post that a URL names, the same as that of the post's id on its platform. */
function postPseudonym(
  pseudonyms: Pseudonyms,
  platform: string | undefined,
  host: string,
  account: string | undefined,
  post: string,
): string {
  if (platform === undefined) return pseudonyms.of('pst', 'mastodon', `${host}/${post}`);
  if (platform === 'bluesky') {
    return pseudonyms.of('pst', platform, `at://${(account ?? '').toLowerCase()}/app.bsky.feed.post/${post}`);
  }
  if (platform === 'telegram') return pseudonyms.of('pst', platform, `${(account ?? '').toLowerCase()}/${post}`);
  return pseudonyms.of('pst', platform, post);
}

/** What the path of a post's URL says; undefined for other URLs. */
export function placeOfUrl(url: string): Place | undefined {
  const parts = urlPattern.exec(url);
  if (parts === null || !/^https?:$/i.test(parts[1] ?? '')) return undefined;
  const walk = beginWalk(parts[4]);
  for (const segment of parts[5].split('/')) {
    const text = decoded(segment);
    const role = roleOf(walk, text, () => false);
    if (role === 'account') walk.account ??= accountName(walk, text);
    if (role === 'post') walk.post ??= text;
    walk.before = role === 'account' ? '@' : text.toLowerCase();
  }
  if (walk.account === undefined && walk.post === undefined) return undefined;
  const post = walk.post !== undefined && walk.platform === undefined ? `${walk.host}/${walk.post}` : walk.post;
  return { platform: walk.platform ?? 'mastodon', account: walk.account, post };
}

const readableValue = /^(?:\d{1,4}|[a-z]{1,3}|[a-z]{2}-[a-z]{2}|\d{4}-\d\d-\d\d)$/i;
const readableKey = /^[a-z0-9_.[\]-]{1,32}$/i;

/** Values stay readable only where they are too short for a name or a date: a page, a language, a day. */
function cleanQuery(pseudonyms: Pseudonyms, host: string, query: string, seen: Seen): string {
  const social = platformOfHost(host);
  const value = (text: string): string => pseudonyms.of('val', '', text);
  return query
    .split('&')
    .map((pair) => {
      const at = pair.indexOf('=');
      if (at < 0) return pair === '' ? '' : value(decoded(pair));
      const [key, text] = [decoded(pair.slice(0, at)), decoded(pair.slice(at + 1))];
      const name = readableKey.test(key) && !seen(key.toLowerCase()) ? key : value(key);
      if (text === '' || (social === 'youtube' && key === 'v' && /^[\w-]{11}$/.test(text))) return `${name}=${text}`;
      const plain =
        social === undefined && readableValue.test(text) && !seen(text.toLowerCase()) && !namesPeople.test(key);
      return `${name}=${plain ? text : value(text)}`;
    })
    .join('&');
}

const namesPeople = /user|account|author|handle|screen|name|profile|member|from|by|who|uid|^id$|^u$|^a$/i;

function decoded(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
