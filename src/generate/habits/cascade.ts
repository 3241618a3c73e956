// Influence without coordination: accounts see what those they follow have shared, and share it soon after.
import type { Random } from '../../kernel/random.ts';
import type { Timing, World } from './types.ts';

/** Up to two accounts that each account follows, met in the audiences they have in common; half follow nobody. */
function drawLeaders(world: World, random: Random): Int32Array {
  const leaders = new Int32Array(2 * world.accountCount).fill(-1);
  const open = Uint8Array.from({ length: world.accountCount }, () => (random.next() < 0.5 ? 2 : 0));
  for (let o = 0; o < world.objectCount; o++) {
    const size = world.start[o + 1] - world.start[o];
    for (let i = world.start[o]; i < world.start[o + 1]; i++) {
      const a = world.audience[i];
      const other = world.audience[world.start[o] + random.below(size)];
      if (open[a] === 0 || other === a || random.next() < 0.7) continue;
      open[a]--;
      leaders[2 * a + open[a]] = other;
    }
  }
  return leaders;
}

/**
 * Of those who follow somebody in the audience, six in ten share after their own 20 s to 10 min behind the one they
 * follow; everybody else as `alone` says.
 */
export function cascade(world: World, alone: Timing, random: Random): Timing {
  const leaders = drawLeaders(world, random);
  const reacts = Float64Array.from({ length: world.accountCount }, () => 20 * 30 ** random.next());
  let current = -1;
  const times = new Map<number, number>();
  const spread = (o: number): void => {
    times.clear();
    for (let i = world.start[o]; i < world.start[o + 1]; i++) {
      const a = world.audience[i];
      const seen = times.get(leaders[2 * a]) ?? times.get(leaders[2 * a + 1]);
      const follows = seen !== undefined && random.next() < 0.6;
      times.set(a, follows ? seen + reacts[a] * Math.exp(0.4 * random.normal()) : alone(a, o));
    }
  };
  return (a, o) => {
    if (o !== current) spread(o);
    current = o;
    return times.get(a) ?? alone(a, o);
  };
}
