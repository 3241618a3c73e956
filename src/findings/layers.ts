// The layers of shares in the words of findings. The same names as in ingest, which a guard never loads.

/** Bit of each in the packed facets of a finding: never reordered. */
export const layerNames = [
  'object',
  'repost',
  'url',
  'domain',
  'hashtags',
  'hashtag',
  'text',
  'reply',
  'media',
  'mention',
] as const;

const words: Readonly<Record<string, string>> = {
  object: 'objects',
  repost: 'reposts',
  url: 'links',
  domain: 'sites',
  hashtags: 'sets of hashtags',
  hashtag: 'hashtags',
  text: 'near-identical texts',
  reply: 'replies',
  media: 'media',
  mention: 'mentions',
};

export const layerBits = (layers: readonly string[]): number =>
  layerNames.reduce((bits, name, i) => (layers.includes(name) ? bits | (1 << i) : bits), 0);

/** "links, hashtags and texts"; at most three, the rest counted. */
export function layersInWords(layers: readonly string[]): string {
  const known = layers.map((layer) => words[layer] ?? layer);
  const shown = known.length > 3 ? [...known.slice(0, 2), `${known.length - 2} more kinds`] : known;
  return shown.length < 2 ? (shown[0] ?? 'objects') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}
