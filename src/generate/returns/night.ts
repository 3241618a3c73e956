// A generated results night: for each unit what each channel carries and when it comes, with faults and their truth.
import { canonicalJson } from '../../kernel/canonical-json.ts';
import { type Random, seededRandom } from '../../kernel/random.ts';
import type { Definition } from '../../elections/definition/definition.ts';
import { type Counts, trueCounts } from './counts.ts';
import type { GeneratedElection } from './election.ts';
import { applyFault, channelFaults, entryFaults, type Fault } from './faults.ts';
import { type GeneratedKey, signWith } from './keys.ts';

export type NightChannel = 'official' | 'backup' | 'observer';
export type NightPlan = {
  readonly seed: number;
  /** Shares of units, 0 to 1. */
  readonly channelFaults: number;
  readonly entryFaults: number;
  readonly missing: number;
  readonly late: number;
  /** Share of channel faults that the centre corrects with a corrigendum. */
  readonly corrected: number;
  /** Minutes from the close of the polls to the last ordinary return. */
  readonly minutes: number;
};

export type GeneratedReturn = {
  readonly format: 'pollwarden-return/1';
  readonly election: string;
  readonly definition: string;
  readonly contest: string;
  readonly unit: string;
  readonly centre: string;
  readonly counts: Counts;
  readonly countedAt: string;
  readonly supersedes?: string;
  readonly reason?: string;
};
export type GeneratedSigned = {
  readonly return: GeneratedReturn;
  readonly signatures: readonly { readonly key: string; readonly signature: string }[];
};
export type NightArrival = {
  readonly channel: NightChannel;
  readonly unit: string;
  /** Seconds after the close of the polls. */
  readonly atSeconds: number;
  readonly signed: GeneratedSigned;
};
export type TruthOfUnit = {
  readonly unit: string;
  readonly fault: Fault | 'missing' | 'late';
  /** The channel whose figures are wrong; both for what was wrong before signing. */
  readonly channel: NightChannel | 'both';
  readonly fields: readonly string[];
  /** Of swappedStations and wrongUnit: the other unit. */
  readonly with?: string;
  readonly corrected?: true;
};
export type Night = {
  /** In the order in which they come. */
  readonly arrivals: readonly NightArrival[];
  readonly truth: readonly TruthOfUnit[];
  readonly counts: ReadonlyMap<string, Counts>;
};

export type Signing = {
  readonly definition: Definition;
  readonly hash: string;
  readonly keys: GeneratedElection['keys'];
  readonly closes: number;
  readonly centreOf: ReadonlyMap<string, string>;
};

/** A return signed by the first two holders of the unit's centre. */
export function signedAt(
  signing: Signing,
  unit: string,
  counts: Counts,
  atSeconds: number,
  after?: { readonly supersedes: string; readonly reason: string },
): GeneratedSigned {
  const { definition, hash, keys, closes, centreOf } = signing;
  const centre = centreOf.get(unit) ?? '';
  const one: GeneratedReturn = {
    format: 'pollwarden-return/1',
    election: definition.election,
    definition: hash,
    contest: definition.contests[0].id,
    unit,
    centre,
    counts,
    countedAt: new Date(closes + atSeconds * 1000).toISOString().replace(/\.\d+Z$/, 'Z'),
    ...after,
  };
  const bytes = Buffer.from(canonicalJson(one));
  return {
    return: one,
    signatures: (keys.get(centre) ?? []).slice(0, 2).map((key: GeneratedKey) => signWith(key, bytes)),
  };
}

