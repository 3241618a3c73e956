// kill -9 and full disks under many senders: every receipt that was given has its envelope on the disk, byte for byte, and is
// given again; receipts are in one order without gaps. Real processes, real files.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { envelopePlace, journalName } from '../src/intake/folder.ts';
import { readJournal } from '../src/intake/read-journal.ts';
import { post, type Posted, sealedNight } from '../src/intake/testing/sealed-night.ts';
import { canonicalJson } from '../src/kernel/canonical-json.ts';
import { seededRandom } from '../src/kernel/random.ts';
import { parseReceipt, receiptHolds } from '../src/results/intake/receipt.ts';
import { temporaryFolder } from '../src/results/testing/temporary-folder.ts';
import { freePort } from '../src/server/listen.ts';
import { type StartedIntake, startIntakeProcess } from './server/intake-process.ts';

const night = await sealedNight(300);
const envelopes: readonly string[] = await Promise.all(night.signed.map(async (one) => await night.seal(one)));
const hashOf = (text: string | Buffer): string => createHash('sha256').update(text).digest('hex');

function definitionIn(folder: string): string {
  const path = join(folder, 'definition.json');
  writeFileSync(path, canonicalJson(night.definition));
  return path;
}

async function keyOf(url: string): Promise<string> {
  return ((await (await fetch(`${url}/intake/v1/key`)).json()) as { readonly publicKey: string }).publicKey;
}

/** The receipts are all of the list, in its order, and each has its envelope. */
async function checkFolder(folder: string, given: ReadonlyMap<string, string>, publicKey: string): Promise<void> {
  const kept = readJournal(folder, join(folder, journalName));
  assert.equal(kept.missing, 0);
  for (const [envelope, receipt] of given) {
    const hash = hashOf(envelope);
    assert.equal(readFileSync(join(folder, envelopePlace(hash)), 'utf8'), envelope);
    assert.equal(kept.receipts.get(hash), receipt);
    const read = parseReceipt(receipt);
    assert.ok(read.ok && (await receiptHolds(read.value, publicKey)));
  }
  assert.equal(kept.sequence, kept.receipts.size);
}

/** Posts what has no receipt yet with so many senders, until all have one or `stop` says so. */
async function senders(
  url: string,
  given: Map<string, string>,
  count: number,
  stop: () => boolean,
  told: (posted: Posted) => void = () => undefined,
): Promise<void> {
  const open = envelopes.filter((one) => !given.has(one));
  const sender = async (): Promise<void> => {
    for (let next = open.shift(); next !== undefined && !stop(); next = open.shift()) {
      // Killed in between: then nothing was acknowledged.
      const posted = await post(url, next).catch(() => undefined);
      if (posted === undefined) continue;
      told(posted);
      if (posted.status < 300) given.set(next, posted.body);
    }
  };
  await Promise.all(Array.from({ length: count }, sender));
}

test('killed again and again under eight senders', async (t) => {
  const folder = temporaryFolder(t);
  const port = await freePort('127.0.0.1');
  const args = ['--folder', join(folder, 'intake'), '--definition', definitionIn(folder), '--port', String(port)];
  const random = seededRandom(11);
  const given = new Map<string, string>();
  let publicKey = '';
  for (let round = 0; round < 15 && given.size < envelopes.length; round++) {
    const running = await startIntakeProcess(args);
    publicKey = await keyOf(running.url);
    const before = given.size;
    let over = false;
    const wanted = before + 1 + random.below(25);
    // Some time after the first receipts of this round, in the middle of others.
    const sending = senders(
      running.url,
      given,
      8,
      () => over,
      () => {
        if (given.size >= wanted) running.child.kill('SIGKILL');
      },
    );
    running.child.once('close', () => {
      over = true;
    });
    await sending;
    running.child.kill('SIGKILL');
    await running.ended;
    await checkFolder(join(folder, 'intake'), given, publicKey);
  }
  assert.ok(given.size > 100, `${given.size} receipts`);
  const last = await startIntakeProcess(args);
  await senders(last.url, given, 8, () => false);
  assert.equal(given.size, envelopes.length);
  for (const [envelope, receipt] of [...given].slice(0, 40))
    assert.equal((await post(last.url, envelope)).body, receipt);
  last.child.kill('SIGTERM');
  await last.ended;
  assert.equal(last.stderr(), '');
  await checkFolder(join(folder, 'intake'), given, publicKey);
});

