// The running alerts: clocks that are set, the demonstration's folder, stopping.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { type RunningAlerts, startAlerts } from './start.ts';
import type { Ways } from './send.ts';
import { addPerson, addSketch, createWorld, deliveriesOf, escalation, putOnDuty, type World } from './testing/world.ts';

type Clocks = { now: number; monotonic: number };
const run = (world: World, ways: Ways, clocks: Clocks, tickMs = 5): RunningAlerts =>
  startAlerts({
    context: world,
    ways,
    now: () => clocks.now,
    monotonic: () => clocks.monotonic,
    random: () => 0.5,
    tickMs,
    changed: () => undefined,
    failed: (error) => assert.fail(String(error)),
  });

void test('a clock that is set does not make an escalation early or late; time that passes does', async (t) => {
  const world = createWorld();
  t.after(world.close);
  addPerson(world, 'one');
  addPerson(world, 'two');
  putOnDuty(world, 'one', 'two');
  addSketch(world, 'f1');
  const clocks = { now: world.clock.now, monotonic: 0 };
  const alerts = run(world, { sink: join(world.folder, 'outbox') }, clocks);
  const level = (): string | undefined => escalation(world, 'f1')?.level;
  while (level() === undefined) await wait(5);
  for (const jump of [3_600_000, -7_200_000]) {
    const before = escalation(world, 'f1')?.next_at as number;
    clocks.now += jump;
    while (escalation(world, 'f1')?.next_at === before) await wait(5);
    assert.equal(escalation(world, 'f1')?.next_at, before + jump);
    assert.equal(level(), 'first');
  }
  clocks.now += 15 * 60_000;
  clocks.monotonic += 15 * 60_000;
  while (level() === 'first') await wait(5);
  assert.equal(level(), 'second');
  await alerts.stop();
});

void test('in the demonstration every mail is a file that says so, and nothing else leaves', async (t) => {
  const plain = createWorld();
  const world: World = { ...plain, demonstration: true, consoleUrl: 'https://ops.example/demo' };
  t.after(plain.close);
  addPerson(world, 'ann');
  const outbox = join(world.folder, 'outbox');
  const clocks = { now: world.clock.now, monotonic: 0 };
  // Its first look is over when the finding comes, and the next tick is far off: being told must be enough.
  const alerts = run(world, { sink: outbox }, clocks, 3_600_000);
  await Promise.resolve();
  addSketch(world, 'f1', { title: 'Group' });
  alerts.wake();
  while (deliveriesOf(world)[0]?.state !== 'sent') await wait(5);
  await alerts.stop();
  const files = readdirSync(outbox);
  assert.equal(files.length, 1);
  assert.match(files[0], /^2026-06-03T12-00-00-000Z-[0-9a-f]{16}\.eml$/);
  const text = readFileSync(join(outbox, files[0]), 'utf8');
  assert.match(text, /^Subject: \[DEMONSTRATION\] \[Pollwarden\] Severe: Group\r$/m);
  assert.match(text, /^To: ann@ops\.example\r$/m);
  assert.match(text, /^Auto-Submitted: auto-generated\r$/m);
  assert.match(text, /DEMONSTRATION: generated data/);
  assert.match(text.replaceAll('=\r\n', ''), /https:\/\/ops\.example\/demo\/acknowledge#/);
});

void test('what was cut off in an attempt writes the same file again', async (t) => {
  const world = createWorld();
  t.after(world.close);
  addPerson(world, 'ann');
  const outbox = join(world.folder, 'outbox');
  const clocks = { now: world.clock.now, monotonic: 0 };
  addSketch(world, 'f1');
  const first = run(world, { sink: outbox }, clocks);
  while (deliveriesOf(world)[0]?.state !== 'sent') await wait(5);
  await first.stop();
  world.ledger.db.exec("UPDATE alert_deliveries SET state = 'sending'");
  const again = run(world, { sink: outbox }, clocks);
  while (deliveriesOf(world)[0]?.state !== 'sent') await wait(5);
  await again.stop();
  assert.equal(readdirSync(outbox).length, 1);
  assert.equal(deliveriesOf(world)[0].attempts, 2);
});
