// The lake in a server: retention at the start, erasures that were cut off, and what they cannot reach.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { applyStreamUpdate } from '../../../findings/coordination.ts';
import { evidenceOf, listFindings } from '../../../findings/read.ts';
import { provisional, run, updateOf } from '../../../findings/testing/groups.ts';
import { eraseAccount } from '../../../ingest/pseudonym-erase.ts';
import { createPseudonyms } from '../../../ingest/pseudonym.ts';
import { keyId, openKey } from '../../../ingest/pseudonym-key.ts';
import { listDeletions } from '../../../lake/deletions.ts';
import { listEvidenceDue } from '../../../lake/evidence-due.ts';
import { shareKind } from '../../../lake/kinds.ts';
import { sampleRows } from '../../../lake/testing/sample-rows.ts';
import { openLakeWriter } from '../../../lake/writer.ts';
import type { By } from '../../../ledger/audit/entry.ts';
import { openLedger } from '../../../ledger/ledger.ts';
import { makeBackup } from '../../../operations/backup/write.ts';
import { loadConfig } from '../../config/load.ts';
import { createHub } from '../../hub.ts';
import { createLog } from '../../log.ts';
import type { Space } from '../../space.ts';
import { eraseEvidenceToo } from '../detectors/erasure.ts';
import { liveOf } from '../sources/live.ts';
import { eraseInSpace } from './erase.ts';
import { feature } from './feature.ts';

const by: By = { actor: { kind: 'person', id: 'person-1' }, address: '127.0.0.1' };

const parent = mkdtempSync(join(tmpdir(), 'pollwarden-lake-feature-'));
after(() => rmSync(parent, { recursive: true, force: true }));

async function lakeIn(folder: string, startedAt: string, rows = sampleRows(0, 20)): Promise<void> {
  const id = keyId(openKey(folder, 'pseudonym'));
  const writer = await openLakeWriter(folder);
  await writer.append(shareKind, rows);
  const counts = { rowsAdded: 20, rowsKnown: 0, rowsRejected: 0 };
  const purpose = { id: 'purpose-1', retentionDays: 30, record: {} };
  const recorded = { id: 'run-0', startedAt, purposeId: purpose.id, keyId: id, sources: [], ...counts, finished: true };
  await writer.recordRun(recorded, purpose);
  await writer.close();
}

function spaceIn(folder: string, environment: Readonly<Record<string, string>> = {}): Space {
  const config = loadConfig({ dataFolder: folder, environment, flags: { profile: 'csirt' } });
  const log = createLog('error', Date.now, () => undefined);
  const ledger = openLedger(folder, Date.now);
  after(() => ledger.close());
  return { name: 'real', prefix: '', folder, ledger, hub: createHub(), now: Date.now, log, config };
}

async function until(check: () => boolean): Promise<void> {
  for (const end = Date.now() + 20_000; !check(); ) {
    assert.ok(Date.now() < end, 'not reached');
    await new Promise((resolve) => {
      setTimeout(resolve, 20);
    });
  }
}

test('retention is applied at a start, not first an hour later', async () => {
  const folder = join(parent, 'retention');
  mkdirSync(folder);
  await lakeIn(folder, '2020-01-01T00:00:00.000Z');
  const running = await feature.start(spaceIn(folder));
  running.started?.();
  await until(() => listDeletions(folder).some(({ what, finished }) => what === 'expire' && finished));
  await running.stop?.();
});

