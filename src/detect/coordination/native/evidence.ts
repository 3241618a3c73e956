// The evidence of one group in the shape of the result: members, shared objects with their posts, lags, layers.
import type { Layer } from '../../../ingest/post.ts';
import type { Member, SharedObject } from '../result.ts';
import type { ShareSet } from '../../shares.ts';
import type { GroupView } from './group-view.ts';
import { median } from './judge.ts';

/** A layer as the detector scanned it. */
export type ScannedLayer = {
  readonly layer: Layer;
  readonly objects: readonly string[];
  readonly view: GroupView;
};

/** Characters of a text that are shown. */
const sampleLength = 240;

const lagEdges = [0, 1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 7200, 14_400, 43_200, 86_400];

/** Member shares that have another member within the window, by time. */
function meeting(times: readonly number[], windowSeconds: number): readonly boolean[] {
  return times.map(
    (t, k) =>
      (k > 0 && t - times[k - 1] <= windowSeconds) || (k + 1 < times.length && times[k + 1] - t <= windowSeconds),
  );
}

/** Objects on which members meet within the window, most surprising first. `chance`: of a pair to meet, under the null. */
export function sharedObjects(
  scanned: ScannedLayer,
  set: ShareSet,
  windowSeconds: number,
  chance: number,
): readonly SharedObject[] {
  const { view } = scanned;
  const { shares } = view;
  const found: SharedObject[] = [];
  for (const { object, members } of view.objects) {
    const meets = meeting(
      members.map((s) => shares.time[s]),
      windowSeconds,
    );
    const own = members.filter((_, k) => meets[k]);
    if (own.length < 2) continue;
    const sample = scanned.layer === 'text' ? set.sampleOf?.(scanned.objects[object]) : undefined;
    found.push({
      layer: scanned.layer,
      object: scanned.objects[object],
      ...(sample === undefined ? {} : { sample: sample.slice(0, sampleLength) }),
      surprise: (own.length - 1) * -Math.log(Math.min(1, Math.max(chance, 1e-6))),
      audience: shares.objectStart[object + 1] - shares.objectStart[object],
      posts: own.map((s) => ({
        account: set.accounts[shares.account[s]],
        post: set.posts[shares.post[s]],
        time: shares.time[s],
      })),
    });
  }
  return found.sort((x, y) => y.surprise - x.surprise || (x.object < y.object ? -1 : 1));
}

/** How each member takes part: how often first, how far behind the first. */
export function membersOf(
  scanned: ScannedLayer,
  set: ShareSet,
  members: readonly number[],
  objects: readonly SharedObject[],
): readonly Member[] {
  const { shares } = scanned.view;
  const found = members.map((m) => {
    const account = set.accounts[m];
    const lags: number[] = [];
    let firsts = 0;
    for (const { posts } of objects) {
      const own = posts.find((p) => p.account === account);
      if (own === undefined) continue;
      if (posts[0].account === account) firsts++;
      lags.push(own.time - posts[0].time);
    }
    const own = shares.accountShares.subarray(shares.accountStart[m], shares.accountStart[m + 1]);
    return {
      account,
      shares: own.length,
      sharesInGroup: lags.length,
      firsts,
      medianLagSeconds: median(lags),
      firstSeen: own.reduce((least, s) => Math.min(least, shares.time[s]), Number.POSITIVE_INFINITY),
    };
  });
  return found.sort(
    (x, y) => y.firsts - x.firsts || x.medianLagSeconds - y.medianLagSeconds || (x.account < y.account ? -1 : 1),
  );
}

/** Lags between members on the same object within the window, in bins of rising width. */
export function lagHistogram(
  objects: readonly SharedObject[],
  windowSeconds: number,
): { readonly edges: readonly number[]; readonly counts: readonly number[] } {
  const inner = lagEdges.filter((edge) => edge < windowSeconds);
  const edges = [...inner, windowSeconds];
  const counts = new Array<number>(edges.length - 1).fill(0);
  for (const { posts } of objects) {
    for (let i = 0; i < posts.length; i++) {
      for (let j = i + 1; j < posts.length && posts[j].time - posts[i].time <= windowSeconds; j++) {
        const lag = posts[j].time - posts[i].time;
        let bin = 0;
        while (bin + 1 < counts.length && lag >= edges[bin + 1]) bin++;
        counts[bin]++;
      }
    }
  }
  return { edges, counts };
}
