// What goes into the log of an election, when, and in which order; what is refused. Real ledger, real files.
import assert from 'node:assert/strict';
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { temporaryFolder } from '../../ledger/testing/temporary-ledger.ts';
import type { SignedReturn } from '../../results/return/count-return.ts';
import { definitionOf, decideVersion, proposeAmendment } from '../../results/store/elections.ts';
import { releaseRecords } from '../../results/store/release-records.ts';
import { takeStep } from '../../results/store/release-steps.ts';
import { first, passes, second } from '../../results/store/testing/release-night.ts';
import { nodeCrypto } from '../../tlog/files/crypto.ts';
import { commitmentOf, saltOf } from '../model/commitment.ts';
import type { CommitmentEntry, LogEntry, ReturnEntry } from '../model/entry.ts';
import {
  approve,
  generated,
  type LogNight,
  night,
  openNight,
  policyOf,
  prepareNight,
  publicFolder,
  resume,
  start,
} from './testing/log-night.ts';
import { readPublic } from './testing/read-public.ts';

const election = generated(30);
const none = { definitions: 0, policies: 0, commitments: 0, records: 0, returns: 0 };

async function opened(t: TestContext): Promise<LogNight> {
  const space = temporaryFolder(t);
  await prepareNight(space, election);
  const one = openNight(space, election);
  t.after(() => one.close());
  return one;
}

async function publicEntries(one: LogNight): Promise<readonly LogEntry[]> {
  assert.equal((await one.publish()).published, true);
  return (await readPublic(publicFolder(one.space))).entries;
}

const kinds = (entries: readonly LogEntry[]): readonly string[] =>
  entries.map(({ kind }) => kind).filter((kind) => kind !== 'definition');
const ofKind = <K extends LogEntry['kind']>(entries: readonly LogEntry[], kind: K) =>
  entries.filter((one): one is Extract<LogEntry, { kind: K }> => one.kind === kind);

test('before the instant commitments, in the order in which returns came; at it records, each with its return behind it', async (t) => {
  const one = await opened(t);
  const came = [one.arrive('d3-001', 'official', 1), one.arrive('d1-001', 'official', 1)];
  one.again(came[0], 'backup');
  came.push(one.arrive('d1-001', 'backup', 2));
  assert.equal(one.flow(), 0);
  assert.deepEqual((await one.sync()).added, { ...none, commitments: 3 });
  assert.deepEqual((await one.sync()).added, none);
  const before = await publicEntries(one);
  assert.deepEqual(kinds(before), ['opening', 'policy', 'commitment', 'commitment', 'commitment']);
  const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
  const committed = (signed: SignedReturn): string =>
    hex(commitmentOf(signed, saltOf(signed, nodeCrypto.sha256), nodeCrypto.sha256));
  assert.deepEqual(
    ofKind(before, 'commitment').map(({ unit, commitment }) => [unit, commitment]),
    came.map((signed) => [signed.return.unit, committed(signed)]),
  );
  passes(one.clock, 3_600_000);
  assert.equal(one.flow(), 1, 'the other unit is in conflict');
  assert.deepEqual(await one.sync(), { added: { ...none, records: 1, returns: 1 }, copyDiffers: [], gate: undefined });
  const after = await publicEntries(one);
  assert.deepEqual(kinds(after).slice(-2), ['record', 'return']);
  const [own] = ofKind(after, 'return');
  assert.deepEqual(own.signed, came[0]);
  assert.equal((after[own.commitment ?? 0] as CommitmentEntry).unit, 'd3-001');
});

test('only a return of two holders is committed to, and opened; figures that nobody signed stand in a record alone', async (t) => {
  const one = await opened(t);
  const signed = one.arrive('d1-001', 'official', 1);
  const unsigned: SignedReturn = { ...signed, return: { ...signed.return, unit: 'd2-001' }, signatures: [] };
  one.again(unsigned, 'official');
  one.again(
    { ...unsigned, return: { ...unsigned.return, unit: 'd1-002' }, signatures: signed.signatures.slice(0, 1) },
    'official',
  );
  assert.equal((await one.sync()).added.commitments, 1);
  passes(one.clock, 3_600_000);
  one.flow();
  const { added } = await one.sync();
  assert.deepEqual([added.records, added.returns], [3, 1]);
});

test('a corrected return: committed, its record and the return behind the first, which stay', async (t) => {
  const one = await opened(t);
  const before = one.arrive('d1-001', 'official', 1);
  passes(one.clock, 3_600_000);
  one.flow();
  await one.sync();
  one.arrive('d1-001', 'official', 2, before);
  assert.equal(one.flow(), 1);
  assert.deepEqual((await one.sync()).added, { ...none, commitments: 1, records: 1, returns: 1 });
  const entries = await publicEntries(one);
  assert.deepEqual(kinds(entries).slice(2), ['commitment', 'record', 'return', 'commitment', 'record', 'return']);
  assert.equal(ofKind(entries, 'record')[1].record.corrects, 1);
});

