// Sealed returns on their way: kept on this machine until intake gave a receipt that holds, sent again with longer waits.
import { bring, pinnedKey, type Ask, mostReplyBytes, type Brought } from '../../../src/results/intake/courier.ts';
import type { Receipt } from '../../../src/results/intake/receipt.ts';
import { waitMilliseconds } from '../../../src/results/intake/retry.ts';
import { canonicalEnvelope, sealReturn } from '../../../src/results/intake/seal.ts';
import type { App, KeptReturn } from './app.ts';
import type { KeptKey } from './keys.ts';
import { sendTexts } from './send-texts.ts';

/** As `pollwarden election app --intake` puts it into the page. */
export type IntakeAddress = { readonly urls: readonly string[]; readonly fingerprint: string };

/** Of a holder who gave the passphrase. */
export type OpenedKey = Pick<KeptKey, 'id' | 'centre'> & { readonly privateKey: CryptoKey };

export type OutItem = {
  /** SHA-256 of the return. */
  readonly hash: string;
  readonly contest: string;
  readonly unit: string;
  readonly envelope: string;
  readonly state: 'waiting' | 'received' | 'refused';
  readonly receipt?: Receipt;
  readonly reason?: string;
};

export type SendQueue = {
  readonly address: IntakeAddress;
  readonly items: () => readonly OutItem[];
  /** Signed returns of this centre that are not sealed, or whose envelope was refused. */
  readonly unsealed: () => Promise<readonly KeptReturn[]>;
  /** Seals them with the key and begins to send; all are on the disk when it answers. */
  readonly seal: (key: OpenedKey) => Promise<void>;
  readonly sendNow: () => void;
  /** Why nothing arrives, and seconds until the next try; undefined while all is well. */
  readonly problem: () => { readonly why: string; readonly seconds: number } | undefined;
  readonly onChange: (listener: () => void) => void;
};

const answerMilliseconds = 20_000;

async function cappedText(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  let text = '';
  for (let part = await reader?.read(); part?.done === false; part = await reader?.read()) {
    text += decoder.decode(part.value, { stream: true });
    if (text.length > mostReplyBytes) {
      await reader?.cancel();
      throw new Error('the answer is longer than one of intake');
    }
  }
  return text.trimEnd();
}

const askOf =
  (url: string): Ask =>
  async (method, path, body) => {
    const asked = fetch(`${url}${path}`, {
      method,
      ...(body === undefined ? {} : { body, headers: { 'content-type': 'application/json' } }),
      credentials: 'omit',
      redirect: 'error',
      cache: 'no-store',
      signal: AbortSignal.timeout(answerMilliseconds),
    });
    // Browsers do not say why, and each in other words.
    const response = await asked.catch(() => {
      throw new Error(sendTexts.nobody(url));
    });
    return {
      status: response.status,
      body: await cappedText(response),
      retryAfter: response.headers.get('retry-after') ?? undefined,
    };
  };

async function sealed({ definition }: App, { signed, hash }: KeptReturn, key: OpenedKey): Promise<OutItem> {
  const { contest, unit } = signed.return;
  const sign = async (bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> =>
    new Uint8Array(await crypto.subtle.sign('Ed25519', key.privateKey, bytes));
  const madeAt = `${new Date().toISOString().slice(0, 19)}Z`;
  const sealingKey = definition.sealingKey ?? '';
  const envelope = canonicalEnvelope(await sealReturn({ signed, sealingKey, key: key.id, sign, madeAt }));
  return { hash, contest, unit, envelope, state: 'waiting' };
}

type Pass = Extract<Brought, { result: 'later' }> | undefined;

/** Undefined where this page names no intake. */
function addressIn(page: Document): IntakeAddress | undefined {
  const read = JSON.parse(page.getElementById('intake')?.textContent ?? 'null') as IntakeAddress | null;
  return read ?? undefined;
}

/** Reads what waits and begins to send it. */
export async function openQueue(app: App): Promise<SendQueue | undefined> {
  const address = addressIn(document);
  if (address === undefined) return undefined;
  const items = new Map(((await app.store.all('outbox')) as readonly OutItem[]).map((item) => [item.hash, item]));
  const listeners = new Set<() => void>();
  let [failures, running]: [number, boolean] = [0, false];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let problem: { readonly why: string; readonly seconds: number } | undefined;

  const changed = (): void => listeners.forEach((listener) => listener());
  const keep = async (item: OutItem): Promise<void> => {
    await app.store.put('outbox', item.hash, item);
    items.set(item.hash, item);
    changed();
  };
  const waiting = (): readonly OutItem[] => [...items.values()].filter(({ state }) => state === 'waiting');
  const settle = async (item: OutItem, brought: Brought): Promise<Pass> => {
    if (brought.result === 'later') return brought;
    if (brought.result === 'received') await keep({ ...item, state: 'received', receipt: brought.receipt });
    else await keep({ ...item, state: 'refused', reason: `${brought.message} (${brought.code})` });
    failures = 0;
    return undefined;
  };
  /** All that waits, at the address whose turn it is. */
  const pass = async (): Promise<Pass> => {
    const ask = askOf(address.urls[failures % address.urls.length]);
    const pinned = await pinnedKey(ask, address.fingerprint);
    if (!('publicKey' in pinned))
      return pinned.result === 'later'
        ? pinned
        : { result: 'later', why: 'message' in pinned ? pinned.message : '', afterSeconds: 60 };
    for (const item of waiting()) {
      const stopped = await settle(item, await bring(ask, item.envelope, pinned.publicKey));
      if (stopped !== undefined) return stopped;
    }
    return undefined;
  };
  const run = async (): Promise<void> => {
    if (running || waiting().length === 0) return;
    running = true;
    clearTimeout(timer);
    try {
      const stopped = await pass();
      problem = undefined;
      if (stopped !== undefined) {
        failures++;
        const wait = waitMilliseconds(failures, Math.random, stopped.afterSeconds);
        problem = { why: stopped.why, seconds: Math.ceil(wait / 1000) };
        timer = setTimeout(() => void run(), wait);
      }
    } finally {
      running = false;
      changed();
    }
    if (problem === undefined) await run();
  };
  addEventListener('online', () => void run());
  void run();
  return {
    address,
    items: () => [...items.values()],
    unsealed: async () =>
      ((await app.store.all('returns')) as readonly KeptReturn[]).filter(
        ({ signed, hash }) =>
          signed.return.centre === app.centre && (items.get(hash)?.state ?? 'refused') === 'refused',
      ),
    seal: async (key) => {
      const all = (await app.store.all('returns')) as readonly KeptReturn[];
      for (const kept of all)
        if (kept.signed.return.centre === key.centre && (items.get(kept.hash)?.state ?? 'refused') === 'refused')
          await keep(await sealed(app, kept, key));
      void run();
    },
    sendNow: () => void run(),
    problem: () => problem,
    onChange: (listener) => void listeners.add(listener),
  };
}
