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

type Columns = {
  a: Uint32Array;
  b: Uint32Array;
  count: Uint32Array;
  objects: Uint32Array;
  lagSum: Float64Array;
  first: Float64Array;
  last: Float64Array;
  lastObject: Uint32Array;
};

const wholeNames = ['a', 'b', 'count', 'objects', 'lastObject'] as const;
const realNames = ['lagSum', 'first', 'last'] as const;

type State = { capacity: number; slots: Uint32Array; columns: Columns; size: number };

/** Columns with room for `capacity` entries that start with those of `old`. */
function columnsOf(capacity: number, old?: Columns): Columns {
  const fresh: Columns = {
    a: new Uint32Array(capacity),
    b: new Uint32Array(capacity),
    count: new Uint32Array(capacity),
    objects: new Uint32Array(capacity),
    lagSum: new Float64Array(capacity),
    first: new Float64Array(capacity),
    last: new Float64Array(capacity),
    lastObject: new Uint32Array(capacity),
  };
  if (old === undefined) return fresh;
  for (const name of wholeNames) fresh[name].set(old[name]);
  for (const name of realNames) fresh[name].set(old[name]);
  return fresh;
}

/** Slots for `capacity` entries: a power of two, at most half full. */
function slotsFor(capacity: number): Uint32Array {
  return new Uint32Array(2 ** Math.ceil(Math.log2(capacity * 2)));
}

/** A table that starts with room for `expected` pairs and grows as needed. */
export function createPairTable(expected = 1024): PairTable {
  const capacity = Math.max(16, expected);
  const state: State = { capacity, slots: slotsFor(capacity), columns: columnsOf(capacity), size: 0 };
  return {
    size: () => state.size,
    find: (x, y) => state.slots[x < y ? probe(state, x, y) : probe(state, y, x)] - 1,
    entry: (x, y) => entry(state, x, y),
    add: (x, y, object, lagSeconds, timeSeconds) => add(state, x, y, object, lagSeconds, timeSeconds),
    merge: (other) => merge(state, other.columns()),
    clear: () => {
      state.slots.fill(0);
      for (const name of wholeNames) state.columns[name].fill(0, 0, state.size);
      for (const name of realNames) state.columns[name].fill(0, 0, state.size);
      state.size = 0;
    },
    columns: () => {
      const { columns, size } = state;
      return {
        a: columns.a.subarray(0, size),
        b: columns.b.subarray(0, size),
        count: columns.count.subarray(0, size),
        objects: columns.objects.subarray(0, size),
        lagSum: columns.lagSum.subarray(0, size),
        first: columns.first.subarray(0, size),
        last: columns.last.subarray(0, size),
      };
    },
  };
}

/** The slot of the pair, or the free slot where it belongs. */
function probe({ slots, columns }: State, a: number, b: number): number {
  const mask = slots.length - 1;
  let slot = hashPair(a, b) & mask;
  for (let e = slots[slot]; e !== 0; e = slots[slot]) {
    if (columns.a[e - 1] === a && columns.b[e - 1] === b) return slot;
    slot = (slot + 1) & mask;
  }
  return slot;
}

function entry(state: State, x: number, y: number): number {
  const a = x < y ? x : y;
  const b = x < y ? y : x;
  let slot = probe(state, a, b);
  if (state.slots[slot] !== 0) return state.slots[slot] - 1;
  if (state.size === state.capacity) {
    grow(state);
    slot = probe(state, a, b);
  }
  const { columns, size } = state;
  columns.a[size] = a;
  columns.b[size] = b;
  columns.first[size] = Number.POSITIVE_INFINITY;
  columns.last[size] = Number.NEGATIVE_INFINITY;
  columns.lastObject[size] = 0xffffffff;
  state.slots[slot] = ++state.size;
  return size;
}

function grow(state: State): void {
  state.capacity *= 2;
  state.columns = columnsOf(state.capacity, state.columns);
  state.slots = slotsFor(state.capacity);
  const { slots, columns } = state;
  const mask = slots.length - 1;
  for (let e = 0; e < state.size; e++) {
    let slot = hashPair(columns.a[e], columns.b[e]) & mask;
    while (slots[slot] !== 0) slot = (slot + 1) & mask;
    slots[slot] = e + 1;
  }
}

function add(state: State, x: number, y: number, object: number, lagSeconds: number, timeSeconds: number): number {
  const e = entry(state, x, y);
  const { columns } = state;
  columns.count[e]++;
  if (columns.lastObject[e] !== object) {
    columns.objects[e]++;
    columns.lastObject[e] = object;
  }
  columns.lagSum[e] += lagSeconds;
  if (timeSeconds < columns.first[e]) columns.first[e] = timeSeconds;
  if (timeSeconds > columns.last[e]) columns.last[e] = timeSeconds;
  return e;
}

function merge(state: State, from: PairColumns): void {
  for (let i = 0; i < from.a.length; i++) {
    const e = entry(state, from.a[i], from.b[i]);
    const { columns } = state;
    columns.count[e] += from.count[i];
    columns.objects[e] += from.objects[i];
    columns.lagSum[e] += from.lagSum[i];
    columns.first[e] = Math.min(columns.first[e], from.first[i]);
    columns.last[e] = Math.max(columns.last[e], from.last[i]);
  }
}
