// Watchlists and calendar in the ledger: kept, replaced, removed, audited; the matcher follows every change.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Ledger } from './ledger.ts';
import { temporaryLedger } from './testing/temporary-ledger.ts';
import {
  createWatchlist,
  currentPhase,
  declaredNetworks,
  listWatchlists,
  removeWatchlist,
  replaceWatchlist,
  watchMatcher,
  writeCalendar,
} from './watchlists.ts';

const by = { actor: { kind: 'person', id: 'person-1' } } as const;
const topic = (name: string, value: string) =>
  ({ kind: 'topic', name, note: '', items: [{ form: 'hashtag', value }] }) as const;
const touches = (ledger: Ledger, tag: string): readonly string[] =>
  watchMatcher(ledger).touches({ layer: 'hashtag', object: tag, sample: null });

void test('the matcher follows what is added, replaced and removed', (t) => {
  const { ledger } = temporaryLedger(t);
  assert.deepEqual(touches(ledger, 'vote'), []);
  const { id } = createWatchlist(ledger, topic('Vote', '#vote'), by);
  assert.deepEqual(touches(ledger, 'vote'), ['Vote']);
  replaceWatchlist(ledger, id, topic('Ballot', '#ballot'), by);
  assert.deepEqual([touches(ledger, 'vote'), touches(ledger, 'ballot')], [[], ['Ballot']]);
  removeWatchlist(ledger, id, by);
  assert.deepEqual(touches(ledger, 'ballot'), []);
  assert.deepEqual(ledger.db.prepare('SELECT count(*) AS n FROM watchlist_items').get()?.n, 0);
});

void test('names are taken once, whatever their case and accents; the kind stays', (t) => {
  const { ledger } = temporaryLedger(t);
  const { id } = createWatchlist(ledger, topic('Élection', '#a'), by);
  assert.throws(() => createWatchlist(ledger, topic('ELECTION', '#b'), by), /NAME_TAKEN/);
  assert.throws(() => replaceWatchlist(ledger, id, { ...topic('x y', '#a'), kind: 'officialName' }, by), /CONFLICT/);
  assert.throws(() => removeWatchlist(ledger, 'none', by), /NOT_FOUND/);
  assert.deepEqual(
    listWatchlists(ledger).map(({ name }) => name),
    ['Élection'],
  );
});

void test('only lists of accounts are declared networks', (t) => {
  const { ledger } = temporaryLedger(t);
  createWatchlist(ledger, topic('Vote', '#vote'), by);
  const items = [{ form: 'account', value: `acc_${'a'.repeat(26)}` }] as const;
  createWatchlist(ledger, { kind: 'account', name: 'Chain', note: '', items }, by);
  assert.deepEqual(declaredNetworks(ledger), [{ name: 'Chain', accounts: [`acc_${'a'.repeat(26)}`] }]);
});

void test('a calendar that is refused leaves the one before', (t) => {
  const { ledger, clock } = temporaryLedger(t);
  const phases = [{ phase: 'campaign', from: '2026-05-01', to: '2026-06-05' }] as const;
  writeCalendar(ledger, [{ name: 'Vote', timeZone: 'UTC', phases }], by);
  assert.throws(
    () => writeCalendar(ledger, [{ name: 'Vote', timeZone: 'Nowhere', phases: [] }], by),
    /CALENDAR_INVALID/,
  );
  assert.equal(currentPhase(ledger, clock.now)?.phase, 'campaign');
});
