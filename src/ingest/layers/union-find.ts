// Disjoint sets over 0 … count - 1, with path halving; the smaller index is the root, so that results are stable.

export function createUnionFind(count: number) {
  const parent = new Uint32Array(count);
  for (let i = 0; i < count; i++) parent[i] = i;
  const find = (item: number): number => {
    let at = item;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at]];
      at = parent[at];
    }
    return at;
  };
  const join = (a: number, b: number): void => {
    const left = find(a);
    const right = find(b);
    if (left < right) parent[right] = left;
    else parent[left] = right;
  };
  return { find, join };
}
