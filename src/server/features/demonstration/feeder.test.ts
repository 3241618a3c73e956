// The feeder of a demonstration that is full: it pushes nothing, says why, and goes on when there is room again.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createFeeder } from './feeder.ts';

test('without room no posts come and the reason is shown; with room they do', async () => {
  let room = false;
  let pushed = 0;
  let wake: () => void = () => undefined;
  const changed = new Promise<void>((resolve) => (wake = resolve));
  let first: () => void = () => undefined;
  const arrived = new Promise<void>((resolve) => (first = resolve));
  const place = { startTime: 1_780_000_000, at: 1_780_000_000 };
  const feeder = createFeeder({
    feed: {
      push: async () => {
        pushed++;
        first();
      },
      detect: async () => undefined,
    },
    position: { read: () => place, write: () => undefined },
    stream: { seed: 1, posts: 1000, days: 14 },
    daysBefore: 1,
    speed: 600,
    now: () => (place.startTime + 14 * 86_400) * 1000,
    hasRoom: () => room,
    changed: () => wake(),
    failed: (error) => assert.fail(String(error)),
  });
  feeder.begin();
  await changed;
  assert.equal(pushed, 0);
  assert.equal(feeder.state().state, 'stopped');
  assert.match(feeder.state().problem ?? '', /as much as it may/);
  room = true;
  await arrived;
  await feeder.stop();
  assert.ok(pushed > 0);
  assert.equal(feeder.state().problem, null);
});
