// One form for the many ways in which one page is linked: without scheme, mobile host, tracking parameters, short form.
import { isTrackingParameter } from './tracking-parameters.ts';
import { siteForm } from './site-forms.ts';

export type CanonicalUrl = {
  /** "example.org/page?id=1": platform-free, without a scheme. */
  readonly url: string;
  /** "example.org": the host without www and mobile prefixes. */
  readonly domain: string;
};

const maxUrlChars = 4096;
const cacheSize = 50_000;
const cache = new Map<string, CanonicalUrl | undefined>();

/** Undefined for what is no http(s) URL. A host without a scheme is read as https. */
export function canonicalUrl(written: string): CanonicalUrl | undefined {
  const known = cache.get(written);
  if (known !== undefined || cache.has(written)) return known;
  const found = canonicalise(written, 0);
  if (cache.size >= cacheSize) cache.clear();
  // A copy of the key, so that the piece of file it was cut from is not held.
  cache.set(` ${written}`.slice(1), found);
  return found;
}

/** `depth`: how many redirectors were opened on the way. */
function canonicalise(written: string, depth: number): CanonicalUrl | undefined {
  if (written.length > maxUrlChars) return undefined;
  const url = parse(written.trim());
  if (url === undefined) return undefined;
  const domain = plainHost(url.hostname);
  const target = depth < 3 ? redirectTarget(url, domain) : undefined;
  if (target !== undefined) return canonicalise(target, depth + 1) ?? plainForm(url, domain);
  return siteForm(url, domain) ?? plainForm(url, domain);
}

function parse(written: string): URL | undefined {
  const hasScheme = /^[a-z][a-z0-9+.-]*:/i.test(written) && !/^[^/?#]+:\d+(?:[/?#]|$)/.test(written);
  const text = hasScheme ? written : `https://${written.replace(/^\/\//, '')}`;
  if (!/^https?:/i.test(text) || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  const host = url.hostname;
  const isHost = /^[a-z0-9_-]+(?:\.[a-z0-9_-]+)+\.?$/.test(host) || host.startsWith('[');
  return isHost && !/\s/.test(written) ? url : undefined;
}

function plainForm(url: URL, domain: string): CanonicalUrl {
  // A port that the other scheme takes for granted is left out as well: the scheme does not count here.
  const port = url.port === '' || url.port === '80' || url.port === '443' ? '' : `:${url.port}`;
  const path = plainPath(url.pathname);
  const fragment = url.hash.startsWith('#!') || url.hash.startsWith('#/') ? url.hash : '';
  return { url: `${domain}${port}${path}${plainQuery(url)}${fragment}`, domain };
}

function plainPath(path: string): string {
  // Escapes in one case, and without those that need none; slashes at the end taken away, without a pattern that
  // could be slow on many of them.
  let plain = path.replaceAll(/%[0-9a-f]{2}/gi, (escape) => {
    const char = String.fromCharCode(Number.parseInt(escape.slice(1), 16));
    return /[A-Za-z0-9._~-]/.test(char) ? char : escape.toUpperCase();
  });
  let end = plain.length;
  while (end > 0 && plain.charCodeAt(end - 1) === 47) end--;
  plain = plain.slice(0, end);
  return plain;
}

function plainQuery(url: URL): string {
  if (url.search === '') return '';
  const kept = url.search
    .slice(1)
    .split('&')
    .filter((pair) => pair !== '' && !isTrackingParameter(pair.split('=', 1)[0]));
  return kept.length === 0 ? '' : `?${kept.sort(byCodePoints).join('&')}`;
}

function byCodePoints(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The host without www, m, mobile, amp; never cut down to a top-level domain. "en.m.wikipedia.org" too. */
export function plainHost(hostname: string): string {
  let host = hostname.endsWith('.') ? hostname.slice(0, -1) : hostname;
  for (;;) {
    const prefix = /^(?:www\d?|m|mobile|amp|mobil|touch)\.(?=[^.]+\.)/.exec(host);
    if (prefix === null) break;
    host = host.slice(prefix[0].length);
  }
  return host.replace(/^([a-z-]{2,12})\.m\.(?=[^.]+\.)/, '$1.');
}

const redirectors: Readonly<Record<string, readonly string[]>> = {
  'l.facebook.com/l.php': ['u'],
  'lm.facebook.com/l.php': ['u'],
  'l.instagram.com/': ['u'],
  'google.com/url': ['url', 'q'],
  'youtube.com/redirect': ['q'],
  'vk.com/away.php': ['to'],
  't.umblr.com/redirect': ['z'],
  'out.reddit.com/': ['url'],
};

/** Where a page leads that only counts clicks, and what Google's AMP viewer shows. */
function redirectTarget(url: URL, domain: string): string | undefined {
  const names = redirectors[domain + url.pathname];
  for (const name of names ?? []) {
    const target = url.searchParams.get(name);
    if (target !== null && /^https?:\/\//i.test(target)) return target;
  }
  const amp = domain.startsWith('google.') ? /^\/amp\/(s\/)?(.+)$/.exec(url.pathname) : null;
  return amp === null ? undefined : `https://${amp[2]}${url.search}`;
}
