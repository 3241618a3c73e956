// What is believed of a clock, under clocks that jump in every way.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { clockToleranceMilliseconds, judgeClock } from './clock.ts';

const base = { wall: 1_800_000_000_000, monotonic: 50_000, boot: 'a' };

test('never more time than has passed: whatever the clock shows, what is believed is not ahead of the counter', () => {
  fc.assert(
    fc.property(fc.nat(10 ** 9), fc.integer({ min: -(10 ** 9), max: 10 ** 9 }), (passed, jump) => {
      const { time, doubt } = judgeClock(base, {
        wall: base.wall + passed + jump,
        monotonic: base.monotonic + passed,
        boot: 'a',
      });
      if (Math.abs(jump) > clockToleranceMilliseconds) assert.equal(doubt, jump > 0 ? 'forward' : 'back');
      else assert.equal(doubt, undefined);
      assert.equal(time === undefined, doubt !== undefined);
      if (time !== undefined) assert.ok(time <= base.wall + passed && time <= base.wall + passed + jump);
    }),
  );
});

test('another start of the machine, a counter that went back, and nobody who confirmed it', () => {
  assert.equal(judgeClock(base, { ...base, boot: 'b' }).doubt, 'restarted');
  assert.equal(judgeClock(base, { ...base, monotonic: 1 }).doubt, 'restarted');
  assert.equal(judgeClock(undefined, base).doubt, 'unconfirmed');
});

test('many small steps forward add up to a doubt', () => {
  let wall = base.wall;
  let monotonic = base.monotonic;
  const doubts = Array.from({ length: 20 }, () => {
    wall += 61_000;
    monotonic += 60_000;
    return judgeClock(base, { wall, monotonic, boot: 'a' }).doubt;
  });
  assert.equal(doubts.indexOf('forward'), 5);
});