const sorts = (codes: readonly string[]): readonly string[] => [...new Set(codes)].toSorted();

async function untilFull(running: StartedIntake, given: Map<string, string>): Promise<readonly Posted[]> {
  const refused: Posted[] = [];
  await senders(
    running.url,
    given,
    8,
    () => refused.length > 20,
    (posted) => {
      if (posted.status >= 300) refused.push(posted);
    },
  );
  return refused;
}

const codeOf = ({ body }: Posted): string =>
  (JSON.parse(body) as { readonly error: { readonly code: string } }).error.code;

/** Runs `work` on a disk of 3 MiB where this process may make one; answers whether it could. */
async function onSmallDisk(t: TestContext, work: (disk: string) => Promise<void>): Promise<boolean> {
  const place = join(temporaryFolder(t), 'disk');
  mkdirSync(place);
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=3m,nr_inodes=4000', 'tmpfs', place]).status !== 0) return false;
  try {
    await work(place);
  } finally {
    assert.equal(spawnSync('umount', [place]).status, 0);
  }
  return true;
}

async function fillDisk(t: TestContext, disk: string): Promise<void> {
  const ballast = join(disk, 'ballast');
  writeFileSync(ballast, Buffer.alloc(1_200_000));
  const definition = definitionIn(temporaryFolder(t));
  const running = await startIntakeProcess([
    '--folder',
    join(disk, 'intake'),
    '--definition',
    definition,
    '--port',
    '0',
  ]);
  try {
    const given = new Map<string, string>();
    const refused = await untilFull(running, given);
    assert.ok(given.size > 5, `${given.size} receipts before the disk was full`);
    assert.deepEqual(sorts(refused.map(codeOf)), ['DISK_FULL']);
    assert.ok(refused.every(({ status, headers }) => status === 503 && Number(headers.get('retry-after')) > 0));
    const publicKey = await keyOf(running.url);
    const full = [...given];
    assert.equal((await post(running.url, full[0][0])).body, full[0][1], 'receipts are given also when it is full');
    rmSync(ballast);
    await senders(running.url, given, 4, () => given.size > full.length + 10);
    assert.ok(given.size > full.length + 10, 'it goes on once there is room');
    running.child.kill('SIGKILL');
    await running.ended;
    await checkFolder(join(disk, 'intake'), given, publicKey);
  } finally {
    running.child.kill('SIGKILL');
    await running.ended;
  }
}

test('a full disk: 503 with DISK_FULL and when to come back, nothing acknowledged lost, and on again with room', async (t) => {
  if (await onSmallDisk(t, async (disk) => await fillDisk(t, disk))) return;
  t.skip('this process may not mount a small disk; a limit on files is tested below');
});

test('a list of receipts that may grow no further: the same, with a limit on files', async (t) => {
  const folder = temporaryFolder(t);
  const args = ['--folder', join(folder, 'intake'), '--definition', definitionIn(folder), '--port', '0'];
  // 40 KiB: an envelope fits, and some seventy receipts.
  const running = await startIntakeProcess(args, { blocks: 80 });
  const given = new Map<string, string>();
  const refused = await untilFull(running, given);
  assert.ok(given.size > 20, `${given.size} receipts before the limit`);
  assert.deepEqual(sorts(refused.map(codeOf)), ['DISK_FULL']);
  const publicKey = await keyOf(running.url);
  running.child.kill('SIGKILL');
  await running.ended;
  await checkFolder(join(folder, 'intake'), given, publicKey);
  const again = await startIntakeProcess(args);
  await senders(again.url, given, 4, () => false);
  assert.equal(given.size, envelopes.length);
  again.child.kill('SIGTERM');
  await again.ended;
  await checkFolder(join(folder, 'intake'), given, publicKey);
});
