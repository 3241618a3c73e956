import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { PollwardenError } from '../kernel/errors.ts';
import { roles } from './formats/format.ts';
import { layers } from './post.ts';
import { formatNames, readPosts, readStream } from './read-posts.ts';
import { readContent, readFiles } from './testing/read-all.ts';

const folder = mkdtempSync(join(tmpdir(), 'pollwarden-read-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const table = (count: number, from = 0): string =>
  `object_id,account_id,content_id,timestamp_share\n${Array.from(
    { length: count },
    (_, i) => `o${i % 7},a${i % 11},c${from + i},${1_700_000_000 + i}\n`,
  ).join('')}`;

test('plain, gzip and zstd under any name; the names of files do not count', async () => {
  const content = Buffer.from(table(20));
  const expected = (await readContent(content)).posts;
  for (const [name, bytes] of [
    ['a.gz', content],
    ['b.csv', gzipSync(content)],
    ['c', zstdCompressSync(content)],
  ] as const) {
    const file = join(folder, name);
    writeFileSync(file, bytes);
    const { posts, rejected, notices } = await readFiles([file]);
    assert.deepEqual(posts, expected);
    assert.deepEqual(rejected, []);
    assert.equal(notices.length, 1);
    assert.ok(notices[0].startsWith(`${file}: read as CSV, a table of CooRTweet`));
  }
});

test('folders are read in the order of their names, with folders in them; one bad file does not stop the others', async () => {
  const root = join(folder, 'many');
  mkdirSync(join(root, 'sub', '.hidden'), { recursive: true });
  writeFileSync(join(root, 'b.csv'), table(2, 100));
  writeFileSync(join(root, 'sub', 'a.csv'), table(2, 200));
  writeFileSync(join(root, 'a.csv'), table(2));
  writeFileSync(join(root, 'c-notes.txt'), 'just words\n');
  writeFileSync(join(root, 'd.gz'), gzipSync(table(5)).subarray(0, 60));
  writeFileSync(join(root, 'sub', '.hidden', 'x.csv'), table(1));
  writeFileSync(join(root, '.x.csv'), table(1));
  symlinkSync(join(root, 'a.csv'), join(root, 'z-link.csv'));
  const { posts, rejected, error } = await readFiles([root]);
  assert.equal(error, undefined);
  assert.deepEqual(
    posts.map((post) => post.postId),
    ['c0', 'c1', 'c100', 'c101', 'c200', 'c201', 'c0', 'c1'],
  );
  assert.deepEqual(
    rejected.map((row) => [row.file, row.code]),
    [
      [join(root, 'c-notes.txt'), 'COLUMN_MISSING'],
      [join(root, 'd.gz'), 'COMPRESSION_BROKEN'],
    ],
  );
});

test('standard input', () => {
  const script = `import { readPosts } from ${JSON.stringify(new URL('read-posts.ts', import.meta.url).href)};
    for await (const batch of readPosts(['-'], {})) console.log(batch.file, batch.posts.length, batch.posts[0].postId);`;
  for (const input of [table(3), gzipSync(table(3))]) {
    const out = execFileSync(process.execPath, ['--input-type=module', '-e', script], { input, encoding: 'utf8' });
    assert.equal(out, '- 3 c0\n');
  }
});

test('batches are bounded and progress reaches the end', async () => {
  const file = join(folder, 'large.csv');
  const content = table(10_000);
  writeFileSync(file, content);
  let done = 0;
  let all: number | undefined;
  const sizes: number[] = [];
  const onProgress = (doneBytes: number, allBytes: number | undefined): void => {
    assert.ok(doneBytes >= done);
    [done, all] = [doneBytes, allBytes];
  };
  for await (const batch of readPosts([file], { onProgress })) sizes.push(batch.posts.length);
  assert.equal(
    sizes.reduce((sum, size) => sum + size, 0),
    10_000,
  );
  assert.ok(Math.max(...sizes) <= 4096);
  assert.deepEqual([done, all], [content.length, content.length]);
});

/** What makes a whole file unreadable: the error's code, and what it has to say. */
const unreadable: readonly (readonly [string, string | Uint8Array, string, RegExp])[] = [
  ['empty file', '', 'FORMAT_UNKNOWN', /empty/],
  ['blanks only', ' \n\r\n ', 'FORMAT_UNKNOWN', /blanks/],
  ['truncated gzip', gzipSync(table(5000)).subarray(0, 9000), 'COMPRESSION_BROKEN', /gzip.*after line \d+/],
  ['truncated zstd', zstdCompressSync(table(5000)).subarray(0, 9000), 'COMPRESSION_BROKEN', /zstd/],
  ['compressed twice', gzipSync(gzipSync(table(5))), 'FORMAT_UNKNOWN', /twice/],
  [
    'a picture',
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82]),
    'ENCODING_INVALID',
    /first row/,
  ],
  ['binary data', Buffer.from(Array.from({ length: 300 }, (_, i) => (i * 7) % 128)), 'FORMAT_UNKNOWN', /binary/],
  ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 97, 0, 0, 0]), 'ENCODING_INVALID', /UTF-32/],
  ['missing column', 'object_id,account_id\no,a\n', 'COLUMN_MISSING', /posts:1: .*time/],
  [
    'mixed units',
    `${table(3)}o,a,c,1700000000000\n`,
    'TIME_UNITS_MIXED',
    /posts:5: .*milliseconds in a column of seconds/,
  ],
  ['an unclosed quote in the header', 'object_id,"account_id\no,a\n', 'ROW_MALFORMED', /first row.*never closed/],
  ['JSON that is none', '{"a":1\n{"b":\n', 'FORMAT_UNKNOWN', /no JSON value/],
  ['broken Parquet', 'PAR1 and nothing else', 'FILE_UNREADABLE', /Parquet/],
  ['a JSON bomb and nothing else', '['.repeat(1_000_000), 'FORMAT_UNKNOWN', /no JSON value/],
];

