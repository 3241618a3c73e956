// The researchers' files that are lent to the project are read without a rejected row.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { sharedData } from '../kernel/testing/shared-data.ts';
import { readFiles } from './testing/read-all.ts';

const sets = ['coordination/cooRTweet', 'coordination/cnt', 'coordination/planted', 'coordination/organic'] as const;

for (const name of sets) {
  test(`${name}: every row of every file`, async (context) => {
    const folder = sharedData(name);
    if (folder === undefined) return context.skip(`the set ${name} is missing`);
    for (const file of readdirSync(folder).filter((entry) => entry.includes('.csv'))) {
      const { posts, rejected, error, notices } = await readFiles([join(folder, file)]);
      assert.equal(error, undefined, file);
      assert.deepEqual(rejected, [], file);
      assert.ok(posts.length >= 15, file);
      assert.match(notices[0], name.endsWith('cnt') ? /coordination-network-toolkit/ : /CooRTweet/);
      if (name.endsWith('cooRTweet')) assert.equal(posts.length, 35_125);
    }
  });
}
