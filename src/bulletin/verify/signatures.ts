// Checks signatures of returns, many at a time: two holders of the centre, by the keys of the definition that a return names.
// Browser-safe.
import type { Definition, Digest } from '../../elections/definition/definition.ts';
import type { SignedReturn } from '../../results/return/count-return.ts';
import { canonicalReturn } from '../../results/return/parse.ts';
import { fromBase64Url } from '../../results/return/verify-web.ts';
import { type Holders, holdersOf, isRefusal } from '../../results/return/verify.ts';
import type { TlogCrypto } from '../../tlog/keys.ts';

export type SignedBy =
  | { readonly ok: true; readonly holders: number }
  | { readonly ok: false; readonly detail: string };

/** By the definition; prepared once for each. */
export type ReturnVerifier = (signed: SignedReturn, definition: Definition | undefined) => Promise<SignedBy>;

const none: ReadonlyMap<string, number> = new Map();

export function returnVerifier({ ed25519 }: TlogCrypto): ReturnVerifier {
  const prepared = new Map<Definition, Holders>();
  const keys = new Map<string, Uint8Array>();
  const keyOf = (text: string): Uint8Array => {
    const known = keys.get(text) ?? fromBase64Url(text);
    keys.set(text, known);
    return known;
  };
  return async (signed, definition) => {
    if (definition === undefined) return { ok: false, detail: 'its definition is not in the log' };
    const holders = prepared.get(definition) ?? holdersOf(definition, none);
    prepared.set(definition, holders);
    // Which keys were revoked, and when, is headquarters' to say: it names no return of such a key in a record.
    const answer = holders(signed, 0);
    if (isRefusal(answer)) return { ok: false, detail: answer.detail };
    const bytes = canonicalReturn(signed.return);
    const checks = answer.toCheck.map(async ({ key, signature }) =>
      (await ed25519(keyOf(key.publicKey), bytes, fromBase64Url(signature)))
        ? undefined
        : `of ${key.holder} (${key.id})`,
    );
    const bad = (await Promise.all(checks)).find((detail) => detail !== undefined);
    return bad === undefined ? { ok: true, holders: answer.toCheck.length } : { ok: false, detail: bad };
  };
}

export type SignatureQueue = {
  readonly add: (hash: Digest, check: () => Promise<SignedBy>, failed: (detail: string) => void) => void;
  /** Waits until few are under way. */
  readonly room: () => Promise<void>;
  /** Waits for all. */
  readonly settle: () => Promise<void>;
  readonly isSigned: (hash: Digest) => boolean;
};

/** A key or a signature that cannot even be read holds for nothing. */
async function answerOf(check: () => Promise<SignedBy>): Promise<SignedBy> {
  try {
    return await check();
  } catch {
    return { ok: false, detail: 'a key or a signature that cannot be read' };
  }
}

const mostUnderWay = 1024;

/** `progress` hears of it while somebody waits for all. */
export function signatureQueue(progress: (done: number, of: number) => void): SignatureQueue {
  const valid = new Set<Digest>();
  let [asked, done] = [0, 0];
  let waiting: { readonly most: number; readonly go: () => void } | undefined;
  const take = async (...[hash, check, failed]: Parameters<SignatureQueue['add']>): Promise<void> => {
    const answer = await answerOf(check);
    if (answer.ok) valid.add(hash);
    else failed(answer.detail);
    done++;
    if (waiting?.most === 0 && done % 256 === 0) progress(done, asked);
    if (waiting !== undefined && asked - done <= waiting.most) waiting.go();
  };
  const until = async (most: number): Promise<void> => {
    if (asked - done > most)
      await new Promise<void>((go) => {
        waiting = { most, go };
      });
    waiting = undefined;
  };
  return {
    add: (hash, check, failed) => {
      asked++;
      void take(hash, check, failed);
    },
    room: async () => await until(mostUnderWay),
    settle: async () => await until(0),
    isSigned: (hash) => valid.has(hash),
  };
}
