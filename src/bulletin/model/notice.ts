// "We are under attack, use channel X": a note that the log's key signed beforehand (docs/log-entries.md). Its first line keeps
// it apart from a checkpoint, which the same key signs. Browser-safe.
import { canonicalJson } from '../../kernel/canonical-json.ts';
import { formed, byKey, instant, list, object, oneOf, wholeText } from '../../kernel/shape.ts';
import { type Read, readCanonical, unreadable } from './read-canonical.ts';

export type Notice = {
  readonly format: 'pollwarden-notice/1';
  readonly election: string;
  /** Name of the log whose key signs. */
  readonly log: string;
  /** ISO instants in UTC between which it may be shown. */
  readonly from: string;
  readonly until: string;
  /** By code of the language; "en" is always there. */
  readonly texts: Readonly<Record<string, string>>;
  /** Where readers are to look instead: addresses, or words such as a radio station. */
  readonly channels: readonly string[];
};

const head = 'pollwarden-notice/1\n';
const mostText = 2000;
const mostNotice = 100_000;

const shape = object({
  format: oneOf('pollwarden-notice/1'),
  election: wholeText(1, 64),
  log: wholeText(1, 255),
  from: instant,
  until: instant,
  texts: byKey(wholeText(1, mostText), 40),
  channels: list(wholeText(1, 300), 20),
});

const language = formed(/^[a-z]{2}$/, 'a code of a language');

/** The text that is signed. */
export const noticeText = (notice: Notice): string => `${head}${canonicalJson(notice)}\n`;

/** From the text of a note; says nothing of whether a signature holds. */
export function parseNotice(text: string): Read<Notice> {
  if (!text.startsWith(head) || !text.endsWith('\n')) return unreadable('is no notice');
  const read = readCanonical<Notice>(text.slice(head.length, -1), mostNotice, shape);
  if (!read.ok) return read;
  const { texts, from, until } = read.value;
  if (Object.keys(texts).some((code) => language(code) !== undefined) || !Object.hasOwn(texts, 'en'))
    return unreadable('has to have its texts by codes of languages, English among them');
  return Date.parse(from) < Date.parse(until) ? read : unreadable('ends before it begins');
}

/** `now` in milliseconds since 1970 UTC. */
export const isInForce = ({ from, until }: Notice, now: number): boolean =>
  Date.parse(from) <= now && now < Date.parse(until);
