// The list of findings with bounds so small that every way of answering is taken: summary, index, scan, bounded walk.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from '../kernel/random.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { eachRow, listRows } from '../ledger/list.ts';
import type { ListSpec } from '../ledger/list-sql.ts';
import { temporaryLedger } from '../ledger/testing/temporary-ledger.ts';
import type { Finding } from './finding.ts';
import { findingList } from './list-spec.ts';
import { findingSorts } from './query-keys.ts';
import { countFindings } from './read.ts';
import { findingOf } from './rows.ts';
import { addManyFindings } from './testing/many-findings.ts';

const day = 86_400_000;
const tight: ListSpec = { ...findingList, bounds: { countedRows: 20, fewRows: 15, walkedRows: 40 } };

const allFindings = (ledger: Ledger): readonly Finding[] =>
  [...eachRow(ledger, findingList, {}, { now: ledger.now() })].map(findingOf);

const queries: readonly (readonly [string, (finding: Finding, now: number) => boolean])[] = [
  ['', () => true],
  ['state:new', ({ state }) => state === 'new'],
  [
    '-state:dismissed severity:severe,critical',
    (f) => f.state !== 'dismissed' && ['severe', 'critical'].includes(f.severity),
  ],
  [
    'severity:>=warning state:new seen:<60d',
    (f, now) => f.severity !== 'notice' && f.state === 'new' && f.lastSeen > now - 60 * day,
  ],
  ['severity:<severe', ({ severity }) => severity === 'notice' || severity === 'warning'],
  ['-severity:>warning', ({ severity }) => severity === 'notice' || severity === 'warning'],
  ['severity:>critical', () => false],
  ['phase:none', ({ phase }) => phase === undefined],
  ['layer:text,media', ({ layers }) => layers.includes('text') || layers.includes('media')],
  ['-layer:url', ({ layers }) => !layers.includes('url')],
  ['declared:yes', ({ declared }) => declared !== undefined],
  ['network:"network 1"', ({ declared }) => declared?.toLowerCase().includes('network 1') === true],
  ['watchlisted:yes', ({ watchlisted }) => watchlisted.length > 0],
  ['watch:"Watchlist 3"', ({ watchlisted }) => watchlisted.includes('Watchlist 3')],
  ['assigned:none', ({ assignedTo }) => assignedTo === undefined],
  ['assigned:me', ({ assignedTo }) => assignedTo === 'person-1'],
  ['accounts:>20', ({ accounts }) => accounts > 20],
  ['accounts:>20 seen:<30d', (f, now) => f.accounts > 20 && f.lastSeen > now - 30 * day],
  ['created:>60d seen:<61d', (f, now) => f.createdAt < now - 60 * day && f.lastSeen > now - 61 * day],
  ['q:none', ({ qValue }) => qValue === undefined],
  ['q:<0.01', ({ qValue }) => qValue !== undefined && qValue < 0.01],
  ['revision:>4 -state:new', ({ revision, state }) => revision > 4 && state !== 'new'],
  ['reposts', ({ title }) => title.includes('reposts')],
  ['coordinated links', ({ title }) => title.includes('links')],
  ['-coordinated', () => false],
  ['-links accounts:>10', ({ title, accounts }) => !title.includes('links') && accounts > 10],
  ['technique:T0119 objects:<9', ({ objects }) => objects < 9],
  ['nothing', () => false],
];

void test('every query in every order finds exactly what a plain filter finds, page by page', (t) => {
  const { ledger } = temporaryLedger(t);
  addManyFindings(ledger, 400, seededRandom(5));
  const now = ledger.now();
  const findings = allFindings(ledger);
  assert.equal(findings.length, 400);
  for (const [q, keep] of queries) {
    const expected = findings.filter((finding) => keep(finding, now)).map(({ id }) => id);
    for (const key of findingSorts) {
      const sort = `-${key}`;
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const request = { q, sort, limit: 17, ...(cursor === undefined ? {} : { cursor }) };
        const page = listRows(ledger, tight, request, { now, me: 'person-1' });
        assert.ok(page.rows.length <= 17);
        assert.ok(page.atLeast ? page.matching <= expected.length : page.matching === expected.length, `${q} ${sort}`);
        seen.push(...page.rows.map(({ id }) => String(id)));
        cursor = page.next;
      } while (cursor !== undefined);
      assert.deepEqual(seen.toSorted(), expected.toSorted(), `${q} by ${sort}`);
      assert.equal(new Set(seen).size, seen.length);
    }
  }
});

void test('the summary counts what is there, through changes and deletions', (t) => {
  const { ledger } = temporaryLedger(t);
  addManyFindings(ledger, 300, seededRandom(6));
  const check = (): void => {
    const findings = allFindings(ledger);
    const counts = countFindings(ledger, 'person-1');
    assert.equal(counts.all, findings.length);
    for (const [state, n] of Object.entries(counts.state))
      assert.equal(n, findings.filter((f) => f.state === state).length);
    for (const [name, n] of Object.entries(counts.severity)) {
      assert.equal(n, findings.filter((f) => f.severity === name).length);
    }
    const open = findings.filter((f) => f.assignedTo === 'person-1' && ['new', 'examined'].includes(f.state));
    assert.equal(counts.mine, open.length);
  };
  check();
  ledger.db.exec("UPDATE findings SET state = 'confirmed', assigned_to = 'person-1' WHERE row % 3 = 0");
  ledger.db.exec("UPDATE findings SET state = 'examined' WHERE row % 6 = 0");
  check();
  ledger.db.exec('DELETE FROM findings WHERE row % 5 = 0');
  check();
});
