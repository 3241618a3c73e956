// A transparency log that is backed up while it is written to: what the copy holds fits together, and its keeper can go on.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { openLedger } from '../../ledger/ledger.ts';
import { makeLog, openKeeper } from '../../tlog/files/keeper.ts';
import { postToWitness } from '../../tlog/files/post.ts';
import { folderSource } from '../../tlog/files/read.ts';
import { logRound } from '../../tlog/files/round.ts';
import { verifyLog } from '../../tlog/files/verify.ts';
import { openCheckpoint } from '../../tlog/open.ts';
import { nodeCrypto } from '../../tlog/files/crypto.ts';
import { pinSpace } from './pin.ts';

test('copies of a log at work, with and without its key', async (t) => {
  const root = mkdtempSync(join(tmpdir(), 'pollwarden-pin-logs-'));
  t.after(() => rmSync(root, { recursive: true }));
  const data = join(root, 'data');
  openLedger(data, () => 0).close();
  const log = join(data, 'tlog', 'audit');
  makeLog(log, 'log.example/pin');
  const program = join(import.meta.dirname, '..', '..', 'tlog', 'testing', 'keeper-child.ts');
  const writer = spawn(process.execPath, [program, log, 'night', '4200'], { stdio: ['ignore', 'ignore', 'inherit'] });
  const ended = new Promise((resolve) => writer.on('close', resolve));
  let copies = 0;
  let running = true;
  void ended.then(() => (running = false));
  while (running || copies < 3) {
    const pinned = await pinSpace({ name: 'real', folder: data }, { withKeys: copies % 2 === 0 });
    const copy = join(root, `copy-${copies}`);
    for (const { path, source } of pinned.files) {
      mkdirSync(dirname(join(copy, path)), { recursive: true });
      copyFileSync(source, join(copy, path));
    }
    pinned.release();
    assert.deepEqual(pinned.leftOut, []);
    assert.equal(existsSync(join(copy, 'tlog/audit/key.json')), copies % 2 === 0);
    // Opening and a round show that state, tiles and checkpoint fit.
    if (copies % 2 !== 0) copyFileSync(join(log, 'key.json'), join(copy, 'tlog/audit/key.json'));
    const keeper = openKeeper(join(copy, 'tlog', 'audit'));
    const { policy, hasher, publicFolder } = keeper;
    const round = await logRound(keeper, postToWitness(1000));
    keeper.close();
    assert.ok(round.ok, JSON.stringify(round));
    const source = folderSource(publicFolder);
    const opened = await openCheckpoint(await source.checkpoint(), policy, nodeCrypto);
    assert.ok(opened.ok);
    assert.deepEqual(await verifyLog(hasher, opened.value.checkpoint, { read: source.read }), {
      ok: true,
      value: null,
    });
    rmSync(copy, { recursive: true });
    copies++;
  }
  assert.equal(writer.exitCode, 0);
  assert.ok(copies >= 3);
});
