// Lists against a plain filter over the same rows: every condition, order and page; and input that tries to be SQL.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { PollwardenError } from '../kernel/errors.ts';
import type { Ledger } from './ledger.ts';
import { listRows } from './list.ts';
import { containsText, type ListSpec } from './list-sql.ts';
import { temporaryLedger } from './testing/temporary-ledger.ts';

type Thing = {
  readonly row: number;
  readonly name: string;
  readonly size: number;
  readonly colour: string | null;
  readonly at: number;
};

const spec: ListSpec = {
  table: 'things',
  row: 'row',
  fields: [
    { key: 'name', kind: 'text', meaning: '', column: 'things.name' },
    { key: 'size', kind: 'number', meaning: '', column: 'things.size', indexed: true },
    { key: 'colour', kind: 'choice', meaning: '', values: ['red', 'green'], optional: true, column: 'things.colour' },
    { key: 'at', kind: 'time', meaning: '', column: 'things.at' },
    { key: 'coloured', kind: 'flag', meaning: '', column: '', flag: 'things.colour IS NOT NULL' },
  ],
  word: (word) => ({ sql: containsText('things.name', word) }),
  sorts: { name: 'things.name', size: 'things.size', at: 'things.at' },
  defaultSort: '-at',
};

const now = Date.UTC(2026, 5, 1);
const names = [
  'alpha',
  "o'hara",
  '100%',
  'a_b',
  'back\\slash',
  '"; DROP TABLE things; --',
  '<script>x</script>',
  'Beta',
];

function filled(ledger: Ledger, count: number): readonly Thing[] {
  ledger.db.exec(
    'CREATE TABLE things (row INTEGER PRIMARY KEY, name TEXT NOT NULL, size INTEGER NOT NULL, colour TEXT, at INTEGER NOT NULL) STRICT',
  );
  const insert = ledger.db.prepare('INSERT INTO things VALUES (?, ?, ?, ?, ?)');
  const things = Array.from({ length: count }, (_, i) => ({
    row: i + 1,
    name: names[i % names.length],
    size: (i * 7) % 11,
    colour: ['red', 'green', null][i % 3],
    at: now - ((i * 13) % 40) * 3_600_000,
  }));
  for (const { row, name, size, colour, at } of things) insert.run(row, name, size, colour, at);
  return things;
}

const matching = (ledger: Ledger, q: string): number => listRows(ledger, spec, { q, limit: 1 }, { now }).matching;

void test('every condition finds what a plain filter finds', (t) => {
  const { ledger } = temporaryLedger(t);
  const things = filled(ledger, 200);
  const day = 86_400_000;
  const cases: readonly (readonly [string, (thing: Thing) => boolean])[] = [
    ['', () => true],
    ['name:a_b', ({ name }) => name === 'a_b'],
    ['name:100%', ({ name }) => name === '100%'],
    ['name:"back\\\\slash"', ({ name }) => name === 'back\\slash'],
    ['beta', ({ name }) => name === 'Beta'],
    ['-alpha -beta', ({ name }) => name !== 'alpha' && name !== 'Beta'],
    ['size:>5', ({ size }) => size > 5],
    ['size:3,4', ({ size }) => size === 3 || size === 4],
    ['-size:<=5', ({ size }) => size > 5],
    ['colour:red', ({ colour }) => colour === 'red'],
    ['-colour:red', ({ colour }) => colour !== 'red'],
    ['colour:none,green', ({ colour }) => colour !== 'red'],
    ['coloured:no', ({ colour }) => colour === null],
    ['at:<5h', ({ at }) => at > now - 5 * 3_600_000],
    ['at:>=5h', ({ at }) => at <= now - 5 * 3_600_000],
    ['at:2026-05-31', ({ at }) => at >= now - day && at < now],
    ['at:>2026-05-31', ({ at }) => at >= now],
    ['at:<=2026-05-30', ({ at }) => at < now - day],
    ['colour:red size:>5 at:<2026-05-31', ({ colour, size, at }) => colour === 'red' && size > 5 && at < now - day],
  ];
  for (const [q, keep] of cases) {
    const page = listRows(ledger, spec, { q, limit: 500 }, { now });
    const expected = things.filter(keep).map(({ row }) => row);
    assert.deepEqual(page.rows.map(({ row }) => row).toSorted(ascending), expected, q);
    assert.equal(page.matching, expected.length, q);
    assert.equal(page.all, 200);
    assert.equal(page.next, undefined);
  }
});

