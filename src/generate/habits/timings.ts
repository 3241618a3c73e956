// One timing per kind of habit: when an account shares an object, independent of every other account given the object.
import { type Random, seededRandom } from '../../kernel/random.ts';
import { cascade } from './cascade.ts';
import type { HabitKind, Timing, World } from './types.ts';
import { daySeconds, rhythmSecond } from './world.ts';

type MakeTiming = (world: World, random: Random) => Timing;

const longestDelay = 20 * daySeconds;
const column = (count: number, value: () => number): Float64Array => Float64Array.from({ length: count }, value);

/** A memory of coin tosses per (account, thing): each pair is tossed once. */
function coin(random: Random, chance: (account: number) => number): (account: number, thing: number) => boolean {
  const tossed = new Map<number, boolean>();
  return (account, thing) => {
    const key = account * 65_536 + thing;
    let side = tossed.get(key);
    if (side === undefined) {
      side = random.next() < chance(account);
      tossed.set(key, side);
    }
    return side;
  };
}

const exchangeable: MakeTiming = (world, random) => (_, o) =>
  world.birth[o] + Math.min(longestDelay, Math.exp(world.logPace[o] + 1.6 * random.normal()));

/** Own habitual delay after birth; `median` of the accounts' medians in seconds. */
const latencyAround =
  (median: number): MakeTiming =>
  (world, random) => {
    const habit = column(world.accountCount, () => Math.log(median) + 1.5 * random.normal());
    const spread = column(world.accountCount, () => 0.2 + 0.5 * random.next());
    return (a, o) => world.birth[o] + Math.min(longestDelay, Math.exp(habit[a] + spread[a] * random.normal()));
  };

const latency = latencyAround(1800);

/** Own whole hour of the day, the next one after birth, then an exponential delay of 40 minutes in the mean. */
const hours: MakeTiming = (world, random) => {
  const choices = [7, 8, 8, 9, 12, 13, 13, 19, 20, 20, 21];
  const hour = column(world.accountCount, () => choices[random.below(choices.length)] * 3600);
  return (a, o) => {
    const days = Math.ceil((world.birth[o] - hour[a]) / daySeconds);
    return days * daySeconds + hour[a] + random.exponential(2400);
  };
};

/** Two to six sessions a day by the daily rhythm of the own zone; a share falls into one of the next sessions. */
const zone: MakeTiming = (world, random) => {
  const zones = [-5, -4, -3, 0, 1, 1, 1, 2, 2, 3, 5, 8];
  const shift = column(world.accountCount, () => zones[random.below(zones.length)] * 3600);
  const perDay = column(world.accountCount, () => 2 + random.below(5));
  const base = Math.floor(random.next() * 2 ** 31);
  const sessions = (a: number, day: number): number[] => {
    const own = seededRandom(base ^ a, day);
    return Array.from({ length: perDay[a] }, () => day * daySeconds - shift[a] + rhythmSecond(own)).sort(
      (x, y) => x - y,
    );
  };
  return (a, o) => {
    const ready = world.birth[o] + random.exponential(900);
    for (let day = Math.floor((ready + shift[a]) / daySeconds); ; day++) {
      for (const begin of sessions(a, day)) {
        if (begin + 900 < ready || random.next() < 0.3) continue;
        return Math.max(begin, ready) + random.exponential(480);
      }
    }
  };
};

/** The account's place within the audience is its habit: fast accounts are always early. */
const ownpace: MakeTiming = (world, random) => {
  const habit = column(world.accountCount, () => 0.906 * random.normal());
  return (a, o) => {
    const place = habit[a] + 0.423 * random.normal();
    return world.birth[o] + Math.min(longestDelay, Math.exp(world.logPace[o] + 1.6 * place));
  };
};

/** Posts go out at the next own slot: quarter, half or full hours, or a minute of one's own, with seconds of jitter. */
const scheduled: MakeTiming = (world, random) => {
  const count = world.accountCount;
  const slow = latency(world, random);
  const periods = [900, 1800, 1800, 3600, 3600, 3600];
  const period = column(count, () => (random.next() < 0.85 ? periods[random.below(periods.length)] : 0));
  const minute = column(count, () => (random.next() < 0.3 ? random.below(60) * 60 : 0));
  const jitter = column(count, () => 0.5 + 4 * random.next());
  return (a, o) => {
    const ready = slow(a, o);
    if (period[a] === 0) return ready;
    const slot = Math.ceil((ready - minute[a]) / period[a]) * period[a] + minute[a];
    return slot + random.exponential(jitter[a]);
  };
};

