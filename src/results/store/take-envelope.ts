// One envelope at headquarters: opened with the sealing key, its signature and those of the return checked again, so that
// nothing rests on intake having done so.
import { createHash } from 'node:crypto';
import type { Channel } from '../../elections/definition/definition.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { openEnvelope, parseEnvelope, type SealingPair } from '../intake/seal.ts';
import { type EnvelopeVerifier, envelopeVerifier } from '../intake/verify-envelope.ts';
import type { ArrivalWay, SignedReturn } from '../return/count-return.ts';
import { canonicalReturn, type Outcome, type Refusal, refuse } from '../return/parse.ts';
import { signedVerifier, type VerifySigned } from '../return/verify-node.ts';
import type { By } from './by.ts';
import { definitionOf, definitionVersions, findElection, revokedKeys } from './elections.ts';
import { corrigendumProblem } from './corrigenda.ts';
import { knownVersions } from './known-versions.ts';
import { returnHash, storeArrivals } from './returns.ts';
import { reconcileUnit } from './unit-states.ts';

export type OpenedEnvelope = {
  /** SHA-256 of the bytes as they came. */
  readonly hash: string;
  /** As the envelope says; empty where it is none. */
  readonly election: string;
  readonly centre: string;
  readonly key: string;
  readonly signed: Outcome<SignedReturn>;
};

type Verifiers = { readonly envelope: EnvelopeVerifier; readonly signed: VerifySigned };

/** For what has no receipt: it comes after every revocation on record, also where the clock was set back since. */
export const afterRevocations = Number.MAX_SAFE_INTEGER;

/** `receivedAt` in milliseconds since 1970 UTC: of the receipt, or afterRevocations. */
export type EnvelopeOpener = (bytes: Uint8Array, receivedAt: number) => Promise<OpenedEnvelope>;

/** Prepared anew when a definition or the list of revoked keys changes. */
function verifiersOf(
  ledger: Ledger,
): (election: string) => (Verifiers & { readonly revoked: ReadonlyMap<string, number> }) | undefined {
  const kept = new Map<string, Verifiers & { readonly revoked: ReadonlyMap<string, number>; readonly state: string }>();
  return (election) => {
    if (findElection(ledger, election) === undefined) return undefined;
    const revoked = revokedKeys(ledger, election);
    const versions = definitionVersions(ledger, election).map(({ hash, state }) => `${hash} ${state}`);
    const state = `${versions.join()} ${[...revoked].join()}`;
    const known = kept.get(election);
    if (known?.state === state) return known;
    const definition = definitionOf(ledger, election);
    const hashes = new Set(knownVersions(ledger, election).map(({ hash }) => hash));
    const signed = signedVerifier({ definition, hashes }, revoked);
    const made = { envelope: envelopeVerifier([definition]), signed, revoked, state };
    kept.set(election, made);
    return made;
  };
}

async function openWith(
  keys: readonly SealingPair[],
  envelope: Parameters<typeof openEnvelope>[0],
): Promise<Outcome<SignedReturn>> {
  let answer: Outcome<SignedReturn> = refuse('SEALING_KEY_INVALID', 'there is none here');
  for (const { privateKey } of keys) {
    answer = await openEnvelope(envelope, privateKey);
    if (answer.ok) return answer;
  }
  return answer;
}

/** `keys`: the sealing keys of headquarters, the newest first. Never throws for what an envelope holds. */
export function envelopeOpener(ledger: Ledger, keys: readonly SealingPair[]): EnvelopeOpener {
  const verifiers = verifiersOf(ledger);
  return async (bytes, receivedAt) => {
    const hash = createHash('sha256').update(bytes).digest('hex');
    const read = parseEnvelope(bytes);
    if (!read.ok) return { hash, election: '', centre: '', key: '', signed: read };
    const { election, centre, key } = read.value;
    const answer = (signed: Outcome<SignedReturn>): OpenedEnvelope => ({ hash, election, centre, key, signed });
    const refused = (refusal: Refusal): OpenedEnvelope => answer({ ok: false, refusal });
    const verify = verifiers(election);
    if (verify === undefined) return refused({ code: 'ELECTION_OTHER', detail: 'no such election was imported here' });
    const stranger = verify.envelope(read.value, receivedAt, verify.revoked);
    if (stranger !== undefined) return refused(stranger);
    const opened = await openWith(keys, read.value);
    if (!opened.ok) return answer(opened);
    const refusal = verify.signed(opened.value, receivedAt) ?? corrigendumProblem(ledger, opened.value.return);
    return refusal === undefined ? answer(opened) : refused(refusal);
  };
}

export type Taken = {
  readonly outcome: 'added' | 'known';
  readonly contest: string;
  readonly unit: string;
  readonly hash: string;
};

export type TakenAs = {
  readonly channel: Channel;
  readonly way: ArrivalWay;
  readonly source: { readonly file?: string; readonly receipt?: string };
  readonly receivedAt: number;
};

/** Keeps a return that was opened and checked, and reconciles its unit. In the caller's transaction. */
export function takeSigned(ledger: Ledger, signed: SignedReturn, as: TakenAs, by: By): Taken {
  const { election, contest, unit } = signed.return;
  const { added } = storeArrivals(ledger, [{ signed, ...as }], by.name);
  reconcileUnit(ledger, election, contest, unit, by);
  return { outcome: added > 0 ? 'added' : 'known', contest, unit, hash: returnHash(canonicalReturn(signed.return)) };
}
