// Reports in the ledger: entered, corrected, withdrawn, refused; the board as a list.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testNoon, temporaryLedger } from '../../ledger/testing/temporary-ledger.ts';
import { saveDraft } from './elections.ts';
import { listStations, pollingBoard } from './polling-board.ts';
import { addReport, hoursOf, pollingReports, setPollingHours } from './polling-day.ts';
import { person, smallElection } from './testing/small-election.ts';

const by = person('operator');
const at = testNoon;
const report = (unit: string, event: Parameters<typeof addReport>[2]['event'], more = {}) => ({
  ...{ unit, event, text: '', caller: 'chair', reportedAt: at },
  supersedes: undefined,
  ...more,
});

test('a report is kept, corrected once, and withdrawn once; nothing is edited', (t) => {
  const { ledger } = temporaryLedger(t);
  saveDraft(ledger, smallElection, by);
  const wrong = addReport(ledger, 'small', report('u00', 'interrupted'), by);
  addReport(ledger, 'small', report('u00', 'onPaper', { supersedes: wrong.number }), by);
  assert.throws(() => addReport(ledger, 'small', report('u00', 'withdrawn', { supersedes: wrong.number }), by), {
    code: 'CONFLICT',
  });
  assert.equal(pollingReports(ledger, 'small', 'u00').length, 2);
  const [one] = pollingBoard(ledger, 'small');
  assert.equal(one.phase, 'awaited');
  assert.deepEqual(Object.keys(one.needs), ['onPaper']);
});

test('what cannot be is refused by name', (t) => {
  const { ledger } = temporaryLedger(t);
  saveDraft(ledger, smallElection, by);
  const { number } = addReport(ledger, 'small', report('u00', 'opened'), by);
  for (const [given, code] of [
    [report('nowhere', 'opened'), 'NOT_FOUND'],
    [report('u00', 'note'), 'INPUT_INVALID'],
    [report('u00', 'withdrawn'), 'INPUT_INVALID'],
    [report('u01', 'withdrawn', { supersedes: number }), 'NOT_FOUND'],
    [report('u00', 'closed', { reportedAt: at + 3_600_000 }), 'INPUT_INVALID'],
    [report('u00', 'closed', { reportedAt: at - 30 * 86_400_000 }), 'INPUT_INVALID'],
    [report('u00', 'closed', { reportedAt: Number.NaN }), 'INPUT_INVALID'],
  ] as const)
    assert.throws(() => addReport(ledger, 'small', given, by), { code });
  for (const hours of [
    { opens: '20:00', closes: '07:00' },
    { opens: '7', closes: '20:00' },
  ])
    assert.throws(() => setPollingHours(ledger, 'small', hours, by), { code: 'INPUT_INVALID' });
});

test('the list answers the query of every list, in pages', (t) => {
  const { ledger } = temporaryLedger(t);
  saveDraft(ledger, smallElection, by);
  setPollingHours(ledger, 'small', { opens: '06:00', closes: '21:30' }, by);
  assert.equal(hoursOf(ledger, 'small').closesAt, Date.parse('2026-06-07T21:30:00Z'));
  addReport(ledger, 'small', report('u00', 'opened'), by);
  addReport(ledger, 'small', report('u13', 'shortOfBallots', { text: '40 left' }), by);
  const found = (q: string, more = {}) =>
    listStations(ledger, 'small', { q, limit: 50, ...more }).items.map(({ unit }) => unit);
  assert.deepEqual(found('phase:open'), ['u00']);
  assert.deepEqual(found('needs:shortOfBallots area:South'), ['u13']);
  assert.deepEqual(found('help:yes'), ['u13']);
  assert.deepEqual(found('"Station 7"'), ['u07']);
  assert.equal(found('late:no').length, 24);
  const page = listStations(ledger, 'small', { limit: 10, sort: '-unit' });
  assert.deepEqual([page.items[0].unit, page.matching, page.all, page.next], ['u23', 24, 24, '10']);
  assert.throws(() => found('phase:asleep'), { code: 'QUERY_INVALID' });
  assert.throws(() => found('', { sort: 'nothing' }), { code: 'INPUT_INVALID' });
});