const ascending = (a: unknown, b: unknown): number => Number(a) - Number(b);

void test('pages of any size in any order give every row once', (t) => {
  const { ledger } = temporaryLedger(t);
  const things = filled(ledger, 120);
  for (const sort of ['name', '-name', 'size', '-size', 'at', '-at']) {
    for (const limit of [1, 7, 119, 120, 121]) {
      const seen: number[] = [];
      let cursor: string | undefined;
      do {
        const page = listRows(ledger, spec, { sort, limit, ...(cursor === undefined ? {} : { cursor }) }, { now });
        seen.push(...page.rows.map(({ row }) => Number(row)));
        cursor = page.next;
      } while (cursor !== undefined);
      assert.deepEqual(
        seen.toSorted(ascending),
        things.map(({ row }) => row),
        `${sort} by ${limit}`,
      );
      assert.equal(new Set(seen).size, seen.length);
    }
  }
});

void test('a row that changes its place between pages does not make another be left out', (t) => {
  const { ledger } = temporaryLedger(t);
  filled(ledger, 50);
  const first = listRows(ledger, spec, { sort: 'size', limit: 20 }, { now });
  const rest = new Set(
    listRows(ledger, spec, { sort: 'size', limit: 50 }, { now })
      .rows.slice(20)
      .map(({ row }) => row),
  );
  ledger.db.exec(`UPDATE things SET size = 99 WHERE row = ${Number(first.rows[0].row)}`);
  const second = listRows(ledger, spec, { sort: 'size', limit: 50, cursor: first.next }, { now });
  for (const row of rest) assert.ok(second.rows.some((one) => one.row === row));
});

const isOurs = (error: unknown): boolean =>
  error instanceof PollwardenError && (error.code === 'INPUT_INVALID' || error.code === 'QUERY_INVALID');

void test('nothing in a query, an order or a cursor is ever run as SQL', (t) => {
  const { ledger } = temporaryLedger(t);
  filled(ledger, 40);
  const attacks = [
    "' OR 1=1 --",
    '1); DROP TABLE things; --',
    '") OR ("1"="1',
    "name' UNION SELECT * FROM people --",
    '%',
    '_',
    '\\',
  ];
  for (const attack of attacks) {
    for (const sort of [
      attack,
      `-${attack}`,
      'name; DROP TABLE things',
      'things.name',
      '__proto__',
      'constructor',
      '',
    ]) {
      assert.throws(() => listRows(ledger, spec, { sort, limit: 5 }, { now }), isOurs, sort);
    }
    for (const cursor of [
      attack,
      Buffer.from(attack).toString('base64url'),
      Buffer.from(JSON.stringify(['-at', { $gt: 1 }, 1])).toString('base64url'),
      Buffer.from(JSON.stringify(['name', attack, 1])).toString('base64url'),
      Buffer.from(JSON.stringify(['-at', 1, attack])).toString('base64url'),
      Buffer.from('[['.repeat(500)).toString('base64url'),
    ]) {
      assert.throws(() => listRows(ledger, spec, { cursor, limit: 5 }, { now }), isOurs, cursor);
    }
    const forged = Buffer.from(JSON.stringify(['name', attack, 1])).toString('base64url');
    listRows(ledger, spec, { sort: 'name', cursor: forged, limit: 5 }, { now });
  }
  assert.equal(matching(ledger, `name:"' OR 1=1 --"`), 0);
  assert.equal(matching(ledger, `"\\"; DROP TABLE things; --"`), 5);
  assert.equal(matching(ledger, 'name:"%"'), 5);
  assert.equal(matching(ledger, ''), 40);
});

void test('any query whatever is answered or refused with a code', (t) => {
  const { ledger } = temporaryLedger(t);
  filled(ledger, 40);
  const parts = fc.constantFrom(
    'name:',
    'size:>',
    'at:<',
    'colour:',
    ',',
    '"',
    ' ',
    '-',
    "'",
    ';',
    '--',
    '5',
    '2h',
    'x',
    '%',
    '\0',
  );
  fc.assert(
    fc.property(fc.array(parts, { maxLength: 15 }), (text) => {
      try {
        listRows(ledger, spec, { q: text.join(''), limit: 5 }, { now });
      } catch (error) {
        if (!isOurs(error)) throw error;
      }
    }),
    { numRuns: 500 },
  );
});
