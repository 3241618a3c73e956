// The demonstration's polling day at any hour at which somebody may start it: hours that hold, nothing told of the future,
// something to see and something still to come.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { generateElection } from '../../../generate/returns/election.ts';
import { boardCounts, boardOf } from '../../../results/polling-day/board.ts';
import { localInstant } from '../../../results/polling-day/local-instant.ts';
import { demonstrationDay } from './polling-day.ts';

const day = '2026-06-07';
const { definition } = generateElection({
  ...{ seed: 4, election: 'lowmere', units: 180, areas: 12, options: 4, candidates: 0 },
  day,
});

test('at every hour of the day the board has life and nothing is told of the future', () => {
  for (let hour = 0; hour < 24; hour++) {
    const now = Date.parse(`${day}T00:30:00+02:00`) + hour * 3_600_000;
    const { hours, before, after } = demonstrationDay(definition, now, 4);
    assert.match(hours.opens, /^\d\d:\d\d$/);
    assert.ok(hours.opens < hours.closes && hours.closes <= '23:59', `${hours.opens} to ${hours.closes}`);
    assert.ok(before.every(({ reportedAt }) => reportedAt <= now));
    const at = (time: string): number => localInstant(day, time, definition.timeZone);
    const reports = before.map((report, i) => ({ ...report, number: i + 1, enteredAt: now, enteredBy: 'x' }));
    const clock = { opensAt: at(hours.opens), closesAt: at(hours.closes), now };
    const { phases, help } = boardCounts(boardOf(definition.units, definition.areas, reports, clock));
    assert.ok(phases.open > 0 && phases.closed > 0 && help > 0, `hour ${hour}`);
    assert.ok(after.length > 5);
  }
});
