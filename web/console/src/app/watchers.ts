// Who wants to know when a value outside React changes; `subscribe` is what useSyncExternalStore takes.

export type Watchers = {
  readonly subscribe: (watcher: () => void) => () => void;
  readonly tell: () => void;
};

export function createWatchers(): Watchers {
  const watchers = new Set<() => void>();
  return {
    subscribe: (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    tell: () => {
      for (const watcher of watchers) watcher();
    },
  };
}
