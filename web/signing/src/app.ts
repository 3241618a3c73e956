// What every view has at hand: the definition of the election in this file, what this machine keeps, and where it shows.
import type { Definition } from '../../../src/elections/definition/definition.ts';
import { canonicalJson } from '../../../src/kernel/canonical-json.ts';
import { readDefinition } from '../../../src/elections/definition/schema.ts';
import type { Entry } from '../../../src/results/entry/entry.ts';
import type { SignedReturn } from '../../../src/results/return/count-return.ts';
import { sha256, toHex } from '../../../src/results/return/verify-web.ts';
import type { KeptKey } from './keys.ts';
import { openStore, type Store } from './store.ts';
import { texts } from './texts.ts';

export type KeptReturn = {
  readonly signed: SignedReturn;
  readonly hash: string;
  readonly explained: readonly string[];
};

export type App = {
  readonly definition: Definition;
  /** SHA-256 of the canonical definition. */
  readonly hash: string;
  readonly store: Store;
  readonly place: HTMLElement;
  centre: string | undefined;
  /** Entries and newest signed returns by contest and unit. */
  readonly entries: Map<string, Entry>;
  readonly returns: Map<string, KeptReturn>;
  readonly keys: Map<string, KeptKey>;
  /** By the hash of a return; undefined where this file names no intake. */
  sendState: ((hash: string) => SendState) | undefined;
};

export type SendState = 'unsealed' | 'waiting' | 'received' | 'refused';

export const paperId = (contest: string, unit: string): string => `${contest}/${unit}`;

/** Of each paper the return that no other supersedes. */
function newestReturns(all: readonly KeptReturn[]): ReadonlyMap<string, KeptReturn> {
  const superseded = new Set(all.map(({ signed }) => signed.return.supersedes));
  const heads = all.filter(({ hash }) => !superseded.has(hash));
  return new Map(heads.map((kept) => [paperId(kept.signed.return.contest, kept.signed.return.unit), kept]));
}

/** Reads the definition out of the page, and what this machine kept. */
export async function openApp(): Promise<App> {
  const text = document.getElementById('definition')?.textContent ?? '';
  if (text.trim() === '%DEFINITION%') throw new Error(texts.noDefinition);
  const definition = readDefinition(JSON.parse(text) as unknown);
  const bytes = new TextEncoder().encode(canonicalJson(definition));
  const store = await openStore(definition.election);
  const app: App = {
    definition,
    hash: toHex(await sha256(bytes)),
    store,
    place: document.getElementById('app') as HTMLElement,
    centre: (await store.get('settings', 'centre')) as string | undefined,
    entries: new Map(),
    returns: new Map(),
    keys: new Map(),
    sendState: undefined,
  };
  for (const [id, kept] of newestReturns((await store.all('returns')) as readonly KeptReturn[]))
    app.returns.set(id, kept);
  for (const entry of (await store.all('entries')) as readonly Entry[]) {
    const id = paperId(entry.contest, entry.unit);
    // What was signed is a return; also where the machine stopped between keeping the return and the entry.
    const kept = app.returns.get(id)?.signed.return.countedAt;
    if (entry.state !== 'signed' && (entry.countedAt === undefined || entry.countedAt !== kept))
      app.entries.set(id, entry);
  }
  for (const key of (await store.all('keys')) as readonly KeptKey[]) app.keys.set(key.id, key);
  if (!definition.centres.some(({ id }) => id === app.centre)) app.centre = undefined;
  return app;
}

/** Kept on the disk before it answers. */
export async function keepEntry(app: App, entry: Entry): Promise<void> {
  const id = paperId(entry.contest, entry.unit);
  await app.store.put('entries', id, entry);
  app.entries.set(id, entry);
}
