// Rejected rows: all are counted, the first are kept for inspection.
import type { Rejected } from '../read.ts';

const most = 10_000;

export type Rejects = {
  readonly add: (row: Rejected) => void;
  readonly count: () => number;
  readonly kept: readonly Rejected[];
};

export function createRejects(): Rejects {
  const kept: Rejected[] = [];
  let count = 0;
  return {
    add: (row) => {
      if (count++ < most) kept.push(row);
    },
    count: () => count,
    kept,
  };
}
