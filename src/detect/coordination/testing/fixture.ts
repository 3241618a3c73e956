// A made-up result of the detection, for tests of exports and report alone: seeded, every number follows from its posts.
import type { Layer } from '../../../ingest/post.ts';
import { type Random, seededRandom } from '../../../kernel/random.ts';
import type { CalibrationPoint, CoordinationResult, Edge, Group, Member, SharedObject } from '../result.ts';

export type GroupPlan = {
  readonly accounts: readonly string[];
  readonly objects: readonly { readonly layer: Layer; readonly object: string }[];
  readonly windowSeconds: number;
  readonly declared?: string;
};

const start = Date.UTC(2026, 4, 4) / 1000;
const days = 14;

/** A result with these groups; `calibrated` and the claim as given. */
export function fixtureResult(seed: number, plans: readonly GroupPlan[], calibrated = true): CoordinationResult {
  const random = seededRandom(seed, 7);
  const groups = plans.map((plan, i) => fixtureGroup(random, plan, i));
  const edges = groups.flatMap((group) => group.edges);
  const expectedFalseEdges = Math.round(edges.length * 1.7) / 100;
  const layers = ['repost', 'url', 'hashtags', 'text'] as const;
  return {
    detector: 'coordination',
    version: '1',
    parameters: { windowsSeconds: [10, 60, 300, 1800, 7200], fdr: 0.05, decoys: 5, layers, seed, cap: 256 },
    input: {
      shares: 48210,
      posts: 36104,
      accounts: 4021,
      layers: layers.map((layer, i) => ({ layer, shares: 12052 + i, objects: 2100 - i * 300 })),
      firstTime: start,
      lastTime: start + days * 86400,
    },
    status: groups.length > 0 ? 'groups found' : 'insufficient evidence',
    claim:
      groups.length > 0
        ? `${edges.length} edges, at most ${expectedFalseEdges} expected under this null`
        : 'no threshold reaches the asked rate of 5 %',
    calibrated,
    expectedFalseEdges: groups.length > 0 ? expectedFalseEdges : 0,
    scoreCut: groups.length > 0 ? 9 : undefined,
    calibration: fixtureCalibration(random, edges.length),
    perWindow: [10, 60, 300, 1800, 7200].map((windowSeconds, i) => ({
      windowSeconds,
      pairs: 400 * (i + 1) ** 3,
      edges: edges.filter((edge) => edge.windowSeconds === windowSeconds).length,
      cut: groups.length > 0 ? 8 + i / 2 : undefined,
    })),
    edges,
    otherClaims: [],
    groups,
    cappedBursts: [{ layer: 'url', object: 'https://news.example/live', windowSeconds: 7200, sharers: 611 }],
  };
}

function fixtureCalibration(random: Random, edges: number): readonly CalibrationPoint[] {
  const points: CalibrationPoint[] = [];
  for (let score = 1; score <= 24; score += 0.5) {
    const decoys = Math.max(0, Math.round(9000 * Math.exp(-0.95 * score) * (0.95 + 0.1 * random.next())));
    const real = Math.round(edges * (1 - 1 / (1 + Math.exp((17 - score) / 1.6))));
    points.push({ score, targets: decoys + real, decoys });
  }
  return points;
}

function fixtureGroup(random: Random, plan: GroupPlan, index: number): Group {
  const objects = plan.objects.map((object, o) => fixtureObject(random, plan, object, o));
  objects.sort((a, b) => b.surprise - a.surprise);
  const edges = fixtureEdges(plan, objects);
  const lags = objects.flatMap(({ posts }) =>
    posts.flatMap((a, i) => posts.slice(i + 1).map((b) => Math.abs(b.time - a.time))),
  );
  const bins = [0, 1, 2, 5, 10, 30, 60, 120, 300, 600];
  const within = lags.filter((lag) => lag <= plan.windowSeconds).length;
  const times = objects.flatMap(({ posts }) => posts.map((post) => post.time));
  const layers = [...new Set(objects.map((object) => object.layer))];
  return {
    id: `group-${(index + 1).toString(16).padStart(2, '0')}${(random.below(0xffffff) + 1).toString(16).padStart(6, '0')}`,
    members: plan.accounts.map((account) => fixtureMember(account, objects, random)),
    objects,
    edges,
    windowSeconds: plan.windowSeconds,
    qValue: 0.01 * (index + 1),
    pValue: 0.01,
    observed: within,
    expected: Math.round(within * 6) / 100,
    nulls: [
      { name: 'delay by hour', expected: Math.round(within * 6) / 100, pValue: 0.01 },
      { name: 'time of day', expected: Math.round(within * 4) / 100, pValue: 0.01 },
      { name: 'audience', expected: Math.round(within * 2) / 100, pValue: 0.01 },
    ],
    decoys: 99,
    lagHistogram: {
      edges: bins,
      counts: bins.slice(1).map((to, i) => lags.filter((lag) => lag >= bins[i] && lag < to).length),
    },
    layerMix: layers.map((layer) => ({ layer, objects: objects.filter((object) => object.layer === layer).length })),
    firstSeen: Math.min(...times),
    lastSeen: Math.max(...times),
    declared: plan.declared,
    counterEvidence: [
      'Half of the objects were also shared by more than fifty accounts outside the group.',
      'No text was compared: the accounts may follow one public source that this input does not show.',
    ],
    technique: { id: 'T0049', name: 'Flood Information Space' },
  };
}