for (const [name, content, code, words] of unreadable) {
  test(`unreadable: ${name} is named with file and reason`, async () => {
    const { error } = await readContent(content);
    assert.ok(error instanceof PollwardenError, String(error));
    assert.equal(error.code, code);
    assert.equal(error.file, 'posts');
    assert.match(error.message, words);
  });
}

test('files that are not there, folders without files, unknown formats', async () => {
  const none = join(folder, 'none.csv');
  mkdirSync(join(folder, 'nothing'));
  for (const [inputs, options, code] of [
    [[none], {}, 'FILE_NOT_FOUND'],
    [[join(folder, 'nothing')], {}, 'FILE_NOT_FOUND'],
    [[none], { format: 'nonsense' }, 'USAGE'],
    [[none], { format: 'cnt', map: { account: 'a' } }, 'USAGE'],
    [[none], { map: { zone: 'CET' } }, 'FILE_NOT_FOUND'],
  ] as const) {
    const { error } = await readFiles(inputs, options);
    assert.ok(error instanceof PollwardenError);
    assert.equal(error.code, code);
  }
  assert.match(String((await readContent(table(1), { map: { zone: 'CET' } })).error), /USAGE.*not CET/);
  assert.match(String((await readContent(table(1), { format: 'telegram' })).error), /FORMAT_UNKNOWN.*telegram is JSON/);
  assert.ok(formatNames.includes('coortweet') && formatNames.includes('mastodon'));
});

test('rows that cannot be read are kept with line, code, reason and what they were', async () => {
  const head = 'object_id,account_id,content_id,timestamp_share\r\n';
  const rows = [
    'o1,a1,c1,1700000000\n',
    'o1,a2,c2,-5\r',
    'o1,,c3,1700000000\n',
    'o1,a1,c4\n',
    'o1,a1,c5,1700000000,more\r\n',
    'o1,a1,c6,99999999999999999999\n',
    'o1,a1,,1700000000\n',
    'o1,a1,c8,soon\n',
    'o1,a\0,c9,1700000000\n',
    'o1,"a,c10,1700000000\n',
    '__proto__,constructor,toString,1700000000\n',
  ];
  const bad = Buffer.concat([Buffer.from('o1,a'), Buffer.from([0xff]), Buffer.from(',c12,1700000000\n')]);
  const content = Buffer.concat([
    Buffer.from(head + rows.join('')),
    bad,
    Buffer.from(`o1,${'x'.repeat(20 << 20)},c13,1700000000\no1,a1,c14,1700000009`),
  ]);
  const { posts, rejected, error } = await readContent(content);
  assert.equal(error, undefined);
  assert.deepEqual(
    posts.map((post) => [post.postId, post.accountId, post.objectId]),
    [
      ['c1', 'a1', 'o1'],
      ['toString', 'constructor', '__proto__'],
      ['c14', 'a1', 'o1'],
    ],
  );
  assert.deepEqual(
    rejected.map((row) => [row.line, row.code]),
    [
      [3, 'TIME_INVALID'],
      [4, 'VALUE_MISSING'],
      [5, 'ROW_MALFORMED'],
      [6, 'ROW_MALFORMED'],
      [7, 'TIME_INVALID'],
      [8, 'VALUE_MISSING'],
      [9, 'TIME_INVALID'],
      [10, 'ROW_MALFORMED'],
      [11, 'ROW_MALFORMED'],
      [13, 'ENCODING_INVALID'],
      [14, 'LINE_TOO_LONG'],
    ],
  );
  assert.equal(rejected[0].raw, 'o1,a2,c2,-5');
  assert.match(rejected[0].reason, /negative/);
  assert.ok(rejected.every((row) => row.file === 'posts' && row.reason.length > 5 && row.raw.length <= 2000));
});

