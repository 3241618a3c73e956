// Pseudonyms: HMAC-SHA-256 under the data folder's key, cut to 128 bits, with a prefix that says what they stand for.
import { createHmac, type KeyObject } from 'node:crypto';

/** acc: account. pst: post. obj: opaque object. med: media. val: part of a URL. src: source. key: object as it came. */
export type PseudonymType = 'acc' | 'pst' | 'obj' | 'med' | 'val' | 'src' | 'key';

/** The same type, space and id give the same pseudonym. `space` is a platform, or '' where ids are global. */
export type Pseudonyms = {
  readonly of: (type: PseudonymType, space: string, id: string) => string;
  readonly account: (platform: string, id: string) => string;
};

const mostCached = 400_000;

export function createPseudonyms(key: KeyObject): Pseudonyms {
  const cache = new Map<string, string>();
  const of = (type: PseudonymType, space: string, id: string): string => {
    const name = `${type}\0${space}\0${id}`;
    const known = cache.get(name);
    if (known !== undefined) return known;
    const digest = createHmac('sha256', key).update(name).digest();
    const pseudonym = `${type}_${base32(digest.subarray(0, 16))}`;
    if (cache.size >= mostCached) cache.clear();
    cache.set(name, pseudonym);
    return pseudonym;
  };
  return { of, account: (platform, id) => of('acc', ...accountIdentity(platform, id)) };
}

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';

/** RFC 4648 base32, lower case, without padding. */
export function base32(bytes: Uint8Array): string {
  let out = '';
  let bits = 0;
  let value = 0;
  for (const byte of bytes) {
    value = ((value << 8) | byte) & 0xfff;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      out += alphabet[(value >>> bits) & 31];
    }
  }
  return bits > 0 ? out + alphabet[(value << (5 - bits)) & 31] : out;
}

/** Platforms whose handles do not tell upper from lower case. */
const caseless = new Set(['x', 'mastodon', 'bluesky', 'telegram', 'instagram', 'tiktok', 'facebook', 'youtube']);

const aliases: Readonly<Record<string, string>> = {
  twitter: 'x',
  bsky: 'bluesky',
  fb: 'facebook',
  fediverse: 'mastodon',
};

/** One spelling for each platform, as tables name it: "Twitter" is "x". */
export function platformSpace(platform: string): string {
  const lower = platform.trim().toLowerCase();
  return Object.hasOwn(aliases, lower) ? aliases[lower] : lower;
}

/**
 * One spelling for each account of a platform: no "@" before it, lower case where the platform does not tell case
 * apart, and user@host for the ways in which Mastodon writes an account.
 */
function accountIdentity(platform: string, id: string): readonly [space: string, id: string] {
  const trimmed = id.trim().replace(/^@+/, '');
  if (/^did:/i.test(trimmed)) return ['bluesky', trimmed.toLowerCase()];
  const url = /^https?:\/\/([^/?#]+)\/(?:@|users\/|web\/@)([^/?#@]+)(?:@([^/?#]+))?\/?$/i.exec(trimmed);
  if (url !== null) return ['mastodon', `${url[2]}@${url[3] ?? url[1]}`.toLowerCase()];
  const space = platformSpace(platform);
  return [space, caseless.has(space) ? trimmed.toLowerCase() : trimmed];
}
