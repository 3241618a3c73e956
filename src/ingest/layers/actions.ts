// The actions of one post: which objects it shares, layer by layer. An empty value is not an object.
import type { Layer, Post } from '../post.ts';
import { canonicalUrl } from './canonical-url.ts';

export type Action = { readonly layer: Layer; readonly object: string };

/**
 * Every object once per layer, for all layers but "text", which needs the other posts (see near-text.ts).
 * A plain repost shares the original and nothing else: its links and words are the original's. Objects are free of
 * the platform where the same thing can appear on several (URL, domain, hashtags, media), else they name it.
 */
export function actionsOf(post: Post): readonly Action[] {
  const actions: Action[] = [];
  const { platform } = post;
  if (hasContent(post.objectId)) actions.push({ layer: 'object', object: post.objectId });
  if (hasContent(post.repostOf)) {
    actions.push({ layer: 'repost', object: `${platform}:${post.repostOf}` });
    if (post.isQuote !== true) return actions;
  }
  if (hasContent(post.replyTo)) actions.push({ layer: 'reply', object: `${platform}:${post.replyTo}` });
  if (post.urls.length > 0) addUrls(post.urls, actions);
  if (post.hashtags.length > 0) addHashtags(post.hashtags, actions);
  if (post.media.length > 0) addAll('media', post.media, actions);
  if (post.mentions.length > 0) {
    const mentions = post.mentions.map((mention) => plainMention(mention)).filter((mention) => mention !== '');
    addAll(
      'mention',
      mentions.map((mention) => `${platform}:${mention}`),
      actions,
    );
  }
  return actions;
}

/** The words that count for the text layer; undefined for a plain repost, whose words are another's. */
export function sharedTextOf(post: Post): string | undefined {
  return post.repostOf !== undefined && post.repostOf !== '' && post.isQuote !== true ? undefined : post.text;
}

function hasContent(value: string | undefined): value is string {
  return value !== undefined && value !== '';
}

function addUrls(urls: readonly string[], actions: Action[]): void {
  const found = urls.map(canonicalUrl).filter((url) => url !== undefined);
  addAll(
    'url',
    found.map((url) => url.url),
    actions,
  );
  addAll(
    'domain',
    found.map((url) => url.domain),
    actions,
  );
}

function addHashtags(hashtags: readonly string[], actions: Action[]): void {
  const tags = hashtags.map(foldHashtag).filter((tag) => tag !== '');
  addAll('hashtag', tags, actions);
  if (tags.length >= 2) actions.push({ layer: 'hashtags', object: tags.join(' ') });
}

/** "#Election" and "election" are one hashtag. */
export function foldHashtag(written: string): string {
  const tag = written.normalize('NFKC').replace(/^#/, '').trim().toLowerCase();
  return tag === '' ? '' : `#${tag}`;
}

function plainMention(written: string): string {
  return written.trim().replace(/^@/, '').toLowerCase();
}

function addAll(layer: Layer, objects: readonly string[], actions: Action[]): void {
  if (objects.length === 1) {
    if (objects[0] !== '') actions.push({ layer, object: objects[0] });
    return;
  }
  for (const object of new Set(objects)) if (object !== '') actions.push({ layer, object });
}
