// From groups found to the result that people and files get.
import { createHash } from 'node:crypto';
import type { Layer } from '../../../ingest/post.ts';
import type { ShareSet } from '../../shares.ts';
import { type DetectOptions, defaultOptions } from '../options.ts';
import type { CoordinationResult, Edge, Group, SharedObject } from '../result.ts';
import { techniqueOf } from '../technique.ts';
import { calibratedVersion, detectorName, detectorVersion } from '../version.ts';
import { calibrationCurve, type Claim, claimAt, type ScoreLists } from './claim.ts';
import { counterEvidence } from './counter-evidence.ts';
import { episodes } from './episodes.ts';
import { lagHistogram, membersOf, type ScannedLayer, sharedObjects } from './evidence.ts';
import { type Candidates, type FoundEdge, type FoundGroup, fullDecoys, mostExplaining } from './find-groups.ts';
import { groupView } from './group-view.ts';
import { median } from './judge.ts';
import type { LayerScores } from './layer-scores.ts';
import { meetingsOf } from './meetings.ts';

export type Scanned = {
  readonly shares: ShareSet;
  readonly layers: readonly LayerScores[];
  readonly windowsSeconds: readonly number[];
  readonly found: Candidates;
  readonly groups: readonly FoundGroup[];
  /** Groups with one account a platform: counted, not claimed. */
  readonly single: readonly FoundGroup[];
  readonly claim: Claim;
};

function edgeOf(scanned: Scanned, group: FoundGroup, edge: FoundEdge): Edge {
  const { shares, layers, windowsSeconds, found, claim } = scanned;
  const { pairs } = found;
  const a = pairs.a[edge.pair];
  const b = pairs.b[edge.pair];
  const windowSeconds = windowsSeconds[pairs.window[edge.pair]];
  const { lags, firstSeen, lastSeen } = meetingsOf(layers[pairs.layer[edge.pair]].shares, a, b, windowSeconds);
  const met = layers
    .map((layer, index) => ({ index, count: meetingsOf(layer.shares, a, b, windowSeconds).lags.length }))
    .filter(({ index, count }) => count >= 2 || index === pairs.layer[edge.pair]);
  const [accountA, accountB] = [shares.accounts[a], shares.accounts[b]].sort(byCodePoint);
  return {
    accountA,
    accountB,
    weight: lags.length,
    windowSeconds,
    nullModel: 'habits',
    pValue: edge.pValue,
    qValue: Math.max(edge.qValue, group.qValue, claim.qOf(pairs.score[edge.pair])),
    medianLagSeconds: median(lags),
    firstSeen,
    lastSeen,
    layers: met.map(({ index }) => shares.tables[index].layer),
  };
}

/** Order by code points, which for UTF-16 is not that of `<`. */
export function byCodePoint(x: string, y: string): number {
  if (x === y) return 0;
  const a = Array.from(x, (c) => c.codePointAt(0) ?? 0);
  const b = Array.from(y, (c) => c.codePointAt(0) ?? 0);
  for (let i = 0; i < Math.min(a.length, b.length); i++) if (a[i] !== b[i]) return a[i] - b[i];
  return a.length - b.length;
}

function declaredName(members: readonly string[], options: DetectOptions): string | undefined {
  for (const network of options.declared) {
    const known = new Set(network.accounts);
    if (members.filter((m) => known.has(m)).length * 2 > members.length) return network.name;
  }
  return undefined;
}

function layerMix(objects: readonly SharedObject[]): readonly { readonly layer: Layer; readonly objects: number }[] {
  const counts = new Map<Layer, number>();
  for (const { layer } of objects) counts.set(layer, (counts.get(layer) ?? 0) + 1);
  return [...counts].map(([layer, count]) => ({ layer, objects: count })).sort((x, y) => y.objects - x.objects);
}

function idOf(options: DetectOptions, members: readonly string[], objects: readonly SharedObject[]): string {
  const parts = {
    detector: [detectorName, detectorVersion],
    parameters: [options.windowsSeconds, options.fdr, options.decoys, options.seed, options.cap],
    members: [...members].sort(byCodePoint),
    posts: objects.flatMap((o) => o.posts.map((p) => p.post)).sort(byCodePoint),
  };
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}

function groupOf(scanned: Scanned, group: FoundGroup, edges: readonly Edge[], options: DetectOptions): Group {
  const { shares, layers, windowsSeconds } = scanned;
  const { judged, tests } = group;
  const windowSeconds = windowsSeconds[judged.window];
  const worst = mostExplaining(tests);
  const possible = judged.view.objects.reduce((sum, o) => sum + (o.members.length * (o.members.length - 1)) / 2, 0);
  const chance = worst.observed / worst.strength / Math.max(1, possible);
  const scannedLayers: ScannedLayer[] = shares.tables.map((table, index) => ({
    layer: table.layer,
    objects: episodes(table).objects,
    view: index === judged.layer ? judged.view : groupView(layers[index].shares, judged.core.members, new Set()),
  }));
  const objects = scannedLayers
    .flatMap((layer) => sharedObjects(layer, shares, windowSeconds, chance))
    .sort((x, y) => y.surprise - x.surprise || byCodePoint(x.object, y.object));
  const main = scannedLayers[judged.layer];
  const ofMain = objects.filter((o) => o.layer === main.layer);
  const members = membersOf(main, shares, judged.core.members, ofMain);
  const names = members.map((m) => m.account);
  const times = objects.flatMap((o) => o.posts.map((p) => p.time));
  const declared = declaredName(names, options);
  return {
    id: idOf(options, names, objects),
    members,
    objects,
    edges,
    windowSeconds,
    qValue: group.qValue,
    pValue: group.pValue,
    observed: worst.observed,
    expected: worst.expected,
    nulls: tests.map(({ name, expected, pValue }) => ({ name, expected, pValue })),
    decoys: fullDecoys(windowsSeconds.length * layers.length),
    lagHistogram: lagHistogram(ofMain, windowSeconds),
    layerMix: layerMix(objects),
    firstSeen: times.reduce((x, y) => Math.min(x, y), Number.POSITIVE_INFINITY),
    lastSeen: times.reduce((x, y) => Math.max(x, y), Number.NEGATIVE_INFINITY),
    ...(declared === undefined ? {} : { declared }),
    counterEvidence: counterEvidence(group, members, objects, layers.length),
    technique: techniqueOf(main.layer),
  };
}

