// Forms of single sites: short links and aliases that name the same video, post or channel.
import type { CanonicalUrl } from './canonical-url.ts';

/** Undefined when the site has no rule, or the rule does not apply to this page. */
export function siteForm(url: URL, domain: string): CanonicalUrl | undefined {
  switch (domain) {
    case 'youtu.be':
      return video(url.pathname.slice(1).split('/', 1)[0]);
    case 'youtube.com':
    case 'music.youtube.com':
    case 'youtube-nocookie.com':
      return youtube(url);
    case 'twitter.com':
    case 'x.com':
    case 'fxtwitter.com':
    case 'vxtwitter.com':
    case 'nitter.net':
      return post(url);
    case 't.me':
    case 'telegram.me':
    case 'telegram.dog':
      return telegram(url);
    case 'fb.com':
      return { url: `facebook.com${withoutSlash(url.pathname)}`, domain: 'facebook.com' };
    default:
      return undefined;
  }
}

function youtube(url: URL): CanonicalUrl | undefined {
  const [, kind, id] = url.pathname.split('/');
  if (kind === 'watch') return video(url.searchParams.get('v') ?? undefined);
  return kind === 'shorts' || kind === 'live' || kind === 'embed' || kind === 'v' ? video(id) : undefined;
}

function video(id: string | undefined): CanonicalUrl | undefined {
  if (id === undefined || !/^[A-Za-z0-9_-]{5,20}$/.test(id)) return undefined;
  return { url: `youtube.com/watch?v=${id}`, domain: 'youtube.com' };
}

/** The number names the post; the handle in front of it may be anything. */
function post(url: URL): CanonicalUrl {
  const domain = 'x.com';
  const status = /^\/(?:i\/web|[^/]+)\/status(?:es)?\/(\d+)/.exec(url.pathname);
  if (status !== null) return { url: `x.com/i/status/${status[1]}`, domain };
  const path = withoutSlash(url.pathname);
  // Handles do not heed case; what follows them may.
  const [, handle = '', ...rest] = path.split('/');
  const query = url.pathname.startsWith('/search') ? `?q=${url.searchParams.get('q') ?? ''}` : '';
  return { url: [domain, handle.toLowerCase(), ...rest].filter((part) => part !== '').join('/') + query, domain };
}

/** t.me/s/channel is the same channel for readers without the app; names of channels do not heed case. */
function telegram(url: URL): CanonicalUrl {
  const parts = url.pathname.split('/').filter((part) => part !== '');
  if (parts[0] === 's' && parts.length > 1) parts.shift();
  const isPrivate = parts[0] === 'c' || parts[0] === 'joinchat' || parts[0]?.startsWith('+');
  if (!isPrivate && parts[0] !== undefined) parts[0] = parts[0].toLowerCase();
  return { url: ['t.me', ...parts].join('/'), domain: 't.me' };
}

function withoutSlash(path: string): string {
  let end = path.length;
  while (end > 0 && path.charCodeAt(end - 1) === 47) end--;
  return path.slice(0, end);
}
