// Identities of the days that an ingest touches, loaded when a day is touched, the least used let go.
import { createKeySet, type KeySet } from './key-set.ts';

export type DayKeys = {
  /** The identities of `kind` on `day`, loaded on first use by `load` (four words a row). */
  readonly of: (kind: string, day: string, load: () => Promise<readonly Uint32Array[]>) => Promise<KeySet>;
  readonly clear: () => void;
};

/** Holds at most about `mostKeys` identities (32 to 64 bytes each), and at least the day in use. */
export function createDayKeys(mostKeys: number): DayKeys {
  const days = new Map<string, KeySet>();
  const shrink = (): void => {
    let total = 0;
    for (const set of days.values()) total += set.size();
    for (const [name, set] of days) {
      if (total <= mostKeys || days.size === 1) return;
      days.delete(name);
      total -= set.size();
    }
  };
  return {
    of: async (kind, day, load) => {
      const name = `${kind}/${day}`;
      let set = days.get(name);
      if (set === undefined) {
        set = keySetOf(await load());
      }
      // The map's order is the order of use.
      days.delete(name);
      days.set(name, set);
      shrink();
      return set;
    },
    clear: () => {
      days.clear();
    },
  };
}

function keySetOf(parts: readonly Uint32Array[]): KeySet {
  const set = createKeySet(parts.reduce((sum, keys) => sum + keys.length / 4, 0));
  for (const keys of parts) for (let at = 0; at < keys.length; at += 4) set.add(keys, at);
  return set;
}
