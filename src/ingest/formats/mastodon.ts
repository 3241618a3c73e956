// Mastodon statuses (API entity Status), one per value, or an array of them, or {"statuses": […]}.
import { isObject, type JsonObject } from '../json/parse.ts';
import { htmlToText, linksInHtml } from './html.ts';
import type { JsonFormat, PostSink } from './format.ts';
import { addPost, distinct, listAt, objectAt, textAt, textsIn } from './json-values.ts';

export const mastodon: JsonFormat = {
  name: 'mastodon',
  title: 'statuses of Mastodon',
  matches: (value) => isStatus(value) || listAt(value, 'statuses').some(isStatus),
  read: (value, sink) => {
    const statuses = value['statuses'];
    if (Array.isArray(statuses)) for (const status of statuses as readonly unknown[]) readStatus(status, sink);
    else readStatus(value, sink);
  },
};

function isStatus(value: unknown): boolean {
  return (
    isObject(value) && textAt(objectAt(value, 'account'), 'acct') !== undefined && textAt(value, 'uri') !== undefined
  );
}

function readStatus(status: unknown, sink: PostSink): void {
  if (!isObject(status)) return sink.reject('ROW_MALFORMED', 'an element of "statuses" is no object');
  const reblog = objectAt(status, 'reblog');
  const quote = objectAt(objectAt(status, 'quote'), 'quoted_status') ?? objectAt(status, 'quote');
  const quoted = textAt(quote, 'uri') ?? textAt(quote, 'quoted_status_id');
  const content = textAt(status, 'content') ?? '';
  const card = textAt(objectAt(status, 'card'), 'url');
  const isQuote = reblog === undefined && quoted !== undefined;
  addPost(
    {
      platform: 'mastodon',
      // The uri is the same on every server; the id is not.
      postId: textAt(status, 'uri') ?? textAt(status, 'id'),
      accountId: handleOf(objectAt(status, 'account')),
      time: status['created_at'],
      timeUnit: 'iso',
      text: textAt(status, 'text') ?? htmlToText(content),
      repostOf: textAt(reblog, 'uri') ?? textAt(reblog, 'id') ?? (isQuote ? quoted : undefined),
      isQuote: isQuote ? true : undefined,
      // Only the server's own id is given for the status that is answered.
      replyTo: textAt(status, 'in_reply_to_id'),
      urls: distinct(linksInHtml(content), card === undefined ? [] : [card]),
      hashtags: textsIn(listAt(status, 'tags'), 'name'),
      mentions: distinct(
        listAt(status, 'mentions')
          .map(handleOf)
          .filter((handle) => handle !== undefined),
      ),
      media: mediaOf(listAt(status, 'media_attachments')),
    },
    sink,
  );
}

/** user@host, also for accounts of the server that was asked, which names them without their host. */
function handleOf(account: unknown): string | undefined {
  if (!isObject(account)) return undefined;
  const acct = textAt(account, 'acct');
  if (acct === undefined) return textAt(account, 'id');
  if (acct.includes('@')) return acct.toLowerCase();
  const host = hostOf(textAt(account, 'url') ?? textAt(account, 'uri'));
  return (host === undefined ? acct : `${acct}@${host}`).toLowerCase();
}

function hostOf(url: string | undefined): string | undefined {
  return url !== undefined && URL.canParse(url) ? new URL(url).host : undefined;
}

/** A blurhash with its size stands for the picture: servers do not give a hash of the file. */
function mediaOf(attachments: readonly unknown[]): readonly string[] {
  return distinct(
    attachments.filter(isObject).flatMap((item: JsonObject) => {
      const hash = textAt(item, 'blurhash');
      if (hash === undefined) return [];
      const size = objectAt(objectAt(item, 'meta'), 'original');
      return [`blurhash-${textAt(size, 'width') ?? ''}x${textAt(size, 'height') ?? ''}-${hash}`];
    }),
  );
}
