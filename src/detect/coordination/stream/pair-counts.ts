// Meetings of pairs of accounts within each window, in typed arrays: open addressing with linear probing, deletion by
// shifting back, so that a pair that expired leaves nothing behind.

export type PairCounts = {
  /** Adds `delta` to all windows from `firstWindow` on; answers with the count in the largest window. */
  readonly bump: (x: number, y: number, firstWindow: number, delta: 1 | -1) => number;
  /** Into `out`, one count a window; false when the pair never meets. */
  readonly read: (x: number, y: number, out: Uint32Array) => boolean;
  readonly each: (visit: (a: number, b: number, counts: Uint32Array, offset: number) => void) => void;
  readonly size: () => number;
  /** Pairs within each window, over all objects that are counted. */
  readonly within: () => readonly number[];
};

const hashOf = (a: number, b: number): number => {
  let h = Math.imul(a ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(b ^ 0x7f4a7c15, 0xc2b2ae35);
  h = Math.imul(h ^ (h >>> 15), 0x27d4eb2d);
  return (h ^ (h >>> 13)) >>> 0;
};

type Table = { a: Uint32Array; b: Uint32Array; counts: Uint32Array; slots: number; size: number };

const emptyTable = (slots: number, windows: number): Table => ({
  a: new Uint32Array(slots),
  b: new Uint32Array(slots),
  // The count in the largest window is zero where a slot is free.
  counts: new Uint32Array(slots * windows),
  slots,
  size: 0,
});

export function createPairCounts(windows: number): PairCounts {
  let table = emptyTable(4096, windows);
  const within = new Array<number>(windows).fill(0);
  const last = windows - 1;

  const probe = (a: number, b: number): number => {
    const mask = table.slots - 1;
    let slot = hashOf(a, b) & mask;
    while (table.counts[slot * windows + last] !== 0 && (table.a[slot] !== a || table.b[slot] !== b)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  };

  const move = (from: Table, source: number, target: number): void => {
    table.a[target] = from.a[source];
    table.b[target] = from.b[source];
    table.counts.set(from.counts.subarray(source * windows, (source + 1) * windows), target * windows);
  };

  const grow = (): void => {
    const old = table;
    table = emptyTable(old.slots * 2, windows);
    table.size = old.size;
    for (let slot = 0; slot < old.slots; slot++) {
      if (old.counts[slot * windows + last] !== 0) move(old, slot, probe(old.a[slot], old.b[slot]));
    }
  };

  /** Frees a slot and closes the gap it would leave in the runs that pass over it (Knuth 6.4, algorithm R). */
  const free = (slot: number): void => {
    const mask = table.slots - 1;
    let hole = slot;
    for (let next = (slot + 1) & mask; table.counts[next * windows + last] !== 0; next = (next + 1) & mask) {
      const home = hashOf(table.a[next], table.b[next]) & mask;
      if (((next - home) & mask) < ((next - hole) & mask)) continue;
      move(table, next, hole);
      hole = next;
    }
    table.counts.fill(0, hole * windows, (hole + 1) * windows);
    table.size--;
  };

  const bump = (x: number, y: number, firstWindow: number, delta: 1 | -1): number => {
    const a = x < y ? x : y;
    const b = x < y ? y : x;
    let slot = probe(a, b);
    if (table.counts[slot * windows + last] === 0) {
      if (delta < 0) throw new RangeError('a pair that does not meet cannot meet less');
      if (table.size * 2 >= table.slots) {
        grow();
        slot = probe(a, b);
      }
      table.a[slot] = a;
      table.b[slot] = b;
      table.size++;
    }
    for (let w = firstWindow; w < windows; w++) {
      table.counts[slot * windows + w] += delta;
      within[w] += delta;
    }
    const count = table.counts[slot * windows + last];
    if (count === 0) free(slot);
    return count;
  };

  return {
    bump,
    read: (x, y, out) => {
      const slot = probe(x < y ? x : y, x < y ? y : x);
      out.set(table.counts.subarray(slot * windows, (slot + 1) * windows));
      return out[last] !== 0;
    },
    each: (visit) => {
      for (let slot = 0; slot < table.slots; slot++) {
        if (table.counts[slot * windows + last] !== 0)
          visit(table.a[slot], table.b[slot], table.counts, slot * windows);
      }
    },
    size: () => table.size,
    within: () => within,
  };
}
