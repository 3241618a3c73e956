// CNT's networks as entries (key, message, user, time): two messages co-occur when they have an entry of equal key.
import type { MessageColumns } from '../../../ingest/table/message-columns.ts';
import { createTextDictionary, textOf } from '../../../ingest/table/dictionary.ts';
import { cntText } from './cnt-text.ts';

export const cntNetworks = ['co_retweet', 'co_reply', 'co_link', 'co_tweet', 'co_post'] as const;
export type CntNetwork = (typeof cntNetworks)[number];

export type Entries = {
  readonly count: number;
  /** Keys are below this. */
  readonly keys: number;
  readonly key: Uint32Array;
  readonly message: Uint32Array;
  readonly user: Uint32Array;
  readonly time: Float64Array;
};

/**
 * The entries of a network. Reposts have no URLs, replies and texts of their own; the first row of a message id counts,
 * save for URLs, of which a later row of that id adds those that are new. An empty URL is none (CNT's issue 46).
 */
export function cntEntries(columns: MessageColumns, network: CntNetwork): Entries {
  return network === 'co_link' ? linkEntries(columns) : messageEntries(columns, network);
}

function messageEntries(columns: MessageColumns, network: CntNetwork): Entries {
  const { count, repost, reply, text, texts } = columns;
  const seen = new Uint8Array(columns.messages.size);
  const normalised = network === 'co_tweet' ? normalisedTexts(columns) : undefined;
  const rows: number[] = [];
  const keys: number[] = [];
  for (let row = 0; row < count; row++) {
    if (seen[columns.message[row]] === 1) continue;
    seen[columns.message[row]] = 1;
    if (network === 'co_retweet' && repost[row] === 0) continue;
    if (network === 'co_reply' && (repost[row] !== 0 || reply[row] === 0)) continue;
    if (network === 'co_tweet' && repost[row] !== 0) continue;
    rows.push(row);
    if (network === 'co_retweet') keys.push(repost[row]);
    else if (network === 'co_reply') keys.push(reply[row]);
    else keys.push(normalised === undefined ? 0 : normalised[text[row]]);
  }
  return entriesOf(columns, rows, Uint32Array.from(keys), texts.size);
}

/** Key of each text: texts that CNT's normalisation makes equal have the same. */
function normalisedTexts({ text, texts }: MessageColumns): Uint32Array {
  const keys = new Uint32Array(texts.size);
  const places = new Map<string, number>();
  for (const code of new Set(text)) {
    const normal = cntText(textOf(texts, code));
    const place = places.get(normal) ?? places.size;
    places.set(normal, place);
    keys[code] = place;
  }
  return keys;
}

function linkEntries(columns: MessageColumns): Entries {
  const { count, repost, urls, texts } = columns;
  const dictionary = createTextDictionary();
  const seen = new Set<number>();
  const rows: number[] = [];
  const keys: number[] = [];
  for (let row = 0; row < count; row++) {
    if (repost[row] !== 0) continue;
    const end = texts.offsets[urls[row] + 1];
    for (let from = texts.offsets[urls[row]]; from < end; ) {
      let to = from;
      while (to < end && texts.bytes[to] !== 32) to++;
      if (to > from) {
        const url = dictionary.intern(texts.bytes, from, to);
        const messageUrl = columns.message[row] * 2 ** 26 + url;
        if (!seen.has(messageUrl)) {
          seen.add(messageUrl);
          rows.push(row);
          keys.push(url);
        }
      }
      from = to + 1;
    }
  }
  return entriesOf(columns, rows, Uint32Array.from(keys), dictionary.size());
}

function entriesOf(columns: MessageColumns, rows: readonly number[], key: Uint32Array, keys: number): Entries {
  return {
    count: rows.length,
    keys: Math.max(1, keys),
    key,
    message: Uint32Array.from(rows, (row) => columns.message[row]),
    user: Uint32Array.from(rows, (row) => columns.user[row]),
    time: Float64Array.from(rows, (row) => columns.time[row]),
  };
}
