// Columns that grow: typed arrays that double, dictionaries of strings, sets of pairs of numbers.

export type Dictionary = {
  /** The number of a name; new names get the next one. */
  readonly indexOf: (name: string) => number;
  readonly names: () => readonly string[];
};

export function createDictionary(): Dictionary {
  const indices = new Map<string, number>();
  const names: string[] = [];
  return {
    indexOf: (name) => {
      const known = indices.get(name);
      if (known !== undefined) return known;
      // A copy, so that the piece of file the name was cut from is not held.
      const own = ` ${name}`.slice(1);
      indices.set(own, names.length);
      return names.push(own) - 1;
    },
    names: () => names,
  };
}

export function createNumbers() {
  let values = new Uint32Array(1024);
  let count = 0;
  return {
    push: (value: number): void => {
      if (count === values.length) {
        const larger = new Uint32Array(count * 2);
        larger.set(values);
        values = larger;
      }
      values[count++] = value;
    },
    length: (): number => count,
    array: (): Uint32Array => values.subarray(0, count),
  };
}

export function createTimes() {
  let values = new Float64Array(1024);
  let count = 0;
  return {
    push: (value: number): void => {
      if (count === values.length) {
        const larger = new Float64Array(count * 2);
        larger.set(values);
        values = larger;
      }
      values[count++] = value;
    },
    array: (): Float64Array => values.subarray(0, count),
  };
}

/** A set of pairs of numbers below 2^32 - 1, with open addressing: 8 bytes a slot, at most half of them taken. */
export function createPairSet() {
  let capacity = 2048;
  let firsts = new Uint32Array(capacity);
  let seconds = new Uint32Array(capacity);
  let count = 0;

  /** The slot of the pair, or of the gap where it belongs. Firsts are stored plus one; zero is a gap. */
  const slotOf = (first: number, second: number): number => {
    let slot = mixed(first, second) & (capacity - 1);
    while (firsts[slot] !== 0 && !(firsts[slot] === first + 1 && seconds[slot] === second)) {
      slot = (slot + 1) & (capacity - 1);
    }
    return slot;
  };

  const grow = (): void => {
    const [oldFirsts, oldSeconds] = [firsts, seconds];
    capacity *= 2;
    firsts = new Uint32Array(capacity);
    seconds = new Uint32Array(capacity);
    for (let i = 0; i < oldFirsts.length; i++) {
      if (oldFirsts[i] === 0) continue;
      const slot = slotOf(oldFirsts[i] - 1, oldSeconds[i]);
      firsts[slot] = oldFirsts[i];
      seconds[slot] = oldSeconds[i];
    }
  };

  return {
    /** False when the pair was there already. */
    add: (first: number, second: number): boolean => {
      const slot = slotOf(first, second);
      if (firsts[slot] !== 0) return false;
      firsts[slot] = first + 1;
      seconds[slot] = second;
      if (++count * 2 > capacity) grow();
      return true;
    },
  };
}

function mixed(first: number, second: number): number {
  let hash = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 15), 0xc2b2ae35);
  return (hash ^ (hash >>> 13)) >>> 0;
}
