// Shifts, overrides, gaps and hand-overs, also on the days on which the clock changes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { checkPlan, dutiesBetween, dutyAt, emptyPlan, gapsIn, type RotaPlan, type Shift } from './rota-plan.ts';

const shifts: readonly Shift[] = [1, 2].flatMap((week) =>
  [1, 2, 3, 4, 5, 6, 7].flatMap((day) => [
    { week, day, handover: 0, first: week === 1 ? 'anna' : 'bert', second: 'chief' },
    { week, day, handover: 1, first: 'night', second: null },
  ]),
);
const plan: RotaPlan = {
  ...emptyPlan,
  enabled: true,
  timeZone: 'Europe/Brussels',
  handovers: ['08:00', '20:00'],
  cycleWeeks: 2,
  startsOn: '2026-03-16',
  shifts,
};
const at = (text: string): number => Date.parse(text);

void test('a shift lasts from its hand-over to the next, and the cycle goes on for ever in both directions', () => {
  assert.deepEqual(dutyAt(plan, at('2026-03-16T07:00:00Z')), {
    from: at('2026-03-16T07:00:00Z'),
    to: at('2026-03-16T19:00:00Z'),
    first: 'anna',
    second: 'chief',
    override: false,
  });
  assert.equal(dutyAt(plan, at('2026-03-16T06:59:59Z')).first, 'night');
  assert.equal(dutyAt(plan, at('2026-03-23T09:00:00Z')).first, 'bert');
  assert.equal(dutyAt(plan, at('2026-03-30T09:00:00Z')).first, 'anna');
  assert.equal(dutyAt(plan, at('2026-03-10T09:00:00Z')).first, 'bert', 'before the first cycle');
});

void test('the night of a change is eleven or thirteen hours long, and hand-over stays at eight', () => {
  const spring = dutyAt(plan, at('2026-03-29T00:00:00Z'));
  assert.equal(spring.to - spring.from, 11 * 3_600_000);
  assert.equal(new Date(spring.to).toISOString(), '2026-03-29T06:00:00.000Z');
  const autumn = dutyAt(plan, at('2026-10-25T00:00:00Z'));
  assert.equal(autumn.to - autumn.from, 13 * 3_600_000);
  assert.equal(new Date(autumn.to).toISOString(), '2026-10-25T07:00:00.000Z');
});

void test('an override replaces both persons, the later one counts, and cuts the shift', () => {
  const from = at('2026-03-16T10:00:00Z');
  const to = at('2026-03-16T12:00:00Z');
  const overridden = {
    ...plan,
    overrides: [
      { from, to, first: 'x', second: null },
      { from: from + 1000, to, first: 'y', second: 'z' },
    ],
  };
  assert.equal(dutyAt(overridden, from).first, 'x');
  assert.deepEqual(dutyAt(overridden, from + 1000), { from: from + 1000, to, first: 'y', second: 'z', override: true });
  assert.equal(dutyAt(overridden, to).first, 'anna');
});

void test('what nobody has is a gap, joined where it touches', () => {
  const holed = { ...plan, shifts: shifts.filter(({ day }) => day !== 7) };
  const duties = dutiesBetween(holed, at('2026-03-15T23:00:00Z'), at('2026-03-22T22:00:00Z'));
  assert.deepEqual(gapsIn(duties), [
    { from: at('2026-03-15T23:00:00Z'), to: at('2026-03-16T07:00:00Z') },
    { from: at('2026-03-22T07:00:00Z'), to: at('2026-03-22T22:00:00Z') },
  ]);
});

void test('duties are without holes and overlaps, and agree with who is on duty at any moment', () => {
  const start = at('2026-03-20T00:00:00Z');
  const moment = fc.integer({ min: start, max: start + 14 * 86_400_000 });
  const override = fc
    .tuple(moment, fc.integer({ min: 1, max: 3 * 86_400_000 }), fc.constantFrom('x', 'y', null))
    .map(([from, length, first]) => ({ from, to: from + length, first, second: null }));
  fc.assert(
    fc.property(fc.array(override, { maxLength: 6 }), moment, (overrides, now) => {
      const some = { ...plan, overrides };
      const duties = dutiesBetween(some, start, start + 15 * 86_400_000);
      duties.forEach((duty, i) => assert.ok(duty.to > duty.from && (i === 0 || duties[i - 1].to === duty.from)));
      const there = duties.find((duty) => duty.from <= now && now < duty.to);
      assert.equal(there?.first, dutyAt(some, now).first);
    }),
    { numRuns: 60 },
  );
});

void test('a plan that cannot be followed is refused with its place', () => {
  const refused = (change: Partial<RotaPlan>, place: RegExp): void =>
    assert.throws(() => checkPlan({ ...plan, ...change }), place);
  refused({ timeZone: 'Europe/Atlantis' }, /timeZone/);
  refused({ startsOn: '2026-03-17' }, /startsOn: is no Monday/);
  refused({ startsOn: '2026-02-30' }, /startsOn: is no date/);
  refused({ handovers: ['20:00', '08:00'] }, /handovers/);
  refused({ shifts: [shifts[0], shifts[0]] }, /the same shift twice/);
  refused({ cycleWeeks: 1 }, /outside the cycle/);
  refused({ shifts: [{ ...shifts[0], second: 'anna' }] }, /first and second/);
  refused({ overrides: [{ from: 2, to: 2, first: 'x', second: null }] }, /ends before/);
  assert.doesNotThrow(() => checkPlan(plan));
  assert.doesNotThrow(() => checkPlan(emptyPlan));
});