test('an amended definition and another policy stand in front of what names them', async (t) => {
  const one = await opened(t);
  const definition = definitionOf(one.ledger, night);
  const amended = { ...definition, name: `${definition.name}, amended` };
  proposeAmendment(one.ledger, amended, { reason: 'the name', changes: ['name'] }, first);
  assert.deepEqual((await one.sync()).added, none, 'not while it waits for its second person');
  decideVersion(one.ledger, night, true, second);
  takeStep(one.ledger, night, 'hold', first, {});
  approve(one.ledger, policyOf({ flow: 'twoConfirm' }));
  assert.deepEqual((await one.sync()).added, { ...none, definitions: 1, policies: 1 });
  start(one.ledger, one.reading());
  const signed = one.arrive('d1-001', 'official', 1);
  one.again(signed, 'backup');
  passes(one.clock, 3_600_000);
  assert.equal(one.flow(), 1);
  await one.sync();
  // The check of every entry's place is in readPublic.
  assert.equal(ofKind(await publicEntries(one), 'record').length, 1);
});

test('while it is held nothing is opened, also not what was handed out before', async (t) => {
  const one = await opened(t);
  one.arrive('d1-001', 'official', 1);
  passes(one.clock, 3_600_000);
  assert.equal(one.flow(), 1);
  takeStep(one.ledger, night, 'hold', first, {});
  one.arrive('d2-001', 'official', 1);
  assert.deepEqual(await one.sync(), { added: { ...none, commitments: 2 }, copyDiffers: [], gate: 'held' });
  resume(one.ledger, one.reading());
  assert.deepEqual((await one.sync()).added, { ...none, records: 1, returns: 1 });
});

test('records of the ledger that were not handed out are in no log', async (t) => {
  const one = await opened(t);
  one.arrive('d1-001', 'official', 1);
  passes(one.clock, 3_600_000);
  assert.equal(one.flow(), 1);
  rmSync(one.box.folder, { recursive: true });
  assert.equal((await one.sync()).added.records, 0);
  assert.equal(releaseRecords(one.ledger, night).length, 1);
});

test('a copy that was changed in the ledger is told with its unit, and never opened; the log keeps what it has', async (t) => {
  const one = await opened(t);
  for (const unit of ['d1-001', 'd2-001', 'd3-001']) one.arrive(unit, 'official', 1);
  await one.sync();
  const change = (unit: string, sql: string): void =>
    void one.ledger.write(() => one.ledger.db.prepare(`UPDATE returns SET ${sql} WHERE unit = ?`).run(unit));
  change('d1-001', 'bytes = CAST(replace(CAST(bytes AS TEXT), \'"cast":\', \'"cast":1\') AS BLOB)');
  change('d2-001', 'signatures = replace(signatures, \'"signature":"\', \'"signature":"AAAA\')');
  passes(one.clock, 3_600_000);
  one.flow();
  const { added, copyDiffers } = await one.sync();
  assert.deepEqual([added.commitments, added.records, added.returns], [0, 3, 1]);
  assert.deepEqual(copyDiffers, [
    { contest: 'assembly', unit: 'd1-001', how: 'changed' },
    { contest: 'assembly', unit: 'd2-001', how: 'missing' },
  ]);
  const entries = await publicEntries(one);
  assert.deepEqual(
    ofKind(entries, 'return').map((entry: ReturnEntry) => entry.signed.return.unit),
    ['d3-001'],
  );
});

test('a folder of releases that does not fit is refused, and nothing of it goes into the log', async (t) => {
  const one = await opened(t);
  for (const unit of one.units.slice(0, 6)) one.arrive(unit, 'official', 1);
  passes(one.clock, 3_600_000);
  one.flow();
  for (const unit of one.units.slice(6, 9)) one.arrive(unit, 'official', 1);
  one.flow();
  const kept = join(one.space, 'kept');
  cpSync(one.box.folder, kept, { recursive: true });
  const [name, later] = readdirSync(kept).toSorted();
  const text = readFileSync(join(kept, name), 'utf8');
  const lines = text.split('\n');
  const bad: Readonly<Record<string, string | undefined>> = {
    'a figure': text.replace(/"cast":(\d)/, '"cast":9$1'),
    'a record less': `${lines.slice(0, 5).join('\n')}\n`,
    'a record twice': `${[...lines.slice(0, 5), lines[4]].join('\n')}\n`,
    'others in front': `${[...lines.slice(0, 4), lines[5], lines[4]].join('\n')}\n`,
    'no JSON': text.replace('{', '['),
    cut: text.slice(0, -1),
    'more behind it': `${text}{}\n`,
    gone: undefined,
  };
  for (const [what, content] of Object.entries(bad)) {
    if (content === undefined) rmSync(join(one.box.folder, name));
    else writeFileSync(join(one.box.folder, name), content);
    await assert.rejects(one.sync(), { code: 'CONFLICT' }, what);
  }
  cpSync(kept, one.box.folder, { recursive: true });
  assert.equal((await one.sync()).added.records, 9);
  // And behind what the log holds: fewer, or another last one.
  rmSync(join(one.box.folder, later));
  await assert.rejects(one.sync(), { code: 'CONFLICT' });
  const last = readFileSync(join(kept, later), 'utf8');
  writeFileSync(join(one.box.folder, later), last.replace(/"cast":(\d)/g, '"cast":9$1'));
  await assert.rejects(one.sync(), { code: 'CONFLICT' });
});
