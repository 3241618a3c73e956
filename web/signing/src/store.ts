// What the app keeps on this machine, in IndexedDB: keys, entries, signed returns, what is to be sent. A write is
// acknowledged when its transaction is on the disk (durability: strict).

export type StoreName = 'keys' | 'entries' | 'returns' | 'settings' | 'outbox';
const stores: readonly StoreName[] = ['keys', 'entries', 'returns', 'settings', 'outbox'];

export type Store = {
  readonly put: (store: StoreName, id: string, value: unknown) => Promise<void>;
  readonly get: (store: StoreName, id: string) => Promise<unknown>;
  readonly all: (store: StoreName) => Promise<readonly unknown[]>;
};

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('the browser cannot keep data')));
  });

/** One database for each election, so that nothing of another is ever mixed in. */
export async function openStore(election: string): Promise<Store> {
  const request = indexedDB.open(`pollwarden-signing-${election}`, 2);
  request.addEventListener('upgradeneeded', () => {
    const { result } = request;
    // A file of an earlier version kept fewer of them.
    for (const name of stores) if (!result.objectStoreNames.contains(name)) result.createObjectStore(name);
  });
  const database = await settled(request);
  // A newer file that is opened beside this one waits for it otherwise.
  database.addEventListener('versionchange', () => database.close());
  const write = (store: StoreName, work: (objects: IDBObjectStore) => void): Promise<void> =>
    new Promise((resolve, reject) => {
      const transaction = database.transaction(store, 'readwrite', { durability: 'strict' });
      transaction.addEventListener('complete', () => resolve());
      transaction.addEventListener('abort', () =>
        reject(transaction.error ?? new Error('the disk is full or the browser refused')),
      );
      work(transaction.objectStore(store));
    });
  return {
    put: (store, id, value) => write(store, (objects) => objects.put(value, id)),
    get: (store, id) => settled(database.transaction(store).objectStore(store).get(id)),
    all: (store) => settled(database.transaction(store).objectStore(store).getAll()),
  };
}
