// The total by the rules of docs/log-entries.md: what is signed stands, what differs is told, what is unverified is counted with
// and without, sums over areas are exact; entries that break a rule count for nothing.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nodeCrypto } from '../../tlog/files/crypto.ts';
import { parseEntry } from '../model/parse-entry.ts';
import { parseTotal } from '../model/parse-site.ts';
import type { BulletinFault } from '../model/fault.ts';
import { openTestLog, type TestLog } from '../testing/test-log.ts';
import { openAssembly } from './assemble.ts';
import { type Reckoned, reckon, totalText } from './total.ts';

function assembled(log: TestLog): { readonly faults: readonly BulletinFault[]; readonly reckoned: Reckoned } {
  const assembly = openAssembly(nodeCrypto.sha256);
  const faults = log.entries.flatMap((bytes) => {
    const read = parseEntry(bytes);
    return read.ok ? assembly.add(read.value) : assert.fail(read.detail);
  });
  const reckoned = reckon(assembly.state, () => true) ?? assert.fail('no definition');
  return { faults: [...faults, ...assembly.end()], reckoned };
}

const unitIds = ({ definition }: TestLog): readonly string[] => definition.units.map(({ id }) => id);
const standingsOf = ({ units }: Reckoned): readonly string[] => [...units.values()].map(({ standing }) => standing);

function sumOf(log: TestLog, ids: readonly string[], key: string): number {
  return ids.reduce((sum, id) => sum + (log.counts.get(id)?.[key] ?? 0), 0);
}

test('every way in which a unit may stand, and the sums of the whole and of areas', () => {
  const log = openTestLog({ units: 12 });
  const ids = unitIds(log);
  const returns = ids.map((id) => log.returnOf(id));
  for (const signed of returns.slice(0, 8)) log.commit(signed);
  log.release(returns[0]);
  log.release(returns[1], { counts: { ...returns[1].return.counts, 'votes/all/1': 1 } });
  // Named and never opened.
  log.record({
    of: { kind: 'unit', id: ids[2] },
    units: [ids[2]],
    return: log.hashOf(returns[2]),
    counts: returns[2].return.counts,
  });
  log.record({ of: { kind: 'unit', id: ids[3] }, units: [ids[3]], counts: returns[3].return.counts });
  log.releaseTogether('lowmere', [ids[4], ids[5]]);
  const { faults, reckoned } = assembled(log);
  assert.deepEqual(faults, []);
  assert.deepEqual(standingsOf(reckoned), [
    ...['signed', 'differs', 'unverified', 'stated', 'merged', 'merged', 'committed', 'committed'],
    ...['awaited', 'awaited', 'awaited', 'awaited'],
  ]);
  const [contest] = reckoned.total.contests;
  assert.equal(contest.units, 12);
  assert.equal(contest.counted, 6);
  assert.deepEqual(contest.byStanding, {
    signed: 1,
    differs: 1,
    unverified: 1,
    stated: 1,
    merged: 2,
    committed: 2,
    awaited: 4,
  });
  // The signed figures stand where the record has others.
  assert.equal(contest.counts['votes/1'], sumOf(log, ids.slice(0, 6), 'votes/all/1'));
  assert.equal(contest.counts.cast, sumOf(log, ids.slice(0, 6), 'cast'));
  const sure = ids.slice(0, 6).filter((id) => id !== ids[2]);
  assert.equal(contest.without?.['votes/1'], sumOf(log, sure, 'votes/all/1'));
  assert.deepEqual(contest.turnout, {
    cast: sumOf(log, ids.slice(0, 6), 'cast'),
    registered: sumOf(log, ids.slice(0, 6), 'registered'),
    units: 6,
  });
  assert.equal(
    Object.values(contest.seats ?? {}).reduce((sum, seats) => sum + seats, 0),
    60,
  );
  const [{ id: area }] = log.definition.areas.filter(({ parent }) => parent !== undefined);
  const own = log.definition.units.filter((unit) => unit.area === area).map(({ id }) => id);
  // The two that were merged stand in the sums of the whole country only.
  const counted = own.filter((id) => ids.indexOf(id) < 4);
  const [sums] = reckoned.areas.get(area) ?? [];
  assert.equal(sums.counted, counted.length);
  assert.equal(sums.counts['votes/2'], sumOf(log, counted, 'votes/all/2'));
  const differs = reckoned.units.get(`assembly\n${ids[1]}`);
  assert.deepEqual(differs?.judged?.differences, [
    { field: 'votes/all/1', shown: 1, committed: returns[1].return.counts['votes/all/1'] },
  ]);
  const read = parseTotal(totalText(reckoned.total));
  assert.ok(read.ok);
  assert.deepEqual(read.value, reckoned.total);
});

test('a correction replaces; one without a return over a signed one is unverified', () => {
  const log = openTestLog({ units: 6 });
  const [first, second] = unitIds(log);
  log.release(log.returnOf(first));
  log.release(log.returnOf(second));
  const counts = { ...log.counts.get(first), cast: 999 };
  log.release(log.returnOf(first, { counts, supersedes: '0'.repeat(64), reason: 'misread' }), { corrects: 1 });
  log.record({ of: { kind: 'unit', id: second }, units: [second], counts: { cast: 5 }, corrects: 2 });
  const { faults, reckoned } = assembled(log);
  assert.deepEqual(faults, []);
  assert.deepEqual(standingsOf(reckoned).slice(0, 2), ['signed', 'unverified']);
  assert.equal(reckoned.total.contests[0].counts.cast, 999 + 5);
  assert.equal(reckoned.total.contests[0].without?.cast, 999);
});