function fixtureObject(
  random: Random,
  plan: GroupPlan,
  object: { readonly layer: Layer; readonly object: string },
  index: number,
): SharedObject {
  const base = start + ((index + 0.5) / plan.objects.length) * days * 86400 + random.below(7200) - 3600;
  const jitter = plan.windowSeconds / 3;
  const posts = plan.accounts
    .filter((_, i) => i < 2 || random.next() < 0.7)
    .map((account, i) => ({
      account,
      post: `${1790000000000 + index * 1000 + i}`,
      time: base + (account === plan.accounts[0] ? 0 : random.exponential(jitter)),
    }))
    .sort((a, b) => a.time - b.time);
  return { ...object, surprise: 18 + random.next() * 30, audience: posts.length + random.below(90), posts };
}

function fixtureMember(account: string, objects: readonly SharedObject[], random: Random): Member {
  const own = objects.flatMap(({ posts }) =>
    posts.filter((post) => post.account === account).map((p) => [p, posts[0]]),
  );
  const lags = own.map(([post, first]) => post.time - first.time).sort((a, b) => a - b);
  return {
    account,
    shares: own.length + random.below(60),
    sharesInGroup: own.length,
    firsts: own.filter(([post, first]) => post === first).length,
    medianLagSeconds: lags[lags.length >> 1] ?? 0,
    firstSeen: Math.min(...own.map(([post]) => post.time)),
  };
}

function fixtureEdges(plan: GroupPlan, objects: readonly SharedObject[]): readonly Edge[] {
  const accounts = plan.accounts.toSorted((a, b) => (a < b ? -1 : 1));
  return accounts.flatMap((a, i) =>
    accounts.slice(i + 1).flatMap((b) => {
      const shared = objects.flatMap(({ layer, posts }) => {
        const [postA, postB] = [posts.find((p) => p.account === a), posts.find((p) => p.account === b)];
        if (postA === undefined || postB === undefined) return [];
        const lag = Math.abs(postA.time - postB.time);
        return lag > plan.windowSeconds ? [] : [{ layer, lag, time: Math.min(postA.time, postB.time) }];
      });
      if (shared.length < 4) return [];
      const lags = shared.map(({ lag }) => lag).sort((x, y) => x - y);
      return [
        {
          accountA: a,
          accountB: b,
          weight: shared.length,
          windowSeconds: plan.windowSeconds,
          nullModel: 'habits' as const,
          pValue: 10 ** -shared.length,
          qValue: 0.0004 * (i + 1),
          medianLagSeconds: lags[lags.length >> 1],
          firstSeen: Math.min(...shared.map(({ time }) => time)),
          lastSeen: Math.max(...shared.map(({ time }) => time)),
          layers: [...new Set(shared.map(({ layer }) => layer))],
        },
      ];
    }),
  );
}

/** Three groups as a newcomer would meet them: two found, one declared. */
export const typicalPlans: readonly GroupPlan[] = [
  {
    accounts: [
      'rivermouth_daily',
      'anna.k41',
      'p_lindqvist',
      'northbank',
      'tide_and_town',
      'jonas.w',
      'harbourview7',
    ].concat(['maren_o', 'elm_street_12', 'k.petrov88', 'sunday.reader', 'old_quay', 'vera_ln', 'field_notes']),
    objects: Array.from({ length: 26 }, (_, i) => ({
      layer: i % 3 === 0 ? ('repost' as const) : ('url' as const),
      object: i % 3 === 0 ? `17900${31000 + i * 77}` : `https://harbour-courier.example/2026/05/item-${400 + i * 3}`,
    })),
    windowSeconds: 60,
  },
  {
    accounts: ['lowland_voice', 'm.castell', 'quarter_past', 'signal.fen', 'bridge_keeper', 'ida_r', 'westgate'],
    objects: Array.from({ length: 12 }, (_, i) => ({
      layer: 'text' as const,
      object: `the count at station ${i + 3} has been moved to the sports hall bring your papers`,
    })),
    windowSeconds: 300,
  },
  {
    accounts: ['gazette_north', 'gazette_south', 'gazette_east', 'gazette_west', 'gazette_sport', 'gazette_live'],
    objects: Array.from({ length: 15 }, (_, i) => ({
      layer: 'url' as const,
      object: `https://gazette.example/story/${9000 + i * 11}`,
    })),
    windowSeconds: 10,
    declared: 'Gazette pages',
  },
];

/** Ids and objects that try to break out of every format. */
export const hostileStrings: readonly string[] = [
  '</script><script>alert(1)</script>',
  '"><img src=x onerror=alert(2)>',
  '=HYPERLINK("http://evil.example",\'x\')',
  'right\u202Eto\u2066left\u2069',
  'line\r\nbreak,comma;semicolon',
  'nul\u0000bell\u0007esc\u001b[31m',
  '\ud800lone',
  ']]><!-- & &amp; <![CDATA[ -->',
  '{{constructor}} ${process} `tick`',
  '\ufffe\uffff noncharacters',
  'محمد',
  '  spaces  ',
];

export const hostilePlans: readonly GroupPlan[] = [
  {
    accounts: hostileStrings,
    objects: hostileStrings.map((object, i) => ({ layer: i % 2 === 0 ? ('text' as const) : ('url' as const), object })),
    windowSeconds: 60,
    declared: undefined,
  },
  {
    accounts: hostileStrings.map((id) => `${id}!`).slice(0, 6),
    objects: hostileStrings.slice(0, 6).map((object) => ({ layer: 'hashtags' as const, object })),
    windowSeconds: 10,
    declared: '<b>declared</b> & "co"',
  },
];
