// What happens in a space, told to whoever listens: live pages (server-sent events) and other features.
export const topics = [
  'findings',
  'sources',
  'lake',
  'detectors',
  'alerts',
  'watchlists',
  'people',
  'operations',
  'elections',
  'returns',
  'callBacks',
  'release',
  'pollingDay',
  'plausibility',
  'demonstration',
] as const;
export type Topic = (typeof topics)[number];

/** `id` names what changed where it is one thing. `data` is small and holds nothing that a role may not see. */
export type HubEvent = {
  readonly topic: Topic;
  readonly change: 'added' | 'changed' | 'removed';
  readonly id?: string;
  readonly data?: Readonly<Record<string, string | number | boolean | null>>;
};

export type Hub = {
  readonly publish: (event: HubEvent) => void;
  /** Answers with the function that ends it. A listener that throws is dropped. */
  readonly subscribe: (listener: (event: HubEvent) => void) => () => void;
};

export function createHub(): Hub {
  const listeners = new Set<(event: HubEvent) => void>();
  return {
    publish: (event) => {
      for (const listener of listeners) {
        try {
          listener(event);
        } catch {
          listeners.delete(listener);
        }
      }
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