test('a log without records has a total without figures', () => {
  const log = openTestLog({ units: 6 });
  log.commit(log.returnOf(unitIds(log)[0]));
  const { faults, reckoned } = assembled(log);
  assert.deepEqual(faults, []);
  const [contest] = reckoned.total.contests;
  assert.deepEqual([contest.counts, contest.seats, contest.without, contest.counted], [{}, null, null, 0]);
});

const rules: readonly (readonly [string, (log: TestLog, ids: readonly string[]) => void, RegExp])[] = [
  ['a return before any record', (log, [id]) => void log.open(log.returnOf(id)), /no record in front/],
  [
    'a record from before the embargo',
    (log, [id]) => void log.release(log.returnOf(id), { at: '2026-06-07T19:59:59.999Z' }),
    /before the instant/,
  ],
  ['a number left out', (log, [id]) => void log.release(log.returnOf(id), { number: 2 }), /does not follow/],
  [
    'a chain that is broken',
    (log, [id]) => void log.release(log.returnOf(id), { previous: 'a'.repeat(64) }),
    /does not follow/,
  ],
  [
    'a unit twice',
    (log, [id]) => [0, 1].forEach(() => void log.record({ of: { kind: 'unit', id }, units: [id], counts: {} })),
    /in a record already/,
  ],
  [
    'a correction of nothing',
    (log, [id]) => void log.record({ of: { kind: 'unit', id }, units: [id], counts: {}, corrects: 9 }),
    /no record 9/,
  ],
  [
    'a unit that there is none of',
    (log) => void log.record({ of: { kind: 'unit', id: 'x' }, units: ['x'], counts: {} }),
    /no unit x/,
  ],
  [
    'a policy that nobody approved',
    (log, [id]) => void log.record({ of: { kind: 'unit', id }, units: [id], counts: {}, policy: 'b'.repeat(64) }),
    /its policy/,
  ],
  [
    'a second opening',
    (log) => {
      log.entries.push(log.entries[0]);
    },
    /entry 0 and no other/,
  ],
  [
    'a bulletin out of turn',
    (log) =>
      void log.append({
        format: 'pollwarden-log/1',
        kind: 'bulletin',
        number: 2,
        manifest: 'c'.repeat(64),
        total: 'c'.repeat(64),
        at: '2026-06-07T20:00:00Z',
      }),
    /bulletin 2 where 1/,
  ],
  [
    'a definition without its end',
    (log) =>
      void log.append({
        format: 'pollwarden-log/1',
        kind: 'definition',
        definition: 'c'.repeat(64),
        part: 1,
        of: 2,
        text: '{',
      }),
    /1 of 2 parts/,
  ],
  [
    'a definition that is another',
    (log) =>
      void log.append({
        format: 'pollwarden-log/1',
        kind: 'definition',
        definition: 'c'.repeat(64),
        part: 1,
        of: 1,
        text: '{}',
      }),
    /not what it says/,
  ],
];

for (const [name, breaks, said] of rules) {
  test(`a rule of order: ${name}`, () => {
    const log = openTestLog({ units: 6 });
    breaks(log, unitIds(log));
    const { faults } = assembled(log);
    assert.match(faults[0]?.detail ?? 'no fault', said);
    assert.ok(faults.every(({ entry }) => entry !== undefined));
  });
}

test('a commitment that is opened to another return, and a salt of other signatures', () => {
  const log = openTestLog({ units: 6 });
  const [id] = unitIds(log);
  const [own, other] = [log.returnOf(id), log.returnOf(id, { counts: { ...log.counts.get(id), cast: 1 } })];
  const place = log.commit(own);
  log.record({ of: { kind: 'unit', id }, units: [id], return: log.hashOf(other), counts: other.return.counts });
  const salt = 'd'.repeat(64);
  log.append({ format: 'pollwarden-log/1', kind: 'return', commitment: place, salt, signed: other });
  const { faults, reckoned } = assembled(log);
  assert.equal(faults[0].code, 'COMMITMENT_BROKEN');
  assert.equal(faults[0].unit, id);
  assert.equal(standingsOf(reckoned)[0], 'unverified');
});

test('a record and a return longer than an entry stand in parts, and count', () => {
  const log = openTestLog({ units: 4000, areas: 4 });
  const ids = unitIds(log);
  const counts = Object.fromEntries(Array.from({ length: 900 }, (_, i) => [`votes/all/${'x'.repeat(90)}${i}`, i]));
  log.releaseTogether('lowmere', ids, { units: ids.map((id) => id), counts: { ...counts, cast: 7 } });
  const parts = log.entries.filter((bytes) => Buffer.from(bytes).includes('"kind":"part"'));
  assert.ok(parts.length > 1);
  const { faults, reckoned } = assembled(log);
  assert.deepEqual(faults, []);
  assert.equal(reckoned.total.contests[0].counted, 4000);
  assert.equal(reckoned.total.contests[0].counts.cast, 7);
});

test('13,000 units: assembled, and every figure is the sum of its parts', () => {
  const log = openTestLog({ units: 13_000, areas: 200, options: 8 });
  for (const id of unitIds(log))
    log.record({ of: { kind: 'unit', id }, units: [id], counts: log.counts.get(id) ?? {} });
  const { faults, reckoned } = assembled(log);
  assert.deepEqual(faults, []);
  const [contest] = reckoned.total.contests;
  assert.equal(contest.counted, 13_000);
  assert.equal(contest.counts['votes/8'], sumOf(log, unitIds(log), 'votes/all/8'));
  const districts = [...reckoned.areas].filter(([id]) => id !== 'lowmere').map(([, [sums]]) => sums.counts['votes/8']);
  assert.equal(
    districts.reduce((sum, votes) => sum + votes, 0),
    contest.counts['votes/8'],
  );
});
