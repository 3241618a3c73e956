// What names no account: nothing is erased, and the search for it ends.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import type { Connector } from './follow/connector.ts';
import { recordOf } from './follow/records.ts';
import { followInto, freshFolder } from './follow/testing/follow-lake.ts';

const erase = (account: string, folder: string): string => `
  import { eraseAccount } from ${JSON.stringify(new URL('pseudonym-erase.ts', import.meta.url).href)};
  const { rejectedRemoved } = await eraseAccount(${JSON.stringify(folder)}, ${JSON.stringify(account)}, undefined);
  console.log(rejectedRemoved);`;

test('an account without letters takes no rejected row with it, and the search ends', async () => {
  const { folder, remove } = freshFolder();
  try {
    const connector: Connector = async function* () {
      yield { records: [recordOf('a row of @somebody, rejected')], resume: undefined };
    };
    await followInto(folder, connector, { until: () => false });
    // In a process of its own, which a search without an end does not keep.
    const run = (account: string): string => {
      const args = ['--input-type=module', '--eval', erase(account, folder)];
      return spawnSync(process.execPath, args, { timeout: 30_000, encoding: 'utf8' }).stdout.trim();
    };
    assert.equal(run('@'), '0');
    assert.equal(run(' '), '0');
    assert.equal(run('somebody'), '1');
  } finally {
    remove();
  }
});
