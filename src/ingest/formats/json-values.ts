// Reading fields of JSON values from outside without trusting their types, and the checks every post has to pass.
import { isObject, type JsonObject } from '../json/parse.ts';
import type { Post } from '../post.ts';
import { isoToMicros } from '../iso-time.ts';
import { nothing, textOf } from './cells.ts';
import type { PostSink } from './format.ts';

/** The text or number at `key` as a text; undefined when there is none or it is empty. */
export function textAt(value: unknown, key: string): string | undefined {
  if (!isObject(value)) return undefined;
  const text = textOf(value[key]);
  return text === '' ? undefined : text;
}

export function objectAt(value: unknown, key: string): JsonObject | undefined {
  const found = isObject(value) ? value[key] : undefined;
  return isObject(found) ? found : undefined;
}

export function listAt(value: unknown, key: string): readonly unknown[] {
  const found = isObject(value) ? value[key] : undefined;
  return Array.isArray(found) ? found : nothing;
}

/** The texts at `key` of the objects in a list. */
export function textsIn(list: readonly unknown[], key: string): readonly string[] {
  const found = list.map((item) => textAt(item, key)).filter((text) => text !== undefined);
  return found.length === 0 ? nothing : found;
}

/** A post as a format found it; what is missing or wrong is told to the sink. */
export type Draft = Omit<Partial<Post>, 'timeMicros'> & {
  readonly platform: string;
  /** ISO 8601 with a zone, or a number in the unit that `timeUnit` says. */
  readonly time: unknown;
  readonly timeUnit: 'iso' | 'seconds' | 'microseconds';
};

const latestMicros = 4_102_444_800_000_000;

export function addPost(draft: Draft, sink: PostSink): void {
  const { platform, postId, accountId } = draft;
  if (postId === undefined) return sink.reject('VALUE_MISSING', 'the id of the post is missing');
  if (accountId === undefined) return sink.reject('VALUE_MISSING', 'the account is missing');
  const time = microsOf(draft.time, draft.timeUnit);
  if (typeof time === 'string') return sink.reject('TIME_INVALID', time);
  sink.post({
    platform,
    postId,
    accountId,
    timeMicros: time,
    text: draft.text === '' ? undefined : draft.text,
    repostOf: draft.repostOf,
    isQuote: draft.isQuote,
    replyTo: draft.replyTo,
    urls: draft.urls ?? nothing,
    hashtags: draft.hashtags ?? nothing,
    mentions: draft.mentions ?? nothing,
    media: draft.media ?? nothing,
    objectId: undefined,
  });
}

function microsOf(value: unknown, unit: Draft['timeUnit']): number | string {
  const text = textOf(value);
  if (text === '') return 'the time is missing';
  if (unit === 'iso') {
    const micros = isoToMicros(text);
    return typeof micros === 'number' && (micros < 0 || micros > latestMicros)
      ? `${text} lies outside 1970 to 2100`
      : micros;
  }
  const amount = /^\d{1,17}(?:\.\d{1,9})?$/.test(text) ? Number(text) : Number.NaN;
  const micros = Math.round(unit === 'seconds' ? amount * 1e6 : amount);
  // Below 1973 a number of microseconds is one of seconds, or of nothing.
  if (!(micros >= 1e14 && micros <= latestMicros)) return `${text.slice(0, 40)} is no time in ${unit}`;
  return micros;
}

/** Each text once, in order. */
export function distinct(...lists: readonly (readonly string[])[]): readonly string[] {
  const all = new Set(lists.flat());
  return all.size === 0 ? nothing : [...all];
}
