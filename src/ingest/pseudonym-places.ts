// Where URLs name people: hosts of platforms, words of their paths, and words that stand before a name anywhere.

/** Platforms by host, without "www." and mobile prefixes. Their paths hold names and posts, save for known words. */
const platformHosts: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'x.com': 'x',
    'twitter.com': 'x',
    'nitter.net': 'x',
    'vxtwitter.com': 'x',
    'fxtwitter.com': 'x',
    'fixupx.com': 'x',
    'bsky.app': 'bluesky',
    'staging.bsky.app': 'bluesky',
    't.me': 'telegram',
    'telegram.me': 'telegram',
    'telegram.dog': 'telegram',
    'facebook.com': 'facebook',
    'fb.com': 'facebook',
    'fb.me': 'facebook',
    'fb.watch': 'facebook',
    'instagram.com': 'instagram',
    'instagr.am': 'instagram',
    'tiktok.com': 'tiktok',
    'vm.tiktok.com': 'tiktok',
    'vt.tiktok.com': 'tiktok',
    'youtube.com': 'youtube',
    'youtube-nocookie.com': 'youtube',
    'threads.net': 'threads',
    'threads.com': 'threads',
    'vk.com': 'vk',
    'vk.ru': 'vk',
    'ok.ru': 'ok',
    'linkedin.com': 'linkedin',
    'lnkd.in': 'linkedin',
    'gab.com': 'gab',
    'gettr.com': 'gettr',
    'snapchat.com': 'snapchat',
    'weibo.com': 'weibo',
    'pinterest.com': 'pinterest',
    'twitch.tv': 'twitch',
    'patreon.com': 'patreon',
    'ko-fi.com': 'kofi',
    'linktr.ee': 'linktree',
    'wa.me': 'whatsapp',
    'reddit.com': 'reddit',
    'old.reddit.com': 'reddit',
  }),
);

/** The platform whose host this is, or undefined. */
export function platformOfHost(host: string): string | undefined {
  const bare = host.toLowerCase().replace(/\.$/, '').replace(/:\d+$/, '');
  return (
    platformHosts.get(bare.replace(/^(?:www|m|mobile|mbasic|web|touch|[a-z]{2}-[a-z]{2})\./, '')) ??
    platformHosts.get(bare)
  );
}

/** After these a post follows. */
export const postWords: ReadonlySet<string> = new Set(
  'status statuses post posts p reel reels tv video videos photo photos permalink story notice notes objects comments'.split(
    ' ',
  ),
);

/** On hosts that are no known platform, after these a post follows (ActivityPub's servers). */
export const federatedPostWords: ReadonlySet<string> = new Set('status statuses notice notes objects'.split(' '));

/** After these a name follows, on any host. */
export const nameWords: ReadonlySet<string> = new Set(
  'user users u profile profiles author authors member members account accounts'.split(' '),
);

/** After these a name follows on hosts of platforms; elsewhere they are sections of a newspaper. */
export const platformNameWords: ReadonlySet<string> = new Set(
  'people person stories add in company school c'.split(' '),
);

/** Words of the platforms' own paths that name no one. */
export const plainWords: ReadonlySet<string> = new Set(
  `${[...postWords, ...nameWords, ...platformNameWords].join(' ')} i web s r channel hashtag explore search home login
  share sharer intent tweet watch shorts live embed playlist feed feeds lists list groups group events event pages page
  media with_replies likes followers following about featured community communities spaces space broadcasts moments
  joinchat addstickers proxy iv profile.php permalink.php story.php photo.php sharer.php watch.php tagged discover
  topics topic tag tags music sound results t n pin clip clips replies reposts message messages`
    .split(/\s+/)
    .filter((word) => word !== ''),
);

/** Words of platforms' paths after which a readable word stands: a hashtag or a public community. */
export const topicWords: ReadonlySet<string> = new Set(['hashtag', 'tag', 'tags', 'r', 'topic', 'topics', 'tagged']);

const personalHosts =
  /^(.+)\.(bsky\.social|substack\.com|wordpress\.com|tumblr\.com|medium\.com|livejournal\.com|github\.io|gitlab\.io|blogspot\.[a-z.]{2,6}|weebly\.com|wixsite\.com|carrd\.co|beehiiv\.com|ghost\.io|hatenablog\.com|deviantart\.com|micro\.blog|neocities\.org|bandcamp\.com|home\.blog|tistory\.com|over-blog\.com)$/i;

/** For hosts such as alice.substack.com: the name before, and the host that gives such names. */
export function personalHost(host: string): { readonly name: string; readonly provider: string } | undefined {
  const match = personalHosts.exec(host);
  if (match === null || match[1].toLowerCase() === 'www') return undefined;
  return { name: match[1].replace(/^www\./i, ''), provider: match[2].toLowerCase() };
}
