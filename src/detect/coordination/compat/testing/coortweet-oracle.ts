// CooRTweet's definition followed step by step without any index: slow, short, and independent of the product.
import type { CsvRow } from './csv.ts';

export type OracleRow = {
  readonly object: string;
  readonly account: string;
  readonly content: string;
  readonly time: number;
};

export type OracleParameters = {
  readonly window: number;
  readonly participation: number;
  readonly keepLoops: boolean;
  readonly quantile: number;
};

/** Rows of the accounts that have at least `minimum` of them, regrouped by the account's first appearance. */
function participants(rows: readonly OracleRow[], minimum: number): OracleRow[] {
  const byAccount = new Map<string, OracleRow[]>();
  for (const row of rows) {
    const group = byAccount.get(row.account);
    if (group === undefined) byAccount.set(row.account, [row]);
    else group.push(row);
  }
  return [...byAccount.values()].filter((group) => group.length >= minimum).flat();
}

export function detectGroups(rows: readonly OracleRow[], p: OracleParameters): CsvRow[] {
  const taken = participants(rows, p.participation);
  let pairs: (readonly [OracleRow, OracleRow])[] = [];
  for (const [i, x] of taken.entries()) {
    for (const y of taken.slice(i + 1)) {
      if (x.object === y.object && Math.abs(x.time - y.time) <= p.window) pairs.push([x, y]);
    }
  }
  if (!p.keepLoops) {
    pairs = pairs.filter(
      ([x, y]) =>
        x.object !== x.content && x.object !== y.content && x.content !== y.content && x.account !== y.account,
    );
  }
  if (p.participation >= 1) {
    const contents = new Set(pairs.flat().map((row) => row.content));
    const kept = new Set(
      participants(
        taken.filter((row) => contents.has(row.content)),
        p.participation,
      ).map((row) => row.content),
    );
    pairs = pairs.filter(([x, y]) => kept.has(x.content) || kept.has(y.content));
  }
  return pairs.map(([x, y]) => {
    const [older, newer] = x.time > y.time ? [y, x] : [x, y];
    return {
      object_id: older.object,
      account_id: older.account,
      account_id_y: newer.account,
      content_id: older.content,
      content_id_y: newer.content,
      time_delta: String(Math.abs(x.time - y.time)),
    };
  });
}

/** Type 7 quantile of sorted numbers. */
function quantile(sorted: readonly number[], probability: number): number {
  const at = (sorted.length - 1) * probability;
  const low = sorted[Math.floor(at)];
  const high = sorted[Math.ceil(at)];
  return low + (high - low) * (at - Math.floor(at));
}

export function edgesOf(pairs: readonly CsvRow[], probability: number): CsvRow[] {
  const byEdge = new Map<string, CsvRow[]>();
  for (const pair of pairs) {
    const key = JSON.stringify([pair.account_id, pair.account_id_y].sort());
    byEdge.set(key, [...(byEdge.get(key) ?? []), pair]);
  }
  const weights = [...byEdge.values()].map((group) => group.length).sort((a, b) => a - b);
  const threshold = quantile(weights, probability);
  return [...byEdge].map(([key, group]) => {
    const [from, to] = JSON.parse(key) as [string, string];
    const older = new Set(group.map((pair) => pair.content_id)).size;
    const newer = new Set(group.map((pair) => pair.content_id_y)).size;
    return {
      from,
      to,
      weight: String(group.length),
      avg_time_delta: String(group.reduce((sum, pair) => sum + Number(pair.time_delta), 0) / group.length),
      n_content_id: String(older),
      n_content_id_y: String(newer),
      edge_symmetry_score: String(Math.min(older, newer) / Math.max(older, newer)),
      object_ids: [...new Set(group.map((pair) => pair.object_id))].join(','),
      weight_threshold: group.length > threshold ? '1' : '0',
    };
  });
}
