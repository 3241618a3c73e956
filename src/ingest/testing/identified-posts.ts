// Hand-made inputs of every format, full of identifiers in every place where one can stand; for tests only.

export type Input = {
  readonly name: string;
  readonly text: string;
  readonly map?: Readonly<Record<string, string>>;
};

/** Every identifier of the inputs below: none may be found in the lake. */
export const identifiers: readonly string[] = [
  // X
  '8123456789012345671',
  '8123456789012345672',
  '1799000000000000001',
  '1799000000000000002',
  '1799000000000000003',
  '1799000000000000004',
  'zq_xauthor',
  'zq_xmentioned',
  'zq_xquoted',
  'zq_xprofile',
  'zq_xintent',
  // Mastodon
  'zq_toot',
  'zq_boosted',
  'zq_tagged',
  '112000000000000001',
  '112000000000000002',
  '112000000000000003',
  // Bluesky
  'did:plc:zqauthor7777777777777',
  'did:plc:zqparent7777777777777',
  'did:plc:zqmention777777777777',
  'zqhandle.bsky.social',
  'zqauthor7777777777777',
  '3kzqposta',
  '3kzqparent',
  '3kzqrepost',
  // Telegram
  'user990000777',
  'channel880000777',
  '990000777',
  '770000777',
  'zq_tgmention',
  'zqtgchannel',
  // Tables
  'zq-account-1',
  'zq-account-2',
  'zq-content-1',
  'zq-content-2',
  'zq-object-1',
  'zq_cntname',
  'zq-cnt-user',
  'zq-cnt-message',
  'zq-cnt-repost',
  'zqgeneric@social.example',
  'zq_byline_7',
  'zqlogin',
  'zqpassword',
  'zqfacebook',
  'zqinstagram',
  'zqtiktok',
  'zqyoutube',
  'UCzqchannel',
  'zqsubstack',
];

const lines = (values: readonly unknown[]): string => values.map((value) => JSON.stringify(value)).join('\n');

const xV2: Input = {
  name: 'x-v2.jsonl',
  text: lines([
    {
      id: '1799000000000000001',
      author_id: '8123456789012345671',
      created_at: '2024-06-09T10:00:00.000Z',
      text: 'Polling stations close at eight, says @zq_xmentioned, and here is why that matters',
      referenced_tweets: [{ type: 'replied_to', id: '1799000000000000002' }],
      entities: {
        mentions: [{ username: 'zq_xmentioned', id: '8123456789012345672' }, { username: 'zq_xauthor' }],
        hashtags: [{ tag: 'vote' }],
        urls: [
          { expanded_url: 'https://x.com/zq_xquoted/status/1799000000000000003' },
          { expanded_url: 'https://twitter.com/zq_xprofile' },
          { expanded_url: 'https://twitter.com/intent/user?screen_name=zq_xintent' },
          { expanded_url: 'https://news.example/turnout?page=2&from=zq_xauthor#zq_xauthor' },
        ],
      },
    },
    {
      id: '1799000000000000004',
      author_id: '8123456789012345672',
      created_at: '2024-06-09T10:01:00.000Z',
      text: 'RT @zq_xauthor: Polling stations close at eight',
      referenced_tweets: [{ type: 'retweeted', id: '1799000000000000001' }],
    },
  ]),
};

const xV1: Input = {
  name: 'x-v1.jsonl',
  text: lines([
    {
      id_str: '1799000000000000004',
      created_at: 'Sun Jun 09 10:00:00 +0000 2024',
      user: { id_str: '8123456789012345671', screen_name: 'zq_xauthor' },
      full_text: 'The ferry to the island runs an hour longer on the day, thanks @zq_xmentioned',
      in_reply_to_status_id_str: '1799000000000000002',
      entities: {
        user_mentions: [{ id_str: '8123456789012345672', screen_name: 'zq_xmentioned' }],
        hashtags: [{ text: 'ferry' }],
        urls: [{ expanded_url: 'https://mobile.twitter.com/zq_xquoted/status/1799000000000000003?s=20' }],
        media: [{ id_str: '1799000000000000002', expanded_url: 'https://x.com/zq_xauthor/status/1/photo/1' }],
      },
    },
  ]),
};

const toot = (id: string, more: object): object => ({
  id,
  uri: `https://social.example/users/zq_toot/statuses/${id}`,
  url: `https://social.example/@zq_toot/${id}`,
  created_at: '2024-06-09T11:00:00.000Z',
  account: { id: '109', acct: 'zq_toot', url: 'https://social.example/@zq_toot' },
  content: '<p>x</p>',
  tags: [],
  mentions: [],
  media_attachments: [],
  ...more,
});

