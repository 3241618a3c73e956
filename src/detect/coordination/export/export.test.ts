import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, readlink, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { DuckDBConnection } from '@duckdb/node-api';
import { PollwardenError } from '../../../kernel/errors.ts';
import { fixtureResult, hostilePlans, typicalPlans } from '../testing/fixture.ts';
import { writeAtomically, writeError } from './atomic.ts';
import { edgeColumns, edgeRows, groupColumns, isoTime, memberRows } from './columns.ts';
import { csvChunks } from './csv.ts';
import { graphmlChunks, xmlText } from './graphml.ts';
import { groupsDocument, toJson } from './json.ts';
import { writeParquet } from './parquet.ts';

const typical = fixtureResult(1, typicalPlans);
const hostile = fixtureResult(2, hostilePlans);
const folder = await mkdtemp(join(tmpdir(), 'pollwarden-export-'));

/** A strict reader of RFC 4180, so that what was written is read back by other code than that which wrote it. */
function readCsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (let at = 0; at < text.length; ) {
    let cell = '';
    if (text[at] === '"') {
      for (at++; text[at] !== '"' || text[at + 1] === '"'; at++) {
        if (text[at] === '"') at++;
        cell += text[at];
      }
      at++;
    } else while (text[at] !== ',' && text[at] !== '\n') cell += text[at++];
    row.push(cell);
    if (text[at++] === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

test('the edge table has its columns in order and reads back exactly, hostile ids too', () => {
  for (const result of [typical, hostile]) {
    const rows = readCsv([...csvChunks(edgeColumns, edgeRows(result))].join(''));
    assert.equal(
      rows[0].join(','),
      'account_a,account_b,weight,window_seconds,null,p_value,q_value,median_lag_seconds,first_seen,last_seen,layers',
    );
    assert.ok(rows.length > 20);
    rows.slice(1).forEach((row, i) => {
      const edge = result.edges[i];
      assert.deepEqual([row[0], row[1], row[2], row[4]], [edge.accountA, edge.accountB, `${edge.weight}`, 'habits']);
      assert.equal(Number(row[5]), edge.pValue);
      assert.equal(row[8], new Date(Math.round(edge.firstSeen * 1000)).toISOString());
      assert.equal(row[10], edge.layers.join(';'));
    });
  }
});

test('without edges the table is its header alone', () => {
  assert.equal([...csvChunks(edgeColumns, [])].join('').split('\n').length, 2);
});

test('for a spreadsheet a cell that begins like a formula is marked, elsewhere ids stay as they are', () => {
  const plain = [...csvChunks(edgeColumns, edgeRows(hostile))].join('');
  const guarded = [...csvChunks(edgeColumns, edgeRows(hostile), { spreadsheet: true })].join('');
  assert.ok(readCsv(plain).some((row) => row[0].startsWith('=HYPERLINK')));
  assert.ok(readCsv(guarded).every((row) => !/^[=+@\t\r-]/.test(row[0]) && !/^[=+@\t\r-]/.test(row[1])));
});

test('times out of range are empty, not an error', () => {
  assert.equal(isoTime(Number.NaN), '');
  assert.equal(isoTime(1e15), '');
  assert.equal(isoTime(0.0005), '1970-01-01T00:00:00.001Z');
});

test('GraphML stays well-formed and holds every account and edge', async () => {
  const { DOMParser } = await browserlessXml();
  for (const result of [typical, hostile]) {
    const text = [...graphmlChunks(result)].join('');
    const counts = DOMParser(text);
    assert.equal(counts.edge, result.edges.length);
    assert.equal(counts.node, new Set(result.groups.flatMap((g) => g.members.map((m) => m.account))).size);
  }
  assert.equal(xmlText('a\u0000<&\ud800'), 'a\uFFFD&#60;&#38;\uFFFD');
});

/** Counts elements with a strict tokenizer of the XML that we write; throws on anything else. */
async function browserlessXml(): Promise<{ readonly DOMParser: (text: string) => Record<string, number> }> {
  const token = /<\?xml [^<>?]*\?>|<\/([a-z]+)>|<([a-z]+)((?: [\w:.]+="[^"<>&]*")*)(\/?)>|(?:[^<>&]|&#\d+;)+/uy;
  return {
    DOMParser: (text) => {
      const counts: Record<string, number> = {};
      const open: string[] = [];
      token.lastIndex = 0;
      while (token.lastIndex < text.length) {
        const at = token.lastIndex;
        const match = token.exec(text);
        assert.ok(match !== null, `not XML at ${at}: ${text.slice(at, at + 60)}`);
        assert.ok(!/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u.test(match[0]));
        if (match[1] !== undefined) assert.equal(open.pop(), match[1]);
        if (match[2] === undefined) continue;
        counts[match[2]] = (counts[match[2]] ?? 0) + 1;
        if (match[4] === '') open.push(match[2]);
      }
      assert.deepEqual(open, []);
      return counts;
    },
  };
}

test('Parquet holds what the CSV holds', async () => {
  const file = join(folder, "it's.parquet");
  await writeParquet(file, edgeColumns, edgeRows(typical));
  const connection = await DuckDBConnection.create();
  const path = file.replaceAll("'", "''");
  const read = await connection.runAndReadAll(
    `SELECT account_a, account_b, weight, p_value, epoch_ms(first_seen) AS t, layers FROM '${path}'`,
  );
  const rows = read.getRowsJS();
  assert.equal(rows.length, typical.edges.length);
  rows.forEach((row, i) => {
    const edge = typical.edges[i];
    assert.deepEqual(row, [
      edge.accountA,
      edge.accountB,
      BigInt(edge.weight),
      edge.pValue,
      BigInt(Math.round(edge.firstSeen * 1000)),
      edge.layers.join(';'),
    ]);
  });
  await writeParquet(file, groupColumns, memberRows(hostile));
  const count = await connection.runAndReadAll(`SELECT count(*) FROM '${path}'`);
  assert.deepEqual(count.getRowsJS(), [[BigInt(memberRows(hostile).length)]]);
  connection.closeSync();
});

test('the document of groups carries the evidence and no other edges', () => {
  const document = JSON.parse(toJson(groupsDocument(hostile)));
  assert.equal(document.format, 'pollwarden-coordination/1');
  assert.deepEqual(document.groups[0].objects[0].posts, hostile.groups[0].objects[0].posts);
  assert.equal(document.edges, hostile.edges.length);
});

test('a file is replaced whole or not at all', async () => {
  const path = join(folder, 'deep', 'edges.csv');
  await writeAtomically(path, ['old']);
  const failing = (function* () {
    yield 'half';
    throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
  })();
  await assert.rejects(writeAtomically(path, failing), (e) => e instanceof PollwardenError && e.code === 'DISK_FULL');
  assert.equal(await readFile(path, 'utf8'), 'old');
  assert.deepEqual(await readdir(join(folder, 'deep')), ['edges.csv']);
});

test('a folder, a file as folder and a device are told apart', async () => {
  await assert.rejects(
    writeAtomically(folder, ['x']),
    (e) => e instanceof PollwardenError && e.code === 'FILE_IS_DIRECTORY',
  );
  await writeFile(join(folder, 'plain'), 'x');
  const below = join(folder, 'plain', 'edges.csv');
  await assert.rejects(
    writeAtomically(below, ['x']),
    (e) => e instanceof PollwardenError && e.code === 'FILE_UNWRITABLE',
  );
  await writeAtomically('/dev/null', ['x']);
  const denied = writeError(Object.assign(new Error(), { code: 'EACCES' }), 'e.csv');
  assert.match(String(denied), /e\.csv: FILE_UNWRITABLE/);
});

test('a symbolic link keeps pointing at the file that is replaced', async () => {
  const target = join(folder, 'target.csv');
  await writeFile(target, 'old');
  await symlink('target.csv', join(folder, 'link.csv'));
  await writeAtomically(join(folder, 'link.csv'), ['new']);
  assert.equal(await readFile(target, 'utf8'), 'new');
  assert.equal(await readlink(join(folder, 'link.csv')), 'target.csv');
});
