// Small tables for the tests of the detector.
import type { Random } from '../../../kernel/random.ts';
import type { HabitStream } from '../../../generate/habits.ts';
import type { ShareSet, ShareTable } from '../../shares.ts';

export type Row = { readonly account: number; readonly object: number; readonly time: number };

export function tableOf(rows: readonly Row[], objects: number): ShareTable {
  return {
    layer: 'object',
    count: rows.length,
    account: Uint32Array.from(rows, (r) => r.account),
    object: Uint32Array.from(rows, (r) => r.object),
    post: Uint32Array.from(rows, (_, i) => i),
    time: Float64Array.from(rows, (r) => r.time),
    objects: Array.from({ length: objects }, (_, i) => `o${i}`),
  };
}

/** Rows with ties, repeats and crowded moments. */
export function randomRows(random: Random, count: number, accounts: number, objects: number, span: number): Row[] {
  return Array.from({ length: count }, () => ({
    account: random.below(accounts),
    object: random.below(objects),
    time: random.below(span),
  }));
}

export function setOf(stream: HabitStream): ShareSet {
  const count = stream.account.length;
  return {
    accounts: stream.accounts,
    posts: Array.from({ length: count }, (_, i) => `p${i}`),
    tables: [
      {
        layer: 'object',
        count,
        account: stream.account,
        object: stream.object,
        post: Uint32Array.from({ length: count }, (_, i) => i),
        time: stream.time,
        objects: stream.objects,
      },
    ],
  };
}
