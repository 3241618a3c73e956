// Provisional groups between panes: what the batch does, on the accounts that hang together with a pair that stands out
// and on all that is shared around them. Without decoy streams and with the first look at habits only, so they are not
// calibrated until a pane closes, and say so.
import { createHash } from 'node:crypto';
import { seededRandom } from '../../../kernel/random.ts';
import type { ShareSet } from '../../shares.ts';
import type { DeclaredNetwork } from '../options.ts';
import type { SharedObject } from '../result.ts';
import { byCodePoint } from '../native/assemble.ts';
import { combineLayers, type ScoredPairs } from '../native/combine.ts';
import { candidateCores } from '../native/cores.ts';
import { sharedObjects } from '../native/evidence.ts';
import { edgeFloor } from '../native/find-groups.ts';
import { testHabits } from '../native/group-null.ts';
import { groupView } from '../native/group-view.ts';
import { judge, type Judged, leastStrength } from '../native/judge.ts';
import type { LayerScores } from '../native/layer-scores.ts';
import { meetingsOf } from '../native/meetings.ts';
import { scoreAround } from './score-around.ts';
import { type LiveState, sharesAround } from './shares-around.ts';
import type { ProvisionalGroup } from './update.ts';

const leastMembers = 4;
const mostObjects = 50;
const decoys = 99;

/** Groups among `accounts` (numbers of the live state), which hang together. */
export function provisionalGroups(state: LiveState, accounts: readonly number[]): readonly ProvisionalGroup[] {
  if (accounts.length < leastMembers) return [];
  const set = sharesAround(state, accounts);
  const layers = scoreAround(state, set, accounts.length);
  const pairs = combineLayers(layers, edgeFloor);
  return candidateCores(pairs, state.seed)
    .map((core) => judge(core, pairs, layers, state.windowsSeconds, Math.max(10, state.accounts.size())))
    .filter((judged) => judged !== undefined && judged.core.members.length >= leastMembers)
    .filter((judged) => judged !== undefined && isMixed(state, accounts, judged) && standsOut(state, judged, layers))
    .flatMap((judged) => groupOf(state, set, layers, pairs, judged as Judged) ?? []);
}

/** Two members at least on one platform: else it looks as one person does who posts everywhere. */
function isMixed(state: LiveState, accounts: readonly number[], { core }: Judged): boolean {
  const platforms = new Set(core.members.map((member) => state.platforms[accounts[member]]));
  return platforms.size < core.members.length;
}

/** The first look that the batch takes, too: each habit of the members alone must leave most of it unexplained. */
function standsOut(state: LiveState, judged: Judged, layers: readonly LayerScores[]): boolean {
  const windowSeconds = state.windowsSeconds[judged.window];
  const { delay } = layers[judged.layer].habits;
  const tests = testHabits(judged.view, delay, windowSeconds, decoys, seededRandom(state.seed, 7));
  return tests.every(({ pValue, strength }) => pValue <= 2 / (decoys + 1) && strength >= leastStrength);
}

function groupOf(
  state: LiveState,
  set: ShareSet,
  layers: readonly LayerScores[],
  pairs: ScoredPairs,
  { core, window }: Judged,
): ProvisionalGroup | undefined {
  const windowSeconds = state.windowsSeconds[window];
  const objects = objectsOf(state, set, layers, core.members, window);
  const times = objects.flatMap((object) => object.posts.map(({ time }) => time));
  if (times.length === 0) return undefined;
  const members = core.members.map((member) => set.accounts[member]).toSorted(byCodePoint);
  const firstSeen = times.reduce((x, y) => Math.min(x, y));
  return {
    key: createHash('sha256')
      .update(JSON.stringify([members, firstSeen]))
      .digest('hex')
      .slice(0, 32),
    members,
    edges: edgesOf(state, set, layers, pairs, new Set(core.members)),
    objects: objects.toSorted((x, y) => lastOf(y) - lastOf(x)).slice(0, mostObjects),
    layers: [...new Set(objects.map(({ layer }) => layer))],
    windowSeconds,
    firstSeen,
    lastSeen: times.reduce((x, y) => Math.max(x, y)),
    ...declaredAs(members, state.declared),
  };
}

const lastOf = (object: SharedObject): number => object.posts[object.posts.length - 1].time;

function declaredAs(members: readonly string[], declared: readonly DeclaredNetwork[]): { readonly declared?: string } {
  for (const { name, accounts } of declared) {
    const known = new Set(accounts);
    if (members.filter((member) => known.has(member)).length * 2 > members.length) return { declared: name };
  }
  return {};
}

function objectsOf(
  state: LiveState,
  set: ShareSet,
  layers: readonly LayerScores[],
  members: readonly number[],
  window: number,
): readonly SharedObject[] {
  return set.tables.flatMap(({ layer, objects }, index) => {
    const { live } = state.layers[index];
    const { shares, pairsWithin } = layers[index];
    const chance = pairsWithin[window] / Math.max(1, live.together());
    const scanned = { layer, objects, view: groupView(shares, members, new Set()) };
    return sharedObjects(scanned, set, state.windowsSeconds[window], chance);
  });
}

function edgesOf(
  state: LiveState,
  set: ShareSet,
  layers: readonly LayerScores[],
  pairs: ScoredPairs,
  inside: ReadonlySet<number>,
): ProvisionalGroup['edges'] {
  const edges: ProvisionalGroup['edges'][number][] = [];
  for (let p = 0; p < pairs.count; p++) {
    const [a, b] = [pairs.a[p], pairs.b[p]];
    if (!inside.has(a) || !inside.has(b)) continue;
    const windowSeconds = state.windowsSeconds[pairs.window[p]];
    const [accountA, accountB] = [set.accounts[a], set.accounts[b]].sort(byCodePoint);
    const weight = meetingsOf(layers[pairs.layer[p]].shares, a, b, windowSeconds).lags.length;
    edges.push({ accountA, accountB, weight, windowSeconds, layer: state.layers[pairs.layer[p]].layer });
  }
  return edges;
}
