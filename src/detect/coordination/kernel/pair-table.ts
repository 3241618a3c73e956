// A table of pairs with additive statistics: open addressing over typed arrays, keyed by two uint32.
// Statistics only add up, so that panes of a stream can be merged and dropped.

export type PairTable = {
  /** Pairs in the table; entries 0 to size - 1 are in order of first insertion. */
  readonly size: () => number;
  /** Entry of the unordered pair, or -1. */
  readonly find: (x: number, y: number) => number;
  /** Entry of the unordered pair, inserted with zero statistics when it is new. */
  readonly entry: (x: number, y: number) => number;
  /**
   * Counts one meeting of x and y: `count` and `lagSum` grow, `first` and `last` widen to `timeSeconds`, and `objects`
   * grows when `object` differs from that of the pair's last meeting (feed the meetings object by object).
   */
  readonly add: (x: number, y: number, object: number, lagSeconds: number, timeSeconds: number) => number;
  /** Adds all of another table's statistics (whose objects are taken to be other objects). */
  readonly merge: (other: PairTable) => void;
  readonly clear: () => void;
  /** Views of the entries' columns; valid until the next insertion. `a` < `b`. */
  readonly columns: () => PairColumns;
};

export type PairColumns = {
  readonly a: Uint32Array;
  readonly b: Uint32Array;
  /** Meetings (pairs of shares) within the window. */
  readonly count: Uint32Array;
  /** Distinct objects of these meetings. */
  readonly objects: Uint32Array;
  /** Sum of lags in seconds. */
  readonly lagSum: Float64Array;
  /** Times in seconds of the first and the last meeting. */
  readonly first: Float64Array;
  readonly last: Float64Array;
};

/** Mixes two 32-bit integers into a well-spread 32-bit hash (the finaliser of MurmurHash3 over a combination). */
function hashPair(a: number, b: number): number {
  let h = Math.imul(a, 0x9e3779b1) ^ (Math.imul(b, 0x85ebca77) + (a >>> 15));
  h = Math.imul(h ^ (h >>> 16), 0x7feb352d);
  h = Math.imul(h ^ (h >>> 15), 0x846ca68b);
  return (h ^ (h >>> 16)) >>> 0;
}

/** Growable columns of a table with room for `capacity` entries. */
function columnsOf(capacity: number, old?: PairColumns & { lastObject: Uint32Array }) {
  const fresh = {
    a: new Uint32Array(capacity),
    b: new Uint32Array(capacity),
    count: new Uint32Array(capacity),
    objects: new Uint32Array(capacity),
    lagSum: new Float64Array(capacity),
    first: new Float64Array(capacity),
    last: new Float64Array(capacity),
    lastObject: new Uint32Array(capacity),
  };
  if (old !== undefined) {
    for (const name of ['a', 'b', 'count', 'objects', 'lastObject'] as const) fresh[name].set(old[name]);
    for (const name of ['lagSum', 'first', 'last'] as const) fresh[name].set(old[name]);
  }
  return fresh;
}

/** A table that starts with room for `expected` pairs and grows as needed. */
export function createPairTable(expected = 1024): PairTable {
  let capacity = Math.max(16, expected);
  let slotCount = 32;
  while (slotCount < capacity * 2) slotCount *= 2;
  let slots = new Uint32Array(slotCount);
  let mask = slotCount - 1;
  let columns = columnsOf(capacity);
  let size = 0;

  const grow = (): void => {
    capacity *= 2;
    columns = columnsOf(capacity, columns);
    while (slotCount < capacity * 2) slotCount *= 2;
    slots = new Uint32Array(slotCount);
    mask = slotCount - 1;
    for (let e = 0; e < size; e++) {
      let slot = hashPair(columns.a[e], columns.b[e]) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = e + 1;
    }
  };

  const probe = (a: number, b: number): number => {
    let slot = hashPair(a, b) & mask;
    for (let e = slots[slot]; e !== 0; e = slots[slot]) {
      if (columns.a[e - 1] === a && columns.b[e - 1] === b) return slot;
      slot = (slot + 1) & mask;
    }
    return slot;
  };

  const find = (x: number, y: number): number => slots[x < y ? probe(x, y) : probe(y, x)] - 1;

  const entry = (x: number, y: number): number => {
    const a = x < y ? x : y;
    const b = x < y ? y : x;
    let slot = probe(a, b);
    if (slots[slot] !== 0) return slots[slot] - 1;
    if (size === capacity) {
      grow();
      slot = probe(a, b);
    }
    columns.a[size] = a;
    columns.b[size] = b;
    columns.first[size] = Number.POSITIVE_INFINITY;
    columns.last[size] = Number.NEGATIVE_INFINITY;
    columns.lastObject[size] = 0xffffffff;
    slots[slot] = ++size;
    return size - 1;
  };

  const add = (x: number, y: number, object: number, lagSeconds: number, timeSeconds: number): number => {
    const e = entry(x, y);
    columns.count[e]++;
    if (columns.lastObject[e] !== object) {
      columns.objects[e]++;
      columns.lastObject[e] = object;
    }
    columns.lagSum[e] += lagSeconds;
    if (timeSeconds < columns.first[e]) columns.first[e] = timeSeconds;
    if (timeSeconds > columns.last[e]) columns.last[e] = timeSeconds;
    return e;
  };

  const merge = (other: PairTable): void => {
    const from = other.columns();
    for (let i = 0; i < from.a.length; i++) {
      const e = entry(from.a[i], from.b[i]);
      columns.count[e] += from.count[i];
      columns.objects[e] += from.objects[i];
      columns.lagSum[e] += from.lagSum[i];
      columns.first[e] = Math.min(columns.first[e], from.first[i]);
      columns.last[e] = Math.max(columns.last[e], from.last[i]);
    }
  };

  const clear = (): void => {
    slots.fill(0);
    for (const column of Object.values(columns)) column.fill(0, 0, size);
    size = 0;
  };

  return {
    size: () => size,
    find,
    entry,
    add,
    merge,
    clear,
    columns: () => ({
      a: columns.a.subarray(0, size),
      b: columns.b.subarray(0, size),
      count: columns.count.subarray(0, size),
      objects: columns.objects.subarray(0, size),
      lagSum: columns.lagSum.subarray(0, size),
      first: columns.first.subarray(0, size),
      last: columns.last.subarray(0, size),
    }),
  };
}
