// Where the first share of an account on an object is kept: (object, account) -> place, open addressing in typed arrays.

export type FirstIndex = {
  /** -1 where the account has not shared the object. */
  readonly get: (object: number, account: number) => number;
  readonly set: (object: number, account: number, place: number) => void;
  readonly remove: (object: number, account: number) => void;
};

const hashOf = (a: number, b: number): number => {
  let h = Math.imul(a ^ 0x165667b1, 0x9e3779b1) ^ Math.imul(b ^ 0x27d4eb2f, 0x85ebca77);
  h = Math.imul(h ^ (h >>> 16), 0xc2b2ae3d);
  return (h ^ (h >>> 14)) >>> 0;
};

export function createFirstIndex(): FirstIndex {
  let slots = 4096;
  let object = new Uint32Array(slots);
  let account = new Uint32Array(slots);
  // One more than the place; zero is a free slot.
  let place = new Uint32Array(slots);
  let size = 0;

  const probe = (o: number, a: number): number => {
    const mask = slots - 1;
    let slot = hashOf(o, a) & mask;
    while (place[slot] !== 0 && (object[slot] !== o || account[slot] !== a)) slot = (slot + 1) & mask;
    return slot;
  };

  const put = (slot: number, o: number, a: number, value: number): void => {
    object[slot] = o;
    account[slot] = a;
    place[slot] = value;
  };

  const grow = (): void => {
    const [objects, accounts, places] = [object, account, place];
    slots *= 2;
    object = new Uint32Array(slots);
    account = new Uint32Array(slots);
    place = new Uint32Array(slots);
    places.forEach((value, slot) => {
      if (value !== 0) put(probe(objects[slot], accounts[slot]), objects[slot], accounts[slot], value);
    });
  };

  return {
    get: (o, a) => place[probe(o, a)] - 1,
    set: (o, a, value) => {
      let slot = probe(o, a);
      if (place[slot] === 0) {
        if (size * 2 >= slots) {
          grow();
          slot = probe(o, a);
        }
        size++;
      }
      put(slot, o, a, value + 1);
    },
    remove: (o, a) => {
      const slot = probe(o, a);
      if (place[slot] === 0) return;
      const mask = slots - 1;
      let hole = slot;
      for (let next = (slot + 1) & mask; place[next] !== 0; next = (next + 1) & mask) {
        const home = hashOf(object[next], account[next]) & mask;
        if (((next - home) & mask) < ((next - hole) & mask)) continue;
        put(hole, object[next], account[next], place[next]);
        hole = next;
      }
      place[hole] = 0;
      size--;
    },
  };
}
