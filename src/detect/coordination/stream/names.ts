// A dictionary whose numbers are used again once nothing refers to them: bounded by what the horizon holds.

export type Names = {
  /** The number of a name, with one more reference to it. */
  readonly hold: (name: string) => number;
  /** One reference fewer; the last one frees the number. */
  readonly release: (index: number) => void;
  readonly nameOf: (index: number) => string;
  readonly indexOf: (name: string) => number | undefined;
  readonly size: () => number;
  /** Numbers are below this. */
  readonly bound: () => number;
};

export function createNames(): Names {
  const indices = new Map<string, number>();
  const names: (string | undefined)[] = [];
  const references: number[] = [];
  const free: number[] = [];
  return {
    hold: (name) => {
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
    },
    release: (index) => {
      if (--references[index] > 0) return;
      indices.delete(names[index] ?? '');
      names[index] = undefined;
      free.push(index);
    },
    nameOf: (index) => names[index] ?? '',
    indexOf: (name) => indices.get(name),
    size: () => indices.size,
    bound: () => names.length,
  };
}