/** A post of account 77 of X, and others' reposts of it; and findings whose object is that post. */
async function repostedIn(folder: string): Promise<{ readonly space: Space; readonly post: string }> {
  mkdirSync(folder);
  const names = createPseudonyms(openKey(folder, 'pseudonym'));
  const author = names.account('x', '77');
  const post = names.of('pst', 'x', '900');
  const rows = sampleRows(0, 8);
  const share = (n: number, own: string, other: string): string => (n === 0 ? own : other);
  const column = (of: (n: number) => string): readonly string[] => Array.from({ length: 8 }, (_, n) => of(n));
  const columns = {
    ...rows.columns,
    platform: column(() => 'x'),
    post: column((n) => share(n, post, `pst_other${n}`)),
    account: column((n) => share(n, author, `acc_other${n}`)),
    layer: column((n) => share(n, 'url', 'repost')),
    object: column((n) => share(n, 'https://a.example/', post)),
  };
  await lakeIn(folder, new Date().toISOString(), { ...rows, columns });
  const space = spaceIn(folder);
  const others = ['acc_a', 'acc_b', 'acc_c', 'acc_d', 'acc_e'];
  const group = provisional('g1', others);
  const objects = group.objects.map((object) => ({ ...object, object: post, layer: 'repost' as const }));
  applyStreamUpdate(space.ledger, updateOf([{ ...group, objects }]), run);
  eraseEvidenceToo(space);
  return { space, post };
}

const eventsOf = ({ ledger }: Space): readonly string[] =>
  ledger.db
    .prepare("SELECT event FROM audit WHERE event LIKE 'lake.%' ORDER BY sequence")
    .all()
    .map(({ event }) => event as string);

const holdsObject = ({ ledger }: Space, object: string): boolean =>
  listFindings(ledger, { q: `object:"${object}"`, limit: 5 }, { now: 0 }).matching > 0 ||
  JSON.stringify(evidenceOf(ledger, listFindings(ledger, { limit: 5 }, { now: 0 }).items[0].id)).includes(object);

test('an erased account goes from findings with its posts, which others reposted', async () => {
  const { space, post } = await repostedIn(join(parent, 'reposted'));
  assert.ok(holdsObject(space, post));
  const running = await feature.start(space);
  const answer = await eraseInSpace(space, liveOf(space), { account: '77', platform: 'x', confirm: true }, by);
  await running.stop?.();
  assert.deepEqual([answer.rows, answer.findingsChanged], [8, 1]);
  assert.ok(!holdsObject(space, post));
  assert.deepEqual(eventsOf(space), ['lake.erasing', 'lake.erased']);
  assert.deepEqual(listEvidenceDue(space.folder), []);
});

test('an erasure that was cut off before the findings followed is finished at the next start', async () => {
  const { space, post } = await repostedIn(join(parent, 'cut-off'));
  // What a kill right after the lake leaves: rows gone, the record of the erasure finished, the findings as they were.
  await eraseAccount(space.folder, '77', 'x');
  assert.ok(holdsObject(space, post));
  const running = await feature.start(space);
  running.started?.();
  await until(() => listEvidenceDue(space.folder).length === 0);
  await running.stop?.();
  assert.ok(!holdsObject(space, post));
  assert.deepEqual(eventsOf(space), ['lake.evidenceErased']);
});

test('copies that an erasure does not reach are named where they lie: in the set folder, put aside, of the ledger', async () => {
  const folder = join(parent, 'copies');
  const set = join(parent, 'set-folder');
  mkdirSync(folder);
  await lakeIn(folder, new Date().toISOString());
  const space = spaceIn(folder, { POLLWARDEN_BACKUP_FOLDER: set });
  for (const place of [join(set, 'real'), join(folder, 'replaced-20261101T000000'), join(folder, 'ledger', 'backups')])
    mkdirSync(place, { recursive: true });
  const backup = await makeBackup({
    spaces: [{ name: 'real', folder }],
    toFolder: join(set, 'real'),
    madeBy: 'person',
    withKeys: false,
    now: Date.now,
  });
  writeFileSync(join(folder, 'ledger', 'backups', 'ledger-v007-20261101T000000000Z.sqlite'), '');
  const running = await feature.start(space);
  const answer = await eraseInSpace(space, liveOf(space), { account: 'nobody', confirm: false }, by);
  await running.stop?.();
  const said = answer.notReached.join('\n');
  assert.ok(!said.includes('.json'), 'the note beside a backup is no backup');
  for (const part of [backup.name, 'replaced-20261101T000000', 'ledger-v007-', 'copied elsewhere', 'standby']) {
    assert.ok(said.includes(part), part);
  }
});
