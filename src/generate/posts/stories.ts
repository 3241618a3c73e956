// What each story is: a post, an article, a set of hashtags or a copied text.
import { type Random, seededRandom } from '../../kernel/random.ts';
import { domains, tags } from './phrases.ts';
import { storyText } from './text.ts';
import type { Stories, Story, StoryKind } from './types.ts';

export const platforms: readonly string[] = ['agora', 'forum'];

const tagEndings = ['', '', '26', 'now', 'live', 'voices', 'facts'];

export function drawTag(random: Random): string {
  return tags[random.below(tags.length)] + tagEndings[random.below(tagEndings.length)];
}

function drawTags(random: Random, count: number): string[] {
  const chosen = new Set<string>();
  while (chosen.size < count) chosen.add(drawTag(random));
  return [...chosen];
}

function drawKind(random: Random): StoryKind {
  const place = random.next();
  if (place < 0.45) return 'repost';
  if (place < 0.75) return 'url';
  return place < 0.87 ? 'hashtags' : 'text';
}

const hex = (random: Random): string => random.below(4_294_967_296).toString(16).padStart(8, '0');

/** `count` stories; the same seed gives the same stories. */
export function drawStories(seed: number, count: number): Stories {
  return { count, of: (object) => drawStory(seededRandom(seed ^ 0x2545f491, object), object) };
}

function drawStory(random: Random, object: number): Story {
  const kind = drawKind(random);
  const text = storyText(random);
  const domain = domains[random.below(domains.length)];
  const words = drawTags(random, 2 + random.below(3));
  const slug = `${words.slice(0, 2).join('-')}-${object}`;
  return {
    kind,
    text,
    url: `https://${domain}/2026/${slug}`,
    media: hex(random) + hex(random),
    hashtags: words,
  };
}

const trackers = ['utm_source=feed', 'utm_source=share&utm_medium=social', 'fbclid=', 'utm_campaign=evening'];

/** The same article as somebody's app writes it: with tracking parameters, or on the mobile host. */
export function decorateUrl(url: string, random: Random): string {
  const place = random.next();
  if (place < 0.55) return url;
  if (place < 0.7) return url.replace('https://', 'https://m.');
  const tracker = trackers[random.below(trackers.length)];
  return `${url}?${tracker}${tracker.endsWith('=') ? hex(random) : ''}`;
}
