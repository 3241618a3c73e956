import assert from 'node:assert/strict';
import { linkSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { PollwardenError } from '../../../kernel/errors.ts';
import { parseFlags } from '../../args.ts';
import { command } from '../detect-coordination.ts';
import { flagSpec, nativeRequest } from './request.ts';

const folder = mkdtempSync(join(tmpdir(), 'pollwarden-same-'));
const at = (name: string): string => join(folder, name);
const table = 'object_id,account_id,content_id,timestamp_share\no,a,p,1\n';
mkdirSync(at('fold/deep'), { recursive: true });
for (const name of ['in.csv', 'fold/deep/in.csv', 'declared.json']) writeFileSync(at(name), table);
for (const name of ['lnk.csv', 'out.csv']) symlinkSync('in.csv', at(name));
symlinkSync('.', at('dirlink'));
linkSync(at('in.csv'), at('hard.csv'));
symlinkSync('fold', at('foldlink'));
mkdirSync(at('data/lake'), { recursive: true });
writeFileSync(at('data/lake/part.parquet'), table);

const coortweet = '--compat coortweet --window 9 --min-participation 2';
const cnt = '--compat cnt --network co_link --window 9 --min-weight 1';
const refused: readonly (readonly [string, string, string])[] = [
  ...['', coortweet, cnt].flatMap((mode): (readonly [string, string, string])[] => [
    [`@lnk.csv --edges @in.csv ${mode}`, 'in.csv', 'lnk.csv'],
    [`@in.csv --edges @out.csv ${mode}`, 'out.csv', 'in.csv'],
    [`@in.csv --edges @dirlink/in.csv ${mode}`, 'dirlink/in.csv', 'in.csv'],
    [`@in.csv --edges @hard.csv ${mode}`, 'hard.csv', 'in.csv'],
    [`@fold --edges @fold/deep/in.csv ${mode}`, 'fold/deep/in.csv', 'fold/deep/in.csv'],
    [`@foldlink --edges @fold/deep/in.csv ${mode}`, 'fold/deep/in.csv', 'foldlink/deep/in.csv'],
  ]),
  ['@in.csv --declared @declared.json --groups @dirlink/declared.json', 'dirlink/declared.json', 'declared.json'],
  ['@in.csv --edges @new.csv --groups @dirlink/new.csv', 'dirlink/new.csv', 'new.csv'],
  ['@in.csv --report @r.html --edges @dirlink/./lnk.csv', 'dirlink/./lnk.csv', 'in.csv'],
  [`@in.csv --edges @new.csv --pairs @dirlink/new.csv ${coortweet}`, 'new.csv', 'new.csv'],
  ['--data @data --edges @data/lake/part.parquet', 'data/lake/part.parquet', 'data/lake/part.parquet'],
];

for (const [words, output, other] of refused) {
  test(`an output never overwrites what is read: ${words}`, async () => {
    const args = words.trim().replaceAll('@', `${folder}/`).split(/\s+/);
    await assert.rejects(command.run(args), (error) => {
      assert.ok(error instanceof PollwardenError && error.code === 'USAGE', String(error));
      assert.match(error.message, /would overwrite/);
      assert.ok(error.message.includes(output) && error.message.includes(other), error.message);
      return true;
    });
    assert.equal(readFileSync(at('in.csv'), 'utf8'), table);
  });
}

test('devices, new files and old outputs stay allowed', () => {
  writeFileSync(at('old.csv'), '');
  const words = `${at('in.csv')} --edges /dev/null --groups ${at('old.csv')} --graph ${at('fold/new.graphml')}`;
  const { flags, positionals } = parseFlags(words.split(' '), flagSpec);
  assert.equal(nativeRequest(flags, positionals).outputs.edges, '/dev/null');
});
