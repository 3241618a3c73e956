import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';

const folder = mkdtempSync(join(tmpdir(), 'pollwarden-generate-'));
after(() => rmSync(folder, { recursive: true, force: true }));

type Answer = { readonly code: number; readonly out: string; readonly messages: string };

function run(...args: string[]): Promise<Answer> {
  const main = `import { main } from ${JSON.stringify(new URL('../main.ts', import.meta.url).href)};
    process.exitCode = await main(process.argv.slice(1));`;
  return new Promise((resolve) => {
    const node = ['--input-type=module', '--eval', main, '--', 'generate', 'posts', ...args];
    const child = execFile(process.execPath, node, (_, out, messages) => {
      resolve({ code: child.exitCode ?? -1, out, messages });
    });
  });
}

test('writes posts, truth and declared networks, and says what it wrote', async () => {
  const out = join(folder, 'posts');
  const { code, out: text, messages } = await run('--seed', '3', '--posts', '3000', '--out', out);
  assert.equal(code, 0, messages);
  assert.match(text, /3,000 posts by/);
  assert.match(text, /planted-1 +repost +20 +\d+ +30 s/);
  assert.match(messages, /writing posts/);
  assert.equal(readFileSync(join(out, 'posts.jsonl'), 'utf8').trimEnd().split('\n').length, 3000);
  assert.ok(existsSync(join(out, 'truth.json')) && existsSync(join(out, 'declared.json')));
});

test('--json is one object and nothing on stderr', async () => {
  const out = join(folder, 'json');
  const answer = await run('--seed', '3', '--posts', '2500', '--format', 'csv', '--json', '--out', out);
  assert.equal(answer.messages, '');
  const value = JSON.parse(answer.out) as { posts: number; planted: number; files: { posts: string } };
  assert.equal(value.posts, 2500);
  assert.equal(value.planted, 1);
  assert.equal(value.files.posts, join(out, 'posts.csv'));
});

test('what is missing or out of bounds is named, exit 2', async () => {
  const wrong: readonly [readonly string[], RegExp][] = [
    [['--out', folder], /--seed N is needed/],
    [['--seed', '1'], /--out DIR is needed/],
    [['--seed', 'x', '--out', folder], /--seed takes a whole number/],
    [['--seed', '1', '--out', folder, '--posts', '10'], /--posts takes a whole number of at least 2000/],
    [['--seed', '1', '--out', folder, '--format', 'xml'], /--format takes jsonl, csv/],
    [['--seed', '1', '--out', folder, 'more'], /takes no file/],
  ];
  for (const [args, text] of wrong) {
    const { code, out, messages } = await run(...args);
    assert.equal(code, 2, args.join(' '));
    assert.equal(out, '');
    assert.match(messages, text);
  }
});