function inputOf(scanned: Scanned): CoordinationResult['input'] {
  const { shares } = scanned;
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const table of shares.tables) {
    for (const time of table.time) {
      if (time < first) first = time;
      if (time > last) last = time;
    }
  }
  return {
    shares: shares.tables.reduce((sum, table) => sum + table.count, 0),
    posts: shares.posts.length,
    accounts: shares.accounts.length,
    layers: shares.tables.map((t) => ({ layer: t.layer, shares: t.count, objects: t.objects.length })),
    firstTime: Number.isFinite(first) ? first : 0,
    lastTime: Number.isFinite(last) ? last : 0,
  };
}

/** Calibration was measured with the default parameters; with others nothing is promised. */
function isCalibrated(options: DetectOptions): boolean {
  const { windowsSeconds, decoys, cap } = defaultOptions;
  return (
    calibratedVersion === detectorVersion &&
    JSON.stringify(options.windowsSeconds) === JSON.stringify(windowsSeconds) &&
    options.fdr <= defaultOptions.fdr &&
    options.decoys >= decoys &&
    options.cap >= cap
  );
}

function perWindow(scanned: Scanned, lists: ScoreLists, fdr: number): CoordinationResult['perWindow'] {
  const { layers, windowsSeconds, found, groups } = scanned;
  return windowsSeconds.map((windowSeconds, w) => {
    const scores = groups
      .flatMap((g) => g.edges.filter((e) => e.qValue <= fdr && found.pairs.window[e.pair] === w))
      .map((e) => found.pairs.score[e.pair]);
    const { cut } = claimAt(scores, lists.decoys, fdr);
    return {
      windowSeconds,
      pairs: layers.reduce((sum, layer) => sum + layer.pairsWithin[w], 0),
      edges: cut === undefined ? 0 : scores.filter((s) => s >= cut).length,
      cut,
    };
  });
}

function cappedBursts(scanned: Scanned): CoordinationResult['cappedBursts'] {
  const windowSeconds = scanned.windowsSeconds[scanned.windowsSeconds.length - 1];
  return scanned.layers.flatMap(({ bursts }, index) => {
    if (bursts.size === 0) return [];
    const table = scanned.shares.tables[index];
    const { objects } = episodes(table);
    return [...bursts].map(([object, sharers]) => ({
      layer: table.layer,
      object: objects[object],
      windowSeconds,
      sharers,
    }));
  });
}

/** No two members on the same platform: as one person who posts everywhere. */
export function isOnePerPlatform(group: FoundGroup, { platforms }: ShareSet): boolean {
  const { members } = group.judged.core;
  return platforms !== undefined && new Set(members.map((m) => platforms[m])).size === members.length;
}

/** Groups with their edges at or above the cut; a group without one is not claimed. */
function claimedGroups(scanned: Scanned, options: DetectOptions): readonly Group[] {
  const { found, claim } = scanned;
  const cut = claim.cut ?? Number.POSITIVE_INFINITY;
  return scanned.groups
    .map((group) => {
      const kept = group.edges.filter((e) => e.qValue <= options.fdr && found.pairs.score[e.pair] >= cut);
      const edges = kept.map((e) => edgeOf(scanned, group, e));
      return { group, edges };
    })
    .filter(({ edges }) => edges.length > 0)
    .map(({ group, edges }) => groupOf(scanned, group, edges, options));
}

/** Builds the result. */
export function resultOf(
  scanned: Scanned,
  lists: ScoreLists,
  otherClaims: readonly Edge[],
  options: DetectOptions,
): CoordinationResult {
  const { claim, single } = scanned;
  const groups = claimedGroups(scanned, options);
  const edges = groups
    .flatMap((g) => g.edges)
    .sort((x, y) => byCodePoint(x.accountA, y.accountA) || byCodePoint(x.accountB, y.accountB));
  const expectedFalse = groups.length === 0 ? 0 : claim.expectedFalse;
  return {
    detector: detectorName,
    version: detectorVersion,
    parameters: {
      windowsSeconds: scanned.windowsSeconds,
      fdr: options.fdr,
      decoys: options.decoys,
      layers: scanned.shares.tables.map((t) => t.layer),
      seed: options.seed,
      cap: options.cap,
    },
    input: inputOf(scanned),
    status: groups.length > 0 ? 'groups found' : 'insufficient evidence',
    claim:
      groups.length > 0
        ? `${edges.length.toLocaleString('en-GB')} edges, at most ${expectedFalse.toFixed(1)} expected under this null`
        : `insufficient evidence: no group is more synchronised than its members' habits allow at a rate of ${options.fdr}`,
    calibrated: isCalibrated(options),
    expectedFalseEdges: expectedFalse,
    scoreCut: groups.length > 0 ? claim.cut : undefined,
    calibration: calibrationCurve(lists),
    perWindow: perWindow(scanned, lists, options.fdr),
    edges,
    otherClaims,
    groups,
    ...(single.length === 0
      ? {}
      : { onePerPlatform: single.map((g) => g.judged.core.members.map((m) => scanned.shares.accounts[m])) }),
    cappedBursts: cappedBursts(scanned),
  };
}