/** Three apps push objects at a moment of their own; subscribers open with a habitual delay of 5 to 120 s. */
const push: MakeTiming = (world, random) => {
  const slow = latency(world, random);
  const app = column(world.accountCount, () => (random.next() < 0.55 ? random.below(3) : -1));
  const opens = column(world.accountCount, () => 5 * 24 ** random.next());
  const moment = column(world.objectCount * 3, () => (random.next() < 0.6 ? random.exponential(1800) : -1));
  return (a, o) => {
    const pushed = app[a] < 0 ? -1 : moment[o * 3 + app[a]];
    if (pushed < 0) return slow(a, o);
    return world.birth[o] + pushed + opens[a] * Math.exp(0.25 * random.normal());
  };
};

/** Viewers of a live event share its moments within their own 10 to 200 s; others come later. */
const match: MakeTiming = (world, random) => {
  const slow = latencyAround(7200)(world, random);
  const keen = column(world.accountCount, () => 0.1 + 0.7 * random.next());
  const reacts = column(world.accountCount, () => 10 * 20 ** random.next());
  const watches = coin(random, (a) => keen[a]);
  return (a, o) => {
    if (world.match[o] < 0 || !watches(a, world.match[o])) return slow(a, o);
    return world.birth[o] + reacts[a] * Math.exp(0.4 * random.normal());
  };
};

/** Followers of an author are notified and share after a short habitual delay; other objects they share slowly. */
const followers: MakeTiming = (world, random) => {
  const slow = latencyAround(7200)(world, random);
  const follows = coin(random, () => 0.5);
  const opens = column(world.accountCount, () => 10 * 30 ** random.next());
  return (a, o) =>
    follows(a, world.author[o]) ? world.birth[o] + opens[a] * Math.exp(0.4 * random.normal()) : slow(a, o);
};

/** Once a day at one's own minute, on the way to work or back; minutes are few and shared by many. */
const commute: MakeTiming = (world, random) => {
  const minute = column(world.accountCount, () => [420, 435, 450, 465, 480, 1020, 1035, 1050][random.below(8)] * 60);
  const ride = column(world.accountCount, () => 60 + 240 * random.next());
  return (a, o) => {
    const days = Math.ceil((world.birth[o] - minute[a]) / daySeconds);
    return days * daySeconds + minute[a] + random.exponential(ride[a]);
  };
};

/** Three letters a day at fixed hours list what is new; subscribers open theirs after a habitual delay, others by latency. */
const digest: MakeTiming = (world, random) => {
  const slow = latency(world, random);
  const hour = [7, 12.5, 18].map((h) => h * 3600);
  const letter = column(world.accountCount, () => (random.next() < 0.6 ? random.below(3) : -1));
  const opens = column(world.accountCount, () => 60 * 60 ** random.next());
  const listed = column(world.objectCount * 3, () => (random.next() < 0.7 ? random.below(12) * 25 : -1));
  return (a, o) => {
    const place = letter[a] < 0 ? -1 : listed[o * 3 + letter[a]];
    if (place < 0) return slow(a, o);
    const days = Math.ceil((world.birth[o] - hour[letter[a]]) / daySeconds);
    return days * daySeconds + hour[letter[a]] + opens[a] * Math.exp(0.3 * random.normal()) + place;
  };
};

/** Active on a few own days of the week, by the daily rhythm. */
const weekdays: MakeTiming = (world, random) => {
  const own = column(world.accountCount, () => random.below(128) & random.below(128));
  const first = column(world.accountCount, () => random.below(7));
  return (a, o) => {
    const born = Math.floor(world.birth[o] / daySeconds);
    for (let day = born; ; day++) {
      const weekday = day % 7;
      if (weekday !== first[a] && ((own[a] >> weekday) & 1) === 0) continue;
      const time = day * daySeconds + rhythmSecond(random);
      if (time >= world.birth[o]) return time;
    }
  };
};

const single: Record<Exclude<HabitKind, 'mixed' | 'cascade'>, MakeTiming> = {
  exchangeable,
  hours,
  zone,
  latency,
  ownpace,
  scheduled,
  push,
  match,
  followers,
  commute,
  digest,
  weekdays,
};

/** Each account draws one of the kinds. */
const mixed: MakeTiming = (world, random) => {
  const all = Object.values(single).map((make) => make(world, random));
  const own = column(world.accountCount, () => random.below(all.length));
  return (a, o) => all[own[a]](a, o);
};

/** The timing of `kind` in `world`; draws from `random` in the order of the calls. */
export function makeTiming(kind: HabitKind, world: World, random: Random): Timing {
  if (kind === 'cascade') return cascade(world, latency(world, random), random);
  return (kind === 'mixed' ? mixed : single[kind])(world, random);
}
