// A layer that is nowhere, and a run that examined nothing, are said as what they are.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

const program = join(import.meta.dirname, '..', '..', '..', '..', 'bin', 'pollwarden.mjs');
const folder = mkdtempSync(join(tmpdir(), 'pollwarden-presence-'));
const shares = 'object_id,account_id,content_id,timestamp_share\n';
writeFileSync(join(folder, 'shares.csv'), `${shares}o,a,p,1700000000\no,b,q,1700000001\n`);
writeFileSync(join(folder, 'empty.csv'), shares);
writeFileSync(join(folder, 'short.csv'), 'account,time,text\na,2026-03-01T00:00:00Z,hi\nb,2026-03-01T00:00:01Z,hi\n');
writeFileSync(
  join(folder, 'links.csv'),
  'account,time,url\na,1700000000,https://a.example/x\nb,1700000001,https://a.example/x\n',
);

const detect = (words: string) => {
  const run = spawnSync(process.execPath, [program, 'detect', 'coordination', ...words.split(' ')], { cwd: folder });
  return { status: run.status, stdout: String(run.stdout), stderr: String(run.stderr) };
};

const absent: readonly (readonly [string, RegExp])[] = [
  ['shares.csv --layers text', /USAGE: .*\(the input has no layer text; --layers can be object\)/],
  ['shares.csv --layers object,media,text', /no layers media, text; --layers can be object\)/],
  ['links.csv --layers media', /no layer media; --layers can be url, domain\)/],
];
for (const [words, message] of absent) {
  test(`a layer that is in no input is exit code 2: ${words}`, () => {
    const { status, stdout, stderr } = detect(words);
    assert.deepEqual([status, stdout], [2, '']);
    assert.match(stderr, message);
  });
}

for (const words of ['short.csv', 'short.csv --layers text']) {
  test(`posts without an object were not examined: ${words}`, () => {
    const { status, stdout } = detect(words);
    assert.equal(status, 0);
    assert.match(
      stdout,
      /^Nothing was examined\n\n {2}Read {4}short\.csv: 2 posts by 2 accounts\n {2}Layers {2}text, with/,
    );
    assert.doesNotMatch(stdout, /evidence|1970/i);
    assert.match(detect(`${words} --json`).stdout, /"headline":"Nothing was examined"/);
  });
}

test('an empty but valid input stays exit code 0, whatever the layers; an empty lake too', () => {
  for (const words of [
    'empty.csv',
    'empty.csv --layers text',
    'empty.csv --layers object',
    '--layers text --data none',
  ]) {
    assert.equal(detect(words).status, 0, words);
  }
  assert.equal(detect('links.csv --layers url').status, 0);
});
