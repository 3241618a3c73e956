// The table of events over every pair, the board's clocks, and reports that are corrected or told late.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { boardByArea, boardCounts, boardOf, needsHelp, type PollingReport, standingReports } from './board.ts';
import {
  firstState,
  eventKeys,
  type PollingEvent,
  pollingEvents,
  pollingPhases,
  type PollingPhase,
  stateAfter,
} from './events.ts';
import { localInstant } from './local-instant.ts';

const phases: Readonly<Partial<Record<PollingEvent, readonly PollingPhase[]>>> = {
  opened: ['open', 'open', 'open', 'open'],
  interrupted: ['interrupted', 'interrupted', 'interrupted', 'closed'],
  resumed: ['open', 'open', 'open', 'closed'],
  closed: ['closed', 'closed', 'closed', 'closed'],
};

test('every pair of phase and event gives what the table says', () => {
  for (const event of pollingEvents)
    for (const [i, phase] of pollingPhases.entries())
      assert.equal(
        stateAfter({ ...firstState, phase }, event, 5).phase,
        phases[event]?.[i] ?? phase,
        `${phase} ${event}`,
      );
});

test('needs come and go apart from the phase, and end with the close', () => {
  const after = (...events: PollingEvent[]) =>
    Object.keys(events.reduce((state, event, i) => stateAfter(state, event, i), firstState).needs);
  assert.deepEqual(after('opened', 'shortOfBallots', 'onPaper'), ['shortOfBallots', 'onPaper']);
  assert.deepEqual(after('shortOfBallots', 'onPaper', 'ballotsArrived'), ['onPaper']);
  assert.deepEqual(after('withoutRegister', 'registerBack', 'paperEnded'), []);
  assert.deepEqual(after('opened', 'shortOfBallots', 'withoutRegister', 'closed'), []);
});

test('each event that an operator enters has a key of its own', () => {
  const keys = Object.values(eventKeys);
  assert.equal(new Set(keys).size, keys.length);
});

const areas = [
  { id: 'all', name: 'All', level: 'country' },
  { id: 'n', name: 'North', level: 'region', parent: 'all' },
  { id: 's', name: 'South', level: 'region', parent: 'all' },
];
const units = Array.from({ length: 22 }, (_, i) => ({
  id: `u${i}`,
  name: `Station ${i}`,
  area: i < 11 ? 'n' : 's',
  centre: 'c',
}));
const report = (number: number, unit: string, event: PollingEvent, reportedAt: number, more = {}): PollingReport => ({
  ...{ number, unit, event, text: '', caller: 'chair', reportedAt, enteredAt: reportedAt, enteredBy: 'x' },
  supersedes: undefined,
  ...more,
});
const minute = 60_000;
const hours = { opensAt: 100 * minute, closesAt: 800 * minute };

test('late to open by the clock, or before it when nine in ten peers have opened', () => {
  const opened = units.slice(0, 10).map(({ id }, i) => report(i + 1, id, 'opened', 99 * minute));
  const late = (now: number, reports: readonly PollingReport[]) =>
    boardOf(units, areas, reports, { ...hours, now })
      .filter((one) => one.late === 'opening')
      .map(({ unit }) => unit);
  assert.deepEqual(late(101 * minute, opened), ['u10']);
  assert.deepEqual(late(101 * minute, []), []);
  assert.equal(late(115 * minute, opened).length, 12);
});

test('late to close after the hour, save where polling was extended', () => {
  const reports = units.flatMap(({ id }, i) => [
    report(i * 3 + 1, id, 'opened', 100 * minute),
    ...(i === 3 ? [report(i * 3 + 2, id, 'extended', 790 * minute)] : []),
    ...(i < 3 ? [] : i === 3 ? [] : [report(i * 3 + 3, id, 'closed', 800 * minute)]),
  ]);
  const board = (now: number) =>
    boardOf(units, areas, reports, { ...hours, now }).filter(({ late }) => late === 'closing');
  assert.deepEqual(board(799 * minute), []);
  assert.deepEqual(
    board(861 * minute).map(({ unit }) => unit),
    ['u0', 'u1', 'u2'],
  );
});

test('a report that is told late falls into its place', () => {
  const [one] = boardOf(
    units.slice(0, 1),
    areas,
    [
      report(1, 'u0', 'opened', 100 * minute),
      report(2, 'u0', 'closed', 800 * minute),
      report(3, 'u0', 'interrupted', 300 * minute, { enteredAt: 810 * minute }),
    ],
    { ...hours, now: 820 * minute },
  );
  assert.equal(one.phase, 'closed');
  assert.equal(one.last?.number, 2);
});

test('a correction takes the place of what it names, a withdrawal leaves nothing', () => {
  const reports = [
    report(1, 'u0', 'opened', 100 * minute),
    report(2, 'u0', 'interrupted', 200 * minute),
    report(3, 'u0', 'withdrawn', 210 * minute, { supersedes: 2 }),
  ];
  assert.deepEqual(
    standingReports(reports).map(({ number }) => number),
    [1],
  );
  const [one] = boardOf(units.slice(0, 1), areas, reports, { ...hours, now: 220 * minute });
  assert.equal(one.phase, 'open');
  assert.equal(one.reports, 3);
  assert.equal(needsHelp(one), false);
});

test('the order of entry changes nothing where the instants differ, and areas add up', () => {
  const some = fc.array(
    fc.tuple(fc.nat(21), fc.constantFrom(...pollingEvents.filter((event) => event !== 'withdrawn')), fc.nat(900)),
    { maxLength: 40 },
  );
  fc.assert(
    fc.property(some, (list) => {
      const reports = list.map(([unit, event, at], i) => report(i + 1, `u${unit}`, event, at * minute * 50 + i));
      const clock = { ...hours, now: 900 * minute };
      const board = boardOf(units, areas, reports, clock);
      assert.deepEqual(boardOf(units, areas, reports.toReversed(), clock), board);
      const byArea = boardByArea(board, areas, 'region');
      for (const phase of pollingPhases)
        assert.equal(
          byArea.reduce((sum, area) => sum + area.phases[phase], 0),
          boardCounts(board).phases[phase],
        );
    }),
  );
});

test('hours are local, also on the days when the clock changes', () => {
  assert.equal(localInstant('2026-06-07', '07:00', 'Europe/Paris'), Date.parse('2026-06-07T05:00:00Z'));
  assert.equal(localInstant('2026-10-25', '07:00', 'Europe/Paris'), Date.parse('2026-10-25T06:00:00Z'));
  assert.equal(localInstant('2026-03-29', '02:30', 'Europe/Paris'), Date.parse('2026-03-29T01:30:00Z'));
});