/** `hash`: SHA-256 of the canonical definition; `closes`: the close of the polls, milliseconds since 1970 UTC. */
export function planNight(
  { definition, keys }: GeneratedElection,
  {
    hash,
    closes,
    digest,
  }: { readonly hash: string; readonly closes: number; readonly digest: (text: string) => string },
  plan: NightPlan,
  given?: ReadonlyMap<string, Counts>,
): Night {
  const counts = given ?? trueCounts(definition, plan.seed);
  const centreOf = new Map(definition.units.map(({ id, centre }) => [id, centre]));
  const signing: Signing = { definition, hash, keys, closes, centreOf };
  const truth: TruthOfUnit[] = [];
  const arrivals: NightArrival[] = [];
  const stations = swaps(definition, plan);
  definition.units.forEach(({ id: unit, registered = 500 }, i) => {
    const random = seededRandom(plan.seed, 200_000 + i);
    const own = counts.get(unit);
    if (own === undefined) return;
    const chance = random.next();
    const base =
      (plan.minutes * 60 * (0.12 + 0.62 * Math.min(1, registered / 1600)) + random.exponential(plan.minutes * 9)) | 0;
    const late = chance < plan.late;
    const at = late ? base + plan.minutes * 60 : base;
    if (late) truth.push({ unit, fault: 'late', channel: 'both', fields: [] });
    const entered = entryFault(unit, own, definition, random, plan, truth);
    const wrong = channelFault(unit, entered, { definition, counts, stations }, random, plan, truth);
    const official = signedAt(signing, unit, wrong?.official ?? entered, at);
    const backupAt = at + 60 + Math.floor(random.exponential(600));
    arrivals.push({ channel: 'official', unit, atSeconds: at, signed: official });
    if (random.next() < plan.missing) truth.push({ unit, fault: 'missing', channel: 'backup', fields: [] });
    else {
      const same = wrong?.backup === undefined;
      const backup = same
        ? signedAt(signing, unit, entered, at)
        : signedAt(signing, unit, wrong.backup ?? entered, backupAt);
      arrivals.push({ channel: 'backup', unit, atSeconds: backupAt, signed: wrong === undefined ? official : backup });
    }
    if (wrong?.corrected === true) {
      const supersedes = digest(canonicalJson(official.return));
      const correction = signedAt(signing, unit, entered, backupAt + 1200, {
        supersedes,
        reason: 'Figures of the paper were entered wrongly',
      });
      arrivals.push({ channel: 'official', unit, atSeconds: backupAt + 1500, signed: correction });
    }
    if (random.next() < 0.3) arrivals.push({ channel: 'observer', unit, atSeconds: backupAt + 300, signed: official });
  });
  return { arrivals: arrivals.toSorted((a, b) => a.atSeconds - b.atSeconds), truth, counts };
}

function entryFault(
  unit: string,
  own: Counts,
  definition: Definition,
  random: Random,
  plan: NightPlan,
  truth: TruthOfUnit[],
): Counts {
  if (random.next() >= plan.entryFaults) return own;
  const fault = entryFaults[random.below(entryFaults.length)];
  const faulty = applyFault(fault, own, definition, random);
  if (faulty === undefined) return own;
  truth.push({ unit, fault, channel: 'both', fields: faulty.fields });
  return faulty.counts;
}

/** Pairs of units whose sheets were exchanged on the official channel, by unit. */
function swaps({ units }: Definition, plan: NightPlan): ReadonlyMap<string, string> {
  const random = seededRandom(plan.seed, 73);
  const pairs = new Map<string, string>();
  const wanted = Math.round((units.length * plan.channelFaults) / 12);
  for (let i = 0; i < wanted * 20 && pairs.size < wanted * 2; i++) {
    const a = units[random.below(units.length)];
    const near = units.filter(({ id, centre }) => centre === a.centre && id !== a.id && !pairs.has(id));
    if (pairs.has(a.id) || near.length === 0) continue;
    const b = near[random.below(near.length)];
    pairs.set(a.id, b.id).set(b.id, a.id);
  }
  return pairs;
}

type Wrong = { readonly official?: Counts; readonly backup?: Counts; readonly corrected?: true };

type Figures = {
  readonly definition: Definition;
  readonly counts: ReadonlyMap<string, Counts>;
  readonly stations: ReadonlyMap<string, string>;
};

/** The sheet of another unit of the centre is entered for this one too, on the official channel. */
function wrongUnit(
  unit: string,
  { definition: { units }, counts, stations }: Figures,
  random: Random,
  truth: TruthOfUnit[],
): Wrong | undefined {
  const centre = units.find(({ id }) => id === unit)?.centre;
  const near = units.filter((one) => one.centre === centre && one.id !== unit && !stations.has(one.id));
  const other = near.length === 0 ? undefined : near[random.below(near.length)].id;
  const copied = other === undefined ? undefined : counts.get(other);
  if (other === undefined || copied === undefined) return undefined;
  truth.push({ unit, fault: 'wrongUnit', channel: 'official', fields: [], with: other });
  return { official: copied };
}

function channelFault(
  unit: string,
  entered: Counts,
  { definition, counts, stations }: Figures,
  random: Random,
  plan: NightPlan,
  truth: TruthOfUnit[],
): Wrong | undefined {
  const other = stations.get(unit);
  const swapped = other === undefined ? undefined : counts.get(other);
  if (other !== undefined && swapped !== undefined) {
    truth.push({ unit, fault: 'swappedStations', channel: 'official', fields: [], with: other });
    return { official: swapped };
  }
  if (random.next() >= plan.channelFaults) return undefined;
  const fault = channelFaults[random.below(channelFaults.length)];
  if (fault === 'wrongUnit') return wrongUnit(unit, { definition, counts, stations }, random, truth);
  const faulty = applyFault(fault, entered, definition, random);
  if (faulty === undefined) return undefined;
  const channel = random.next() < 0.6 ? 'official' : 'backup';
  const corrected = channel === 'official' && random.next() < plan.corrected;
  truth.push({ unit, fault, channel, fields: faulty.fields, ...(corrected ? { corrected: true } : {}) });
  return { [channel]: faulty.counts, ...(corrected ? { corrected: true } : {}) };
}
