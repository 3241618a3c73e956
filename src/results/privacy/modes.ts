// When totals of several groups and the modes of them all together may both be published. Browser-safe.
//
// Let groups i have cells of voters by mode m, with the totals of each group published and each mode's total over all
// groups. What a reader can single out by adding and subtracting is a set of cells whose members are those with
// a(i) + b(m) = 1 and whose others have a(i) + b(m) = 0, for whole numbers a and b, over the cells that hold anybody: an
// empty cell hides nothing, which is how "the only paper vote outside that station" is found. All b are tried.

/** Beyond this many modes the search is not made, and nothing is published by mode. */
const mostModes = 4;

/** What b singles out of one group: undefined where b is none for it; `free` where the group is in or out as a whole. */
function singledOut(voters: readonly number[], b: readonly number[]): number | 'free' | undefined {
  let least = Infinity;
  let most = -Infinity;
  for (let m = 0; m < b.length; m++) {
    if (voters[m] === 0) continue;
    least = Math.min(least, b[m]);
    most = Math.max(most, b[m]);
  }
  if (most <= least) return 'free';
  if (most > least + 1) return undefined;
  return voters.reduce((sum, count, m) => sum + (count > 0 && b[m] === most ? count : 0), 0);
}

/** All b with b(0) = 0 that can differ along a chain of modes. */
function* offsets(modes: number): Generator<readonly number[]> {
  const reach = modes - 1;
  const b = Array.from({ length: modes }, (_, m) => (m === 0 ? 0 : -reach));
  for (;;) {
    yield b;
    let m = 1;
    while (m < modes && b[m] === reach) b[m++] = -reach;
    if (m >= modes) return;
    b[m]++;
  }
}

/**
 * Whether no set that can be singled out has more than 0 and fewer than `minimum` voters. Groups whose own totals are
 * under the minimum are the caller's to avoid.
 */
export function splittable(groups: readonly (readonly number[])[], minimum: number): boolean {
  const modes = groups[0]?.length ?? 0;
  if (modes > mostModes) return false;
  for (const b of offsets(modes)) {
    let sum = 0;
    for (const voters of groups) {
      const part = singledOut(voters, b);
      if (part === undefined) {
        sum = 0;
        break;
      }
      if (part !== 'free') sum += part;
      if (sum >= minimum) break;
    }
    if (sum > 0 && sum < minimum) return false;
  }
  return true;
}
