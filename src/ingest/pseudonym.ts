// Pseudonyms: HMAC-SHA-256 under the data folder's key, cut to 128 bits, with a prefix that says what they stand for.
import { createHmac, hash, type KeyObject } from 'node:crypto';

/** acc: account. pst: post. obj: opaque object. med: media. val: part of a URL. src: source. key: object as it came. */
export type PseudonymType = 'acc' | 'pst' | 'obj' | 'med' | 'val' | 'src' | 'key';

/** The same type, space and id give the same pseudonym. `space` is a platform, or '' where ids are global. */
export type Pseudonyms = {
  readonly of: (type: PseudonymType, space: string, id: string) => string;
  readonly account: (platform: string, id: string) => string;
};

const mostCached = 400_000;
const mostWritten = 100_000;

export function createPseudonyms(key: KeyObject): Pseudonyms {
  const digestOf = createDigest(key);
  // By type and space first, so that an id which is known costs no new text.
  const spaces = new Map<PseudonymType, Map<string, Map<string, string>>>();
  let cached = 0;
  const knownOf = (type: PseudonymType, space: string): Map<string, string> => {
    let ofType = spaces.get(type);
    if (ofType === undefined) spaces.set(type, (ofType = new Map()));
    let known = ofType.get(space);
    if (known === undefined) ofType.set(space, (known = new Map()));
    return known;
  };
  const of = (type: PseudonymType, space: string, id: string): string => {
    const known = knownOf(type, space);
    const before = known.get(id);
    if (before !== undefined) return before;
    const pseudonym = `${type}_${base32(digestOf(`${type}\0${space}\0${id}`).slice(0, 16))}`;
    if (++cached > mostCached) {
      spaces.clear();
      cached = 1;
    }
    knownOf(type, space).set(id, pseudonym);
    return pseudonym;
  };
  // As they came, by platform: finding the one spelling of an account costs more than its pseudonym.
  const accounts = new Map<string, Map<string, string>>();
  let written = 0;
  const account = (platform: string, id: string): string => {
    const known = accounts.get(platform)?.get(id);
    if (known !== undefined) return known;
    const pseudonym = of('acc', ...accountIdentity(platform, id));
    if (++written > mostWritten) {
      accounts.clear();
      written = 1;
    }
    const ofPlatform = accounts.get(platform);
    if (ofPlatform === undefined) accounts.set(platform, new Map([[id, pseudonym]]));
    else ofPlatform.set(id, pseudonym);
    return pseudonym;
  };
  return { of, account };
}

const blockBytes = 64;
const roomBytes = 4096;

/**
 * HMAC-SHA-256 (RFC 2104) of a text, as 32 characters of one byte each. Two one-shot hashes over the padded key are
 * three times as fast as an Hmac object, which is made anew for every text.
 */
function createDigest(key: KeyObject): (text: string) => string {
  const secret = key.export();
  if (secret.length > blockBytes) throw new RangeError('the key is longer than a block of SHA-256');
  const inner = Buffer.alloc(blockBytes + roomBytes);
  const outer = Buffer.alloc(blockBytes + 32);
  for (let i = 0; i < blockBytes; i++) {
    inner[i] = 0x36 ^ (secret[i] ?? 0);
    outer[i] = 0x5c ^ (secret[i] ?? 0);
  }
  return (text) => {
    if (text.length * 3 > roomBytes) return createHmac('sha256', key).update(text).digest('binary');
    const length = inner.write(text, blockBytes, 'utf8');
    outer.write(hash('sha256', inner.subarray(0, blockBytes + length), 'binary'), blockBytes, 'latin1');
    return hash('sha256', outer, 'binary');
  };
}

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';
const pairs = Array.from({ length: 1024 }, (_, n) => alphabet[n >>> 5] + alphabet[n & 31]);

/** RFC 4648 base32, lower case, without padding; `bytes` has one byte a character. */
export function base32(bytes: string): string {
  let out = '';
  let bits = 0;
  let value = 0;
  for (let i = 0; i < bytes.length; i++) {
    value = ((value << 8) | bytes.charCodeAt(i)) & 0x3ffff;
    bits += 8;
    if (bits < 10) continue;
    bits -= 10;
    out += pairs[(value >>> bits) & 1023];
  }
  if (bits === 0) return out;
  const last = pairs[(value << (10 - bits)) & 1023];
  return out + (bits > 5 ? last : last.charAt(0));
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
