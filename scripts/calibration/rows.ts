// Rows of the calibration table: the streams that differ in nothing but their seed.
import { clopperPearson, type Interval, meanInterval } from './intervals.ts';
import { isFound, precisionOf, recallOf, type StreamScore } from './score.ts';
import type { StreamSpec, Suite } from './streams.ts';

export type Counted = { readonly k: number; readonly n: number; readonly interval: Interval };
export type Mean = { readonly mean: number; readonly interval: Interval };

export type Row = {
  readonly suite: Suite;
  readonly source: StreamSpec['source'];
  readonly kind: string;
  /** Undefined for organic streams. */
  readonly planted: StreamSpec['planted'];
  /** Streams with any undeclared group. */
  readonly withGroup: Counted;
  readonly withEdges: Counted;
  readonly found: Counted;
  /** Streams in which a group is shown as a declared network. */
  readonly withDeclared: Counted;
  /** Over the streams with edges. */
  readonly precision: Mean | undefined;
  readonly recall: Mean | undefined;
};

type Pair = { readonly spec: StreamSpec; readonly score: StreamScore };

export function counted(scores: readonly StreamScore[], holds: (score: StreamScore) => boolean): Counted {
  const k = scores.filter(holds).length;
  return { k, n: scores.length, interval: clopperPearson(k, scores.length) };
}

function toRow(pairs: readonly Pair[]): Row {
  const { suite, source, kind, planted } = pairs[0].spec;
  const scores = pairs.map(({ score }) => score);
  const precisions = scores.map(precisionOf).filter((p) => p !== undefined);
  return {
    suite,
    source,
    kind,
    planted,
    withGroup: counted(scores, (score) => score.groups > 0),
    withDeclared: counted(scores, (score) => score.declaredGroups > 0),
    withEdges: counted(scores, (score) => score.edges > 0),
    found: counted(scores, isFound),
    precision: planted === undefined ? undefined : meanInterval(precisions),
    recall: planted === undefined ? undefined : meanInterval(scores.map(recallOf)),
  };
}

/** One row for each combination of suite, source, kind and group, in the order of the streams. */
export function tableRows(specs: readonly StreamSpec[], scores: ReadonlyMap<string, StreamScore>): readonly Row[] {
  const groups = new Map<string, Pair[]>();
  for (const spec of specs) {
    const score = scores.get(spec.key);
    if (score === undefined) continue;
    const key = JSON.stringify([spec.suite, spec.source, spec.kind, spec.planted ?? null]);
    const list = groups.get(key) ?? [];
    list.push({ spec, score });
    groups.set(key, list);
  }
  return [...groups.values()].map(toRow);
}
