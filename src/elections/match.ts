// Which watchlists the shared objects of a finding touch. Nothing from a list becomes a pattern: texts are compared.
import { foldAddress, foldHashtag, foldText } from './fold.ts';
import type { Watchlist } from './watchlist.ts';

/** What a detector saw being shared. `sample` where the object's name does not tell (a cluster of texts). */
export type WatchedObject = { readonly layer: string; readonly object: string; readonly sample: string | null };

export type WatchMatcher = {
  /** Names of the watchlists that the object touches. */
  readonly touches: (object: WatchedObject) => readonly string[];
};

type Index = {
  readonly domains: Map<string, Set<string>>;
  readonly urls: Map<string, Set<string>>;
  readonly hashtags: Map<string, Set<string>>;
  /** Names and words by their first word. */
  readonly phrases: Map<string, { readonly words: string; readonly list: string }[]>;
};

/** Lists of accounts are for the detectors and match no objects. */
export function createMatcher(lists: readonly Watchlist[]): WatchMatcher {
  const index: Index = { domains: new Map(), urls: new Map(), hashtags: new Map(), phrases: new Map() };
  for (const { kind, name, items } of lists) {
    if (kind === 'account') continue;
    for (const { form, value } of items) {
      if (form === 'domain') add(index.domains, foldAddress(value).split('/')[0], name);
      else if (form === 'url') add(index.urls, foldAddress(value), name);
      else if (form === 'hashtag') add(index.hashtags, foldHashtag(value), name);
      else addPhrase(index, foldText(value), name);
    }
  }
  return { touches: (object) => touched(index, object) };
}

function add(map: Map<string, Set<string>>, key: string, list: string): void {
  if (key === '') return;
  const lists = map.get(key) ?? new Set();
  map.set(key, lists.add(list));
}

function addPhrase({ phrases }: Index, words: string, list: string): void {
  if (words === '') return;
  const [first] = words.split(' ');
  phrases.set(first, [...(phrases.get(first) ?? []), { words, list }]);
}

function touched(index: Index, { layer, object, sample }: WatchedObject): readonly string[] {
  const found = new Set<string>();
  const take = (lists: ReadonlySet<string> | undefined): void => lists?.forEach((list) => found.add(list));
  if (layer === 'url' || layer === 'domain' || layer === 'object') {
    const address = foldAddress(object);
    for (const domain of parents(address.split(/[/?#:]/)[0])) take(index.domains.get(domain));
    for (const url of prefixes(address)) take(index.urls.get(url));
  }
  if (layer === 'hashtag' || layer === 'hashtags') {
    for (const tag of object.split(/[\s,;]+/)) take(index.hashtags.get(foldHashtag(tag)));
  }
  if (index.phrases.size > 0) for (const list of phrasesIn(index, foldText(sample ?? object))) found.add(list);
  return [...found];
}

/** A host and the domains above it. */
function parents(host: string): readonly string[] {
  const labels = host.split('.').slice(-10);
  return labels.map((_, i) => labels.slice(i).join('.'));
}

/** The address whole, and cut at each of its first slashes, at "?" and "#". */
function prefixes(address: string): readonly string[] {
  const ends = [...address.matchAll(/[/?#]/g)].slice(0, 20).map(({ index }) => index);
  return [address, ...ends.map((end) => address.slice(0, end))];
}

const mostWords = 2000;

function phrasesIn({ phrases }: Index, text: string): readonly string[] {
  const words = text.split(' ').slice(0, mostWords);
  const found: string[] = [];
  words.forEach((word, i) => {
    for (const { words: phrase, list } of phrases.get(word) ?? []) {
      const length = phrase.split(' ').length;
      if (words.slice(i, i + length).join(' ') === phrase) found.push(list);
    }
  });
  return found;
}
