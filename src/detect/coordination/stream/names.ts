// A dictionary whose numbers are used again once nothing refers to them: bounded by what the horizon holds.

export type Names = {
  /** The number of a name, with one more reference to it. */
  readonly hold: (name: string) => number;
  /** One reference fewer; the last one frees the number. */
  readonly release: (index: number) => void;
  readonly nameOf: (index: number) => string;
  readonly size: () => number;
};

export function createNames(): Names {
  const indices = new Map<string, number>();
  const names: (string | undefined)[] = [];
  const references: number[] = [];
  const free: number[] = [];
  // The rows of one post come together and name the same account.
  let last = '';
  let lastIndex = -1;
  return {
    hold: (name) => {
      if (name === last && lastIndex >= 0) {
        references[lastIndex]++;
        return lastIndex;
      }
      const held = hold(name);
      [last, lastIndex] = [name, held];
      return held;
    },
    release: (index) => {
      if (--references[index] > 0) return;
      if (index === lastIndex) lastIndex = -1;
      indices.delete(names[index] ?? '');
      names[index] = undefined;
      free.push(index);
    },
    nameOf: (index) => names[index] ?? '',
    size: () => indices.size,
  };

  function hold(name: string): number {
    const known = indices.get(name);
    if (known !== undefined) {
      references[known]++;
      return known;
    }
    const index = free.pop() ?? names.length;
    names[index] = name;
    references[index] = 1;
    indices.set(name, index);
    return index;
  }
}
