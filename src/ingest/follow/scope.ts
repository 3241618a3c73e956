// The scope of a purpose, as a filter: a post that touches none of its objects and topics is no business of ours, and is
// dropped before anything of it is stored.
import { canonicalUrl } from '../layers/canonical-url.ts';
import { foldHashtag } from '../layers/actions.ts';
import { foldText } from '../layers/fold-text.ts';
import type { Post } from '../post.ts';
import type { Purpose } from '../purpose.ts';

export type ScopeFilter = {
  readonly has: (post: Post) => boolean;
  /** A post that has passed before, by the name that `nameOf` gives. */
  readonly knows: (name: string) => void;
};

type Wanted = {
  readonly domains: readonly string[];
  readonly urls: readonly string[];
  readonly hashtags: ReadonlySet<string>;
  /** Folded words with a space on both sides. */
  readonly phrases: readonly string[];
};

/**
 * Objects: domains (with their subdomains), URLs (and what is below them), hashtags. Topics: hashtags, or words that
 * stand together in the text. A plain repost has nothing of its own: it passes when its original has passed, or when
 * what the source says of the original is within the scope. Posts are known by pseudonym (`nameOf`), as in the lake.
 */
export function createScopeFilter(
  scope: Purpose['scope'],
  nameOf: (platform: string, post: string) => string,
): ScopeFilter {
  const wanted = wantedOf(scope);
  const originals = createRecent(400_000);
  return {
    has: (post) => {
      const known = post.repostOf !== undefined && originals.has(nameOf(post.platform, post.repostOf));
      if (!known && !touches(wanted, post)) return false;
      originals.add(nameOf(post.platform, post.postId));
      return true;
    },
    knows: originals.add,
  };
}

function wantedOf({ objects, topics }: Purpose['scope']): Wanted {
  const all = [...objects, ...topics].map((item) => item.trim());
  const hashtags = all.filter((item) => /^[#＃]/.test(item));
  const places = objects.filter((item) => !/^[#＃]/.test(item)).map((item) => canonicalUrl(item.trim()));
  const found = places.filter((place) => place !== undefined);
  const words = all.filter((item) => !/^[#＃]/.test(item) && canonicalUrl(item) === undefined);
  return {
    domains: found.filter(({ url, domain }) => url === domain).map(({ domain }) => domain),
    urls: found.filter(({ url, domain }) => url !== domain).map(({ url }) => url),
    hashtags: new Set(hashtags.map(foldHashtag)),
    phrases: words.map((item) => ` ${foldText(item).text} `).filter((phrase) => phrase.trim() !== ''),
  };
}

function touches(wanted: Wanted, post: Post): boolean {
  if (wanted.hashtags.size > 0 && post.hashtags.some((tag) => wanted.hashtags.has(foldHashtag(tag)))) return true;
  const written = post.objectId === undefined ? post.urls : [...post.urls, post.objectId];
  if (written.some((url) => touchesUrl(wanted, url))) return true;
  if (wanted.phrases.length === 0 || post.text === undefined) return false;
  const text = ` ${foldText(post.text).text} `;
  return wanted.phrases.some((phrase) => text.includes(phrase));
}

function touchesUrl({ domains, urls }: Wanted, written: string): boolean {
  if (domains.length === 0 && urls.length === 0) return false;
  const found = canonicalUrl(written);
  if (found === undefined) return false;
  const { url, domain } = found;
  if (domains.some((wanted) => domain === wanted || domain.endsWith(`.${wanted}`))) return true;
  return urls.some((wanted) => url === wanted || url.startsWith(`${wanted}/`) || url.startsWith(`${wanted}?`));
}

/** About the last `most` texts, in two halves of which the older one is let go. */
function createRecent(most: number) {
  let young = new Set<string>();
  let old: ReadonlySet<string> = new Set();
  return {
    has: (text: string): boolean => young.has(text) || old.has(text),
    add: (text: string): void => {
      young.add(text);
      if (young.size < most / 2) return;
      old = young;
      young = new Set();
    },
  };
}