const mastodon: Input = {
  name: 'mastodon.json',
  text: JSON.stringify([
    toot('112000000000000001', {
      in_reply_to_id: '112000000000000002',
      content:
        '<p><a href="https://social.example/@zq_tagged">@zq_tagged</a> read ' +
        '<a href="https://other.example/@zq_boosted/112000000000000003">this long answer about the register</a></p>',
      mentions: [{ id: '7', acct: 'zq_tagged', url: 'https://social.example/@zq_tagged' }],
      tags: [{ name: 'register' }],
    }),
    toot('112000000000000002', {
      reblog: {
        id: '5',
        uri: 'https://other.example/users/zq_boosted/statuses/112000000000000003',
        account: { acct: 'zq_boosted@other.example' },
      },
    }),
  ]),
};

const did = 'did:plc:zqauthor7777777777777';
const parent = 'at://did:plc:zqparent7777777777777/app.bsky.feed.post/3kzqparent';
const commit = (collection: string, rkey: string, record: object): object => ({
  did,
  time_us: 1717930800000000,
  kind: 'commit',
  commit: { operation: 'create', collection, rkey, record },
});

const bluesky: Input = {
  name: 'jetstream.jsonl',
  text: lines([
    commit('app.bsky.feed.post', '3kzqposta', {
      text: 'The count in the north is late because of the snow, as every year',
      reply: { parent: { uri: parent }, root: { uri: parent } },
      facets: [
        { features: [{ $type: 'app.bsky.richtext.facet#mention', did: 'did:plc:zqmention777777777777' }] },
        { features: [{ $type: 'app.bsky.richtext.facet#tag', tag: 'count' }] },
        {
          features: [
            {
              $type: 'app.bsky.richtext.facet#link',
              uri: 'https://bsky.app/profile/zqhandle.bsky.social/post/3kzqparent',
            },
            { $type: 'app.bsky.richtext.facet#link', uri: `https://bsky.app/profile/${did}/post/3kzqposta` },
            { $type: 'app.bsky.richtext.facet#link', uri: 'https://zqhandle.bsky.social/' },
          ],
        },
      ],
    }),
    commit('app.bsky.feed.repost', '3kzqrepost', { subject: { uri: parent } }),
  ]),
};

const telegram: Input = {
  name: 'result.json',
  text: JSON.stringify(
    {
      name: 'Chat',
      type: 'public_channel',
      id: 770000777,
      messages: [
        {
          id: 51,
          type: 'message',
          date: '2024-06-09T12:00:00',
          date_unixtime: '1717934400',
          from: 'A Name',
          from_id: 'user990000777',
          forwarded_from: 'Zq Forwarder',
          forwarded_from_id: 'channel880000777',
          reply_to_message_id: 50,
          text: [
            'Where to vote in the old town, with a map and the opening hours ',
            { type: 'mention', text: '@zq_tgmention' },
            { type: 'link', text: 'https://t.me/zqtgchannel/55' },
            { type: 'hashtag', text: '#map' },
          ],
          text_entities: [
            { type: 'plain', text: 'Where to vote in the old town, with a map and the opening hours ' },
            { type: 'mention', text: '@zq_tgmention' },
            { type: 'link', text: 'https://t.me/zqtgchannel/55' },
            { type: 'hashtag', text: '#map' },
          ],
        },
      ],
    },
    undefined,
    1,
  ),
};

const coortweet: Input = {
  name: 'coortweet.csv',
  text: [
    'object_id,account_id,content_id,timestamp_share',
    'zq-object-1,zq-account-1,zq-content-1,1717934400',
    'https://x.com/zq_xquoted/status/1799000000000000003,zq-account-2,zq-content-2,1717934401',
  ].join('\n'),
};

const cnt: Input = {
  name: 'cnt.csv',
  text: [
    'message_id,user_id,username,repost_id,reply_id,message,timestamp,urls',
    'zq-cnt-message,zq-cnt-user,zq_cntname,,zq-cnt-repost,"words enough to be compared, @zq_cntname",1717934400,https://facebook.com/zqfacebook/posts/1',
    'zq-cnt-message2,zq-cnt-user,zq_cntname,zq-cnt-repost,,again,1717934401,',
  ].join('\n'),
};

const links = [
  'https://zqlogin:zqpassword@news.example/a',
  'https://news.example/by/zq_byline_7/a',
  'https://www.instagram.com/zqinstagram/',
  'https://www.tiktok.com/@zqtiktok/video/1',
  'https://youtube.com/@zqyoutube',
  'https://youtube.com/channel/UCzqchannel',
  'https://zqsubstack.substack.com/p/a',
  'https://news.example/a?u=zqgeneric%40social.example',
];

const generic: Input = {
  name: 'generic.csv',
  map: { account: 'who', time: 'when', post: 'status', urls: 'link', mentions: 'names', text: 'words' },
  text: [
    'who,when,status,link,names,words',
    ...links.map(
      (link, i) =>
        `zqgeneric@social.example,${1717934400 + i},${parent}${i},${link},zq_byline_7,"long enough a text by zqgeneric@social.example, no ${i}"`,
    ),
  ].join('\n'),
};

export const identifiedInputs: readonly Input[] = [xV2, xV1, mastodon, bluesky, telegram, coortweet, cnt, generic];