test('JSON lines: bombs, wrong kinds, keys of prototypes', async () => {
  const row = (id: string, more = ''): string =>
    `{"post_id":"${id}","account_id":"a","time":1700000000,"text":"x"${more}}`;
  const lines = [
    row('p1'),
    row('p2', `,"deep":${'['.repeat(100)}${']'.repeat(100)}`),
    row('p3', ',"__proto__":{"account_id":"evil"}'),
    `${'['.repeat(2_000_000)}`,
    '{"post_id":"p5","account_id":{"x":1},"time":1700000000,"text":"x"}',
    '[1,2]',
    'null',
    '{"post_id":"p8"',
    '{"post_id":"p9","account_id":"a","time":true,"text":"x"}',
    '{"__proto__":{"post_id":"p","account_id":"a","time":1700000000,"text":"x"}}',
    row('p11'),
  ];
  const { posts, rejected, error } = await readContent(lines.join('\n'));
  assert.equal(error, undefined);
  assert.deepEqual(
    posts.map((post) => [post.postId, post.accountId]),
    [
      ['p1', 'a'],
      ['p3', 'a'],
      ['p11', 'a'],
    ],
  );
  assert.deepEqual(
    rejected.map((found) => [found.line, found.code]),
    [
      [2, 'JSON_TOO_DEEP'],
      [4, 'JSON_TOO_DEEP'],
      [5, 'VALUE_MISSING'],
      [6, 'ROW_MALFORMED'],
      [7, 'ROW_MALFORMED'],
      [8, 'ROW_MALFORMED'],
      [9, 'VALUE_MISSING'],
      [10, 'VALUE_MISSING'],
    ],
  );
});

test('a document cut in the middle gives what was whole and counts the rest as rejected', async () => {
  const rows = Array.from({ length: 50 }, (_, i) => ({
    post_id: `p${i}`,
    account_id: 'a',
    time: 1_700_000_000 + i,
    text: 'x',
  }));
  const { posts, rejected } = await readContent(JSON.stringify(rows, null, 1).slice(0, -200));
  assert.ok(posts.length >= 45 && posts.length < 50);
  assert.equal(rejected.at(-1)?.code, 'ROW_MALFORMED');
  assert.match(String(rejected.at(-1)?.reason), /ends early/);
});

test('a line of 100 MB is rejected in bounded memory and the rest is read', async () => {
  const part = Buffer.alloc(1 << 20, 'x');
  for (const [head, tail] of [
    [table(2), '\no1,a1,last,1700000000\n'],
    [
      '{"post_id":"c0","account_id":"a","time":1,"text":"x"}\n',
      '\n{"post_id":"last","account_id":"a","time":1,"text":"x"}\n',
    ],
  ] as const) {
    const source = (async function* (): AsyncGenerator<Buffer> {
      yield Buffer.from(head);
      for (let i = 0; i < 100; i++) yield part;
      yield Buffer.from(tail);
    })();
    const before = process.memoryUsage().rss;
    const ids: string[] = [];
    const codes: string[] = [];
    for await (const batch of readStream(source, 'posts', {})) {
      ids.push(...batch.posts.map((post) => post.postId));
      codes.push(...batch.rejected.map((row) => row.code));
    }
    assert.equal(ids.at(-1), 'last');
    assert.deepEqual(codes, ['LINE_TOO_LONG']);
    assert.ok(process.memoryUsage().rss - before < 400e6);
  }
});

test('UTF-16 is decoded and announced', async () => {
  const { posts, notices } = await readContent(Buffer.from(`\ufeff${table(3)}`, 'utf16le'), {}, 7);
  assert.equal(posts.length, 3);
  assert.ok(notices.includes('posts: decoded from UTF-16LE'));
});

test('separators and marks at the beginning', async () => {
  for (const separator of [';', '\t', '|']) {
    const { posts, error } = await readContent(`\ufeff${table(3).replaceAll(',', separator)}`);
    assert.equal(error, undefined);
    assert.equal(posts.length, 3);
  }
});

test('a table with a header only holds no posts and is no error', async () => {
  const { posts, rejected, error, notices } = await readContent(table(0));
  assert.deepEqual([posts, rejected, error], [[], [], undefined]);
  assert.equal(notices.length, 1);
});

test('the page on posts names every format, role and layer', () => {
  const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'posts.md'), 'utf8');
  for (const name of [...formatNames, ...roles, ...layers]) assert.ok(page.includes(`\`${name}\``), name);
});
