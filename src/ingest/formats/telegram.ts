// Telegram Desktop's export result.json: one chat {id, name, messages}, or all of them under chats.list.
import { createHash } from 'node:crypto';
import { isObject, type JsonObject } from '../json/parse.ts';
import type { JsonFormat, PostSink } from './format.ts';
import { addPost, distinct, listAt, objectAt, textAt } from './json-values.ts';

export const telegram: JsonFormat = {
  name: 'telegram',
  title: 'an export of Telegram Desktop',
  matches: (value) => isMessage(value) || chatsIn(value).some((chat) => listAt(chat, 'messages').some(isMessage)),
  read: (value, sink, context) => {
    if (isMessage(value)) return readMessage(value, sink, context);
    const chats = chatsIn(value);
    if (chats.length === 0) return sink.reject('ROW_MALFORMED', 'neither a message nor a chat');
    for (const chat of chats) {
      for (const message of listAt(chat, 'messages')) {
        if (isObject(message)) readMessage(message, sink, chat);
        else sink.reject('ROW_MALFORMED', 'an element of "messages" is no object');
      }
    }
  },
};

function isMessage(value: unknown): boolean {
  if (!isObject(value) || value['id'] === undefined) return false;
  const type = textAt(value, 'type');
  if (type === 'unsupported') return true;
  const hasTime = value['date'] !== undefined || value['date_unixtime'] !== undefined;
  return (type === 'message' || type === 'service') && hasTime;
}

/** A whole export on one line: one chat, or all of them. Larger ones come message by message. */
function chatsIn(value: JsonObject): readonly unknown[] {
  return Array.isArray(value['messages']) ? [value] : listAt(objectAt(value, 'chats'), 'list');
}

function readMessage(value: JsonObject, sink: PostSink, context: unknown): void {
  const type = textAt(value, 'type');
  if (type !== 'message') return sink.skip(`messages of type ${(type ?? 'unknown').slice(0, 40)}`);
  const chat = textAt(context, 'id') ?? 'chat';
  const id = textAt(value, 'id');
  const parts = partsOf(value);
  const text = parts.map((part) => textAt(part, 'text') ?? '').join('');
  const answered = textAt(value, 'reply_to_message_id');
  const unix = textAt(value, 'date_unixtime');
  addPost(
    {
      platform: 'telegram',
      postId: id === undefined ? undefined : `${chat}/${id}`,
      // Messages of a channel carry no sender in some versions: the channel is the sender.
      accountId: textAt(value, 'from_id') ?? (isObject(context) ? `channel${chat}` : undefined),
      time: unix ?? value['date'],
      timeUnit: unix === undefined ? 'iso' : 'seconds',
      text,
      repostOf: originalOf(value, text),
      replyTo: answered === undefined ? undefined : `${textAt(value, 'reply_to_peer_id') ?? chat}/${answered}`,
      urls: textsOf(parts, 'link', 'text_link'),
      hashtags: textsOf(parts, 'hashtag').map((tag) => tag.replace(/^#/, '')),
      mentions: textsOf(parts, 'mention', 'mention_name').map((name) => name.replace(/^@/, '').toLowerCase()),
    },
    sink,
  );
}

/** The text's pieces: "text" is a string or a list of strings and objects, "text_entities" the same as objects only. */
function partsOf(value: JsonObject): readonly JsonObject[] {
  const entities = listAt(value, 'text_entities').filter(isObject);
  if (entities.length > 0) return entities;
  const text = value['text'];
  if (typeof text === 'string') return [{ type: 'plain', text }];
  return listAt(value, 'text').map((part) => (isObject(part) ? part : { type: 'plain', text: part }));
}

function textsOf(parts: readonly JsonObject[], ...types: readonly string[]): readonly string[] {
  const found = parts
    .filter((part) => types.includes(String(part['type'])))
    .map((part) => textAt(part, 'href') ?? textAt(part, 'user_id') ?? textAt(part, 'text'));
  return distinct(found.filter((text) => text !== undefined));
}

/** The export names the source of a forwarded message but not its id: source and content together stand for it. */
function originalOf(value: JsonObject, text: string): string | undefined {
  const source = textAt(value, 'forwarded_from_id') ?? textAt(value, 'forwarded_from');
  if (source === undefined || text.trim() === '') return undefined;
  return `${source}/${createHash('sha256').update(text.trim()).digest('hex').slice(0, 16)}`;
}
