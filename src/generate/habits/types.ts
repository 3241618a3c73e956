// Shapes of habit streams: independent people with habits, with or without one planted group.

/** Nobody coordinates, and given the object every account acts on its own. */
export const habitKinds = [
  'exchangeable',
  'hours',
  'zone',
  'latency',
  'ownpace',
  'scheduled',
  'push',
  'match',
  'followers',
  'mixed',
  'commute',
  'digest',
  'weekdays',
] as const;

/** "cascade": nobody coordinates, but accounts share after those they follow; they are not independent. */
export type HabitKind = (typeof habitKinds)[number] | 'cascade';

export type PlantedGroup = {
  readonly size: number;
  readonly jitterSeconds: number;
  /** Objects the group acts on together, chosen among those with 20 to 200 sharers. */
  readonly objects: number;
  /** Chance that a member takes part in one action. */
  readonly participation: number;
  /** Other shares of each member, shortly after a share of somebody else. */
  readonly coverShares: number;
  /** Fraction of members replaced by new accounts after each third of the objects. */
  readonly rotation?: number;
  /** Actions start at the object's birth instead of at the time of a random sharer. */
  readonly anchored?: boolean;
};

/** Rows sorted by time, then object, then account; one row per (account, object). */
export type HabitStream = {
  readonly accounts: string[];
  readonly objects: string[];
  readonly account: Uint32Array;
  readonly object: Uint32Array;
  /** Seconds since 1970-01-01T00:00:00Z, in whole milliseconds. */
  readonly time: Float64Array;
  /** Indices into `accounts`; empty for an organic stream. */
  readonly plantedAccounts: Set<number>;
};

/** Who shared what, and when each object appeared; without the times of the shares. */
export type World = {
  readonly accountCount: number;
  readonly objectCount: number;
  /** Seconds since 1970. */
  readonly birth: Float64Array;
  /** Log of the median delay of the object's audience, in log seconds. */
  readonly logPace: Float64Array;
  readonly author: Uint32Array;
  /** Index of the live event the object was born in, or -1. */
  readonly match: Int32Array;
  /** Audience of object o: audience[start[o]] … audience[start[o + 1] - 1], distinct accounts. */
  readonly start: Uint32Array;
  readonly audience: Uint32Array;
};

/** The moment at which `account` shares `object`, in seconds since 1970. */
export type Timing = (account: number, object: number) => number;
