// One step at a time: a batch is stored wholly before or wholly after an erasure.
export type Gate = { readonly run: <T>(step: () => Promise<T>) => Promise<T> };

export function createGate(): Gate {
  let last: Promise<unknown> = Promise.resolve();
  return {
    run: async (step) => {
      const mine = last.then(step);
      last = mine.catch(() => undefined);
      return await mine;
    },
  };
}
