import assert from 'node:assert/strict';
import { readFileSync, writeFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { readPosts } from '../ingest/read-posts.ts';
import { command as detection } from './commands/detect-coordination.ts';
import { command as ingest } from './commands/ingest-posts.ts';
import { postMap } from './post-map.ts';

test('the singular is another name of the role, and a role is named once', () => {
  assert.deepEqual({ ...postMap(['url=a,hashtag=b', 'mention=c']) }, { urls: 'a', hashtags: 'b', mentions: 'c' });
  assert.throws(() => postMap(['url=a,urls=b']), { code: 'USAGE', message: /names "urls" twice/ });
  assert.throws(() => postMap(['__proto__=a']), { code: 'USAGE', message: /not "__proto__"/ });
});

test('every --map in README and the help texts reads a table with those columns', async () => {
  const readme = readFileSync(join(import.meta.dirname, '..', '..', 'README.md'), 'utf8');
  const examples = [readme, detection.help, ingest.help].flatMap((text) =>
    [...text.matchAll(/\baccount=\w+,time=\w+(?:,\w+=\w+)*/g)].map(([example]) => example),
  );
  assert.ok(examples.length >= 5, String(examples.length));
  const file = join(mkdtempSync(join(tmpdir(), 'pollwarden-map-')), 'posts.csv');
  for (const example of examples) {
    const map = postMap([example]);
    const cells = { account: 'ann', time: '2026-03-01T10:00:00Z', urls: 'https://a.example/x' };
    const columns = Object.entries(map).map(([role, column]) => [column, cells[role as keyof typeof cells]]);
    writeFileSync(file, `${columns.map(([name]) => name).join(',')}\n${columns.map(([, cell]) => cell).join(',')}\n`);
    for await (const { posts } of readPosts([file], { map })) {
      assert.deepEqual([posts[0].accountId, posts[0].urls], ['ann', ['https://a.example/x']], example);
    }
  }
});

test('ingest checks --map and --format before the purpose', async () => {
  await assert.rejects(ingest.run(['x.csv', '--map', 'who=a']), { code: 'USAGE', message: /--map knows/ });
  await assert.rejects(ingest.run(['x.csv', '--format', 'odd']), { code: 'USAGE', message: /--format takes/ });
  await assert.rejects(ingest.run(['x.csv', '--map', 'url=a']), { code: 'PURPOSE_MISSING' });
});
