// The clock of a release in the ledger: set forward and back, another start of the machine.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { takeStep } from './release-steps.ts';
import {
  arriveOnBoth,
  embargoAt,
  events,
  first,
  night,
  passes,
  resumeRelease,
  startRelease,
  votes,
} from './testing/release-night.ts';

test('the embargo passes only under a clock that two persons confirmed', async (t) => {
  await t.test('set forward: nothing flows, and it is on record', (inner) => {
    const { ledger, clock, run } = night(inner);
    arriveOnBoth(ledger, 'u00', votes(100, 50, 7));
    startRelease(ledger, clock);
    clock.wall += 3_700_000;
    clock.monotonic += 1000;
    assert.equal(run(), 0);
    assert.ok(events(ledger).includes('release.clockDoubted'));
    // Set right again, it is believed again.
    clock.wall -= 3_699_000;
    assert.equal(run(), 0);
    assert.ok(events(ledger).includes('release.clockAgreed'));
    passes(clock, embargoAt - clock.wall);
    assert.equal(run(), 1);
  });
  await t.test('the machine started anew: two persons say again that it is right', (inner) => {
    const { ledger, clock, run } = night(inner);
    arriveOnBoth(ledger, 'u00', votes(100, 50, 7));
    startRelease(ledger, clock);
    passes(clock, 3_700_000);
    Object.assign(clock, { boot: 'two', monotonic: 5 });
    assert.equal(run(), 0);
    takeStep(ledger, 'small', 'hold', first, {});
    resumeRelease(ledger, clock);
    assert.equal(run(), 1);
  });
  await t.test('set back after the embargo passed: what flows goes on flowing', (inner) => {
    const { ledger, clock, run } = night(inner);
    arriveOnBoth(ledger, 'u00', votes(100, 50, 7));
    startRelease(ledger, clock);
    passes(clock, 3_600_000);
    assert.equal(run(), 1);
    clock.wall -= 86_400_000;
    arriveOnBoth(ledger, 'u01', votes(100, 50, 7));
    assert.equal(run(), 1);
  });
});
