// The lake as its users see it: rows are kept once, survive reopening, and are found again.
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, test } from 'node:test';
import type { ColumnBatch } from './batch.ts';
import { shareKind } from './kinds.ts';
import { openLake } from './lake.ts';
import { collectRows, describeRows, sampleRows } from './testing/sample-rows.ts';
import { lineKind } from './testing/line-kind.ts';
import { type Appended, openLakeWriter } from './writer.ts';

const folders: string[] = [];
const freshFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'pollwarden-lake-'));
  folders.push(folder);
  return folder;
};
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const countsOf = ({ added, known }: Appended): Pick<Appended, 'added' | 'known'> => ({ added, known });

test('rows come back after closing, sorted into days, each once', async () => {
  const data = freshFolder();
  const writer = await openLakeWriter(data);
  const rows = sampleRows(0, 5000);
  assert.deepEqual(countsOf(await writer.append(shareKind, rows)), { added: 5000, known: 0 });
  assert.deepEqual(countsOf(await writer.append(shareKind, sampleRows(2500, 5000))), { added: 2500, known: 2500 });
  await writer.close();
  const again = await openLakeWriter(data);
  assert.deepEqual(countsOf(await again.append(shareKind, sampleRows(0, 7500))), { added: 0, known: 7500 });
  await again.close();
  assert.deepEqual(await collectRows(data), describeRows(sampleRows(0, 7500)));
  const days = readdirSync(join(data, 'lake', 'share'));
  const { day, file } = again.manifest().segments[0];
  assert.equal(statSync(join(data, 'lake', 'share', `day=${day}`, file)).mode & 0o777, 0o600);
  assert.ok(days.length > 5 && days.every((name) => /^day=\d{4}-\d\d-\d\d$/.test(name)), days.join());
});

test('a row twice in one batch is one row', async () => {
  const data = freshFolder();
  const writer = await openLakeWriter(data);
  const rows = sampleRows(0, 10);
  const doubled: ColumnBatch = {
    count: 20,
    columns: Object.fromEntries(Object.entries(rows.columns).map(([name, cells]) => [name, [...cells, ...cells]])),
  };
  assert.deepEqual(countsOf(await writer.append(shareKind, doubled)), { added: 10, known: 10 });
  await writer.close();
});

test('identities let go from memory are loaded again, also of rows not yet in segments', async () => {
  const data = freshFolder();
  const writer = await openLakeWriter(data, { mostKeys: 10, flushRows: 700 });
  for (let from = 0; from < 3000; from += 300) await writer.append(shareKind, sampleRows(from, 300));
  for (let from = 0; from < 3000; from += 500) {
    assert.deepEqual(countsOf(await writer.append(shareKind, sampleRows(from, 500))), { added: 0, known: 500 });
  }
  await writer.close();
  assert.equal((await collectRows(data)).length, 3000);
});

test('compaction keeps every row and leaves one segment a day', async () => {
  const data = freshFolder();
  const writer = await openLakeWriter(data, { compactAt: 1000 });
  for (let from = 0; from < 2000; from += 200) {
    await writer.append(shareKind, sampleRows(from, 200));
    await writer.flush();
  }
  const done = await writer.compact();
  assert.equal(done.rowsRemoved, 0);
  assert.ok(done.segmentsAfter < done.segmentsBefore);
  const days = new Set(writer.manifest().segments.map(({ day }) => day));
  assert.equal(done.segmentsAfter, days.size);
  await writer.close();
  assert.deepEqual(await collectRows(data), describeRows(sampleRows(0, 2000)));
});

test('removal rewrites what holds a pseudonym, a run or an early day, and the rows can come again', async () => {
  const data = freshFolder();
  const writer = await openLakeWriter(data);
  await writer.append(shareKind, sampleRows(0, 1000));
  const account = String(sampleRows(0, 1).columns.account[0]);
  const all = describeRows(sampleRows(0, 1000));
  const gone = all.filter((row) => row.includes(account));
  assert.ok(gone.length > 0);
  assert.equal((await writer.remove({ pseudonyms: [account] })).rowsRemoved, gone.length);
  assert.deepEqual(
    await collectRows(data),
    all.filter((row) => !row.includes(account)),
  );
  assert.equal((await writer.append(shareKind, sampleRows(0, 1000))).added, gone.length);
  const middle = Number(sampleRows(500, 1).columns.time[0]);
  await writer.remove({ beforeMicros: middle });
  assert.ok((await collectRows(data)).every((row) => Number(row.split('|')[0]) >= middle));
  await writer.remove({ runs: ['run-0'] });
  assert.deepEqual(await collectRows(data), []);
  await writer.close();
  assert.deepEqual(readdirSync(join(data, 'lake', 'share')), []);
});

test('a reader sees acknowledged rows that are only in the write-ahead file', async () => {
  const data = freshFolder();
  const writer = await openLakeWriter(data);
  await writer.append(shareKind, sampleRows(0, 100));
  assert.equal(writer.manifest().segments.length, 0);
  assert.deepEqual(await collectRows(data), describeRows(sampleRows(0, 100)));
  await writer.close();
});

