// Ids of posts and objects without people: "acc_…/pst_…" where the id tells its account, so that both can be joined.
import type { Layer } from './post.ts';
import { platformSpace, type Pseudonyms } from './pseudonym.ts';
import { cleanHost, cleanUrl, placeOfUrl, type Seen } from './pseudonym-urls.ts';

/**
 * The pseudonym of a post's id: of at:// URIs and URLs of posts "acc_…/pst_…", of all others "pst_…".
 * The account's part equals the pseudonym of that account wherever else it stands.
 */
export function cleanPostId(pseudonyms: Pseudonyms, platform: string, id: string): string {
  const record = /^at:\/\/([^/]+)\/(.+)$/i.exec(id);
  if (record !== null) {
    const authority = record[1].toLowerCase();
    return `${pseudonyms.account('bluesky', authority)}/${pseudonyms.of('pst', 'bluesky', `at://${authority}/${record[2]}`)}`;
  }
  const place = /^https?:/i.test(id) ? placeOfUrl(id) : undefined;
  if (place?.post === undefined) return pseudonyms.of('pst', platformSpace(platform), id);
  const post = pseudonyms.of('pst', place.platform, place.post);
  return place.account === undefined ? post : `${pseudonyms.account(place.platform, place.account)}/${post}`;
}

/** What stands in the lake for `object` of `layer`, on a post of `platform` whose own pseudonym is `post`. */
export function cleanObject(
  pseudonyms: Pseudonyms,
  platform: string,
  post: string,
  layer: Layer,
  object: string,
  seen: Seen,
): string {
  switch (layer) {
    case 'repost':
    case 'reply':
      return cleanPostId(pseudonyms, platform, withoutPlatform(platform, object));
    case 'mention':
      return pseudonyms.account(platform, withoutPlatform(platform, object));
    case 'media':
      return pseudonyms.of('med', '', object);
    case 'text':
      return post;
    case 'url':
      return cleanBareUrl(pseudonyms, object, seen);
    case 'domain':
      return cleanHost(pseudonyms, object);
    case 'hashtag':
    case 'hashtags':
      return maskMentions(pseudonyms, platform, object);
    case 'object':
    default:
      return cleanOpaque(pseudonyms, platform, object, seen);
  }
}

/** The layer's URLs have no scheme: "news.example/page?id=1". */
function cleanBareUrl(pseudonyms: Pseudonyms, url: string, seen: Seen): string {
  if (url.includes('://') && /^https?:/i.test(url)) return cleanUrl(pseudonyms, url, seen);
  const cleaned = cleanUrl(pseudonyms, `https://${url}`, seen);
  return cleaned.startsWith('https://') ? cleaned.slice('https://'.length) : cleaned;
}

/** The layers name the platform before ids that are its own; the pseudonym has it within. */
const withoutPlatform = (platform: string, object: string): string =>
  object.startsWith(`${platform}:`) ? object.slice(platform.length + 1) : object;

/** A table's own object: a URL stays as readable as any URL, everything else may be the id of a post or an account. */
function cleanOpaque(pseudonyms: Pseudonyms, platform: string, object: string, seen: Seen): string {
  if (/^https?:\/\/[^/]/i.test(object)) return cleanUrl(pseudonyms, object, seen);
  if (/^at:\/\//i.test(object)) return cleanPostId(pseudonyms, platform, object);
  // The same object of two platforms is one object.
  return pseudonyms.of('obj', '', object);
}

/** Tags are topics and stay readable; a mention within is replaced. */
function maskMentions(pseudonyms: Pseudonyms, platform: string, text: string): string {
  return text.replace(/(@+)([\p{L}\p{N}_.-]+(?:@[\p{L}\p{N}_.-]+)?)/gu, (_, at: string, name: string) => {
    return `${at}${pseudonyms.account(platform, name)}`;
  });
}
