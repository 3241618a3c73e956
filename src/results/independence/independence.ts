// What the channels of results depend on, and what falls together with what. Browser-safe.
// A channel falls as soon as one thing that it depends on fails. People enter the dependencies; nothing is measured.

export const dependencyKinds = [
  'provider',
  'network',
  'dns',
  'certificateAuthority',
  'power',
  'people',
  'administrators',
  'site',
] as const;
export type DependencyKind = (typeof dependencyKinds)[number];

export type Dependency = { readonly kind: DependencyKind; readonly value: string };
export const channelRoles = ['official', 'backup', 'observer'] as const;
export type ChannelRole = (typeof channelRoles)[number];
export type ChannelEntry = {
  readonly id: string;
  readonly name: string;
  readonly role: ChannelRole;
  readonly dependencies: readonly Dependency[];
};

export type Fall = {
  /** One thing that fails, or two at once. */
  readonly failures: readonly Dependency[];
  /** Ids of the channels that fall. */
  readonly channels: readonly string[];
};

export type Falls = {
  /** For each thing that fails alone, what falls: the most channels first. */
  readonly single: readonly Fall[];
  /** Pairs that take more down than either of them alone. */
  readonly pairs: readonly Fall[];
  /** The fewest distinct failures that take all channels down; undefined where nothing entered does. */
  readonly score: number | undefined;
  /** One smallest set that takes all down; empty where there is none. */
  readonly worst: readonly Dependency[];
  /** Ids of channels for which nothing was entered: nobody can say what they depend on. */
  readonly unknown: readonly string[];
  /** Single failures that take an official and a backup channel: need attention. */
  readonly shared: readonly Fall[];
};

const keyOf = ({ kind, value }: Dependency): string =>
  `${kind}\n${value.normalize('NFKC').trim().replaceAll(/\s+/g, ' ').toLowerCase()}`;

/** All things that were entered, each once, with the channels that fall with it as bits. */
function masksOf(
  channels: readonly ChannelEntry[],
): readonly { readonly dependency: Dependency; readonly mask: number }[] {
  const masks = new Map<string, { dependency: Dependency; mask: number }>();
  for (const [i, { dependencies }] of channels.entries()) {
    for (const dependency of dependencies) {
      const key = keyOf(dependency);
      const known = masks.get(key) ?? { dependency, mask: 0 };
      known.mask |= 1 << i;
      masks.set(key, known);
    }
  }
  return [...masks.values()];
}

const bits = (mask: number): number => mask.toString(2).replaceAll('0', '').length;

/** Exact: the fewest masks whose union is all, by breadth over the sets of channels that are down. */
function smallestCut(masks: ReturnType<typeof masksOf>, all: number): readonly Dependency[] | undefined {
  const reached = new Map<number, readonly Dependency[]>([[0, []]]);
  let front: readonly number[] = [0];
  while (front.length > 0) {
    const next: number[] = [];
    for (const down of front) {
      for (const { dependency, mask } of masks) {
        const union = down | mask;
        if (reached.has(union)) continue;
        const way = [...(reached.get(down) ?? []), dependency];
        if (union === all) return way;
        reached.set(union, way);
        next.push(union);
      }
    }
    front = next;
  }
  return undefined;
}

/** At most 16 channels; more throws RangeError, which the schema at the edge refuses before. */
export function fallsTogether(channels: readonly ChannelEntry[]): Falls {
  if (channels.length > 16) throw new RangeError('at most 16 channels');
  const all = (1 << channels.length) - 1;
  const masks = masksOf(channels);
  const idsOf = (mask: number): readonly string[] =>
    channels.filter((_, i) => (mask & (1 << i)) !== 0).map(({ id }) => id);
  const byMost = (a: Fall, b: Fall): number => b.channels.length - a.channels.length;
  const single = masks
    .map(({ dependency, mask }) => ({ failures: [dependency], channels: idsOf(mask) }))
    .toSorted(byMost);
  const pairs: Fall[] = [];
  for (const [i, one] of masks.entries()) {
    for (const other of masks.slice(i + 1)) {
      const union = one.mask | other.mask;
      if (bits(union) > Math.max(bits(one.mask), bits(other.mask)))
        pairs.push({ failures: [one.dependency, other.dependency], channels: idsOf(union) });
    }
  }
  const worst = channels.length === 0 ? undefined : smallestCut(masks, all);
  const roleOf = new Map(channels.map(({ id, role }) => [id, role]));
  const takes = (fall: Fall, role: ChannelRole): boolean => fall.channels.some((id) => roleOf.get(id) === role);
  return {
    single,
    pairs: pairs.toSorted(byMost),
    score: worst?.length,
    worst: worst ?? [],
    unknown: channels.filter(({ dependencies }) => dependencies.length === 0).map(({ id }) => id),
    shared: single.filter((fall) => takes(fall, 'official') && takes(fall, 'backup')),
  };
}

const kindWords: Readonly<Record<DependencyKind, string>> = {
  provider: 'the provider',
  network: 'the network',
  dns: 'the DNS provider',
  certificateAuthority: 'the certificate authority',
  power: 'the power supply',
  people: 'the people',
  administrators: 'the administrators',
  site: 'the site',
};

const joined = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;

/** "If the provider X fails, official and backup both fail." */
export function fallSentence({ failures, channels: fallen }: Fall, channels: readonly ChannelEntry[]): string {
  const names = fallen.map((id) => channels.find((one) => one.id === id)?.name ?? id);
  const what = joined(failures.map(({ kind, value }) => `${kindWords[kind]} ${value}`));
  const how = names.length === 1 ? 'fails' : names.length === 2 ? 'both fail' : 'all fail';
  return `If ${what} ${failures.length > 1 ? 'fail' : 'fails'}, ${joined(names)} ${how}.`;
}

/** What changed between two versions, in words for the audit trail. */
export function sheetChanges(before: readonly ChannelEntry[], after: readonly ChannelEntry[]): readonly string[] {
  const lines = (channels: readonly ChannelEntry[]): readonly string[] =>
    channels.flatMap(({ id, name, role, dependencies }) => [
      `${id}: ${role} "${name}"`,
      ...dependencies.map(({ kind, value }) => `${id}: ${kind} = ${value}`),
    ]);
  const [old, now] = [lines(before), lines(after)];
  return [
    ...now.filter((line) => !old.includes(line)).map((line) => `+ ${line}`),
    ...old.filter((line) => !now.includes(line)).map((line) => `- ${line}`),
  ];
}