test('reading by time and layer', async () => {
  const data = freshFolder();
  const writer = await openLakeWriter(data);
  await writer.append(shareKind, sampleRows(0, 1000));
  await writer.flush();
  await writer.append(shareKind, sampleRows(1000, 1000));
  const rows = describeRows(sampleRows(0, 2000));
  const [from, to] = [Number(sampleRows(300, 1).columns.time[0]), Number(sampleRows(1300, 1).columns.time[0])];
  const wanted = rows.filter((row) => {
    const [time, , , , layer] = row.split('|');
    return Number(time) >= from && Number(time) < to && layer === 'url';
  });
  assert.deepEqual(await collectRows(data, { from, to, layers: ['url'] }), wanted);
  assert.deepEqual(await collectRows(data, { layers: ['mention'] }), [], 'days without a wanted row');
  assert.deepEqual(await collectRows(data, { from, to: from }), []);
  assert.deepEqual(await collectRows(data, { layers: [] }), []);
  await writer.close();
});

test('kinds known by source and byte offset keep two equal lines, and take a grown source once', async () => {
  const data = freshFolder();
  const lines = (from: number, count: number): ColumnBatch => ({
    count,
    columns: {
      time: Array.from({ length: count }, () => 1e15),
      source: Array.from({ length: count }, () => 'src_a'),
      run: Array.from({ length: count }, () => 'run-1'),
      offset: Array.from({ length: count }, (_, i) => (from + i) * 9),
      line: Array.from({ length: count }, () => 'same line'),
    },
  });
  const writer = await openLakeWriter(data, { kinds: [shareKind, lineKind] });
  assert.deepEqual(countsOf(await writer.append(lineKind, lines(0, 2))), { added: 2, known: 0 });
  await writer.flush();
  assert.deepEqual(countsOf(await writer.append(lineKind, lines(0, 5))), { added: 3, known: 2 });
  await writer.close();
});

test('a second writer is refused with the process that holds the lake', async () => {
  const data = freshFolder();
  const writer = await openLakeWriter(data);
  await assert.rejects(openLakeWriter(data), { code: 'LAKE_LOCKED', message: new RegExp(`process ${process.pid}`) });
  await writer.close();
  await (await openLakeWriter(data)).close();
});

test('a lock of a process that is gone, or whose pid another process has now, is taken over', async () => {
  const data = freshFolder();
  await (await openLakeWriter(data)).close();
  const lock = join(data, 'lake', 'lock');
  const writer = await openLakeWriter(data);
  const own = JSON.parse(readFileSync(lock, 'utf8')) as Record<string, unknown>;
  await writer.close();
  const started = `${String(own.started)}1`;
  for (const stale of [
    { ...own, pid: 2 ** 22 + 1 },
    { ...own, started },
    { ...own, boot: 'earlier' },
  ]) {
    writeFileSync(lock, JSON.stringify(stale));
    writeFileSync(`${lock}.next`, JSON.stringify({ ...stale, nonce: 'taker that was killed' }));
    await (await openLakeWriter(data)).close();
    assert.deepEqual(
      readdirSync(join(data, 'lake')).filter((name) => name.startsWith('lock')),
      [],
    );
  }
  writeFileSync(lock, JSON.stringify(own));
  await assert.rejects(openLakeWriter(data), { code: 'LAKE_LOCKED' });
  writeFileSync(join(data, 'lake', 'lock'), '{"pid":1,"started":"1","boot":"","host":"elsewhere","nonce":"c"}');
  await assert.rejects(openLakeWriter(data), { code: 'LAKE_LOCKED' });
});

test('a data folder whose name is a pattern, a quote or a line is a folder like any other', async () => {
  const parent = freshFolder();
  for (const name of ['a*', 'ab', "it's [x]?", 'line\nbreak', '{a,b}']) {
    const writer = await openLakeWriter(join(parent, name));
    await writer.append(shareKind, sampleRows(0, 10));
    await writer.close();
  }
  for (const name of ['a*', 'ab', "it's [x]?", 'line\nbreak', '{a,b}']) {
    assert.equal((await collectRows(join(parent, name))).length, 10, name);
  }
});

test('texts of any content come back as they were', async () => {
  const data = freshFolder();
  const odd = [
    '',
    '\0',
    'a\0b',
    "'; DROP TABLE incoming; --",
    '\u202e',
    '😀',
    'x'.repeat(2_000_000),
    '\n\r\t',
    '\\',
    '$1',
  ];
  const rows = sampleRows(0, odd.length);
  const batch = { count: odd.length, columns: { ...rows.columns, object: odd, object_key: odd } };
  const writer = await openLakeWriter(data);
  await writer.append(shareKind, batch);
  assert.deepEqual(await collectRows(data), describeRows(batch), 'from the write-ahead file');
  await writer.close();
  assert.deepEqual(await collectRows(data), describeRows(batch), 'from segments');
});

test('damage is named, never passed over', async () => {
  const data = freshFolder();
  const writer = await openLakeWriter(data);
  await writer.append(shareKind, sampleRows(0, 100));
  await writer.close();
  const segment = writer.manifest().segments[0];
  const path = join(data, 'lake', 'share', `day=${segment.day}`, segment.file);
  writeFileSync(path, 'PAR1');
  await assert.rejects(openLakeWriter(data), { code: 'LAKE_CORRUPT' });
  await assert.rejects(collectRows(data), { code: 'LAKE_CORRUPT' });
  writeFileSync(path, Buffer.alloc(segment.bytes));
  await assert.rejects(collectRows(data), { code: 'LAKE_CORRUPT' });
  writeFileSync(join(data, 'lake', 'manifest.json'), '{"format":');
  await assert.rejects(
    openLake(data).then((lake) => lake.snapshot()),
    { code: 'LAKE_CORRUPT' },
  );
});
