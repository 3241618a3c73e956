// For tests: a generated election, its returns sealed by their centres, and an intake that runs in this process.
import { sign } from 'node:crypto';
import { generateElection, type GeneratedElection } from '../../generate/returns/election.ts';
import { nightOf, ordinaryNight } from '../../generate/returns/write.ts';
import type { Definition } from '../../elections/definition/definition.ts';
import { canonicalEnvelope, makeSealingPair, type SealingPair, sealReturn } from '../../results/intake/seal.ts';
import type { SignedReturn } from '../../results/return/count-return.ts';
import { type IntakeRequest, type RunningIntake, runIntake } from '../run.ts';

export type SealedNight = {
  readonly definition: Definition;
  readonly pair: SealingPair;
  readonly generated: GeneratedElection;
  readonly signed: readonly SignedReturn[];
  /** Canonical envelope of a return; `holder` 0 or 1 of its centre seals. */
  readonly seal: (signed: SignedReturn, holder?: number) => Promise<string>;
};

export async function sealedNight(units: number, election = 'sealed', seed = 9): Promise<SealedNight> {
  const generated = generateElection({
    seed,
    election,
    day: '2026-06-07',
    units,
    areas: 2,
    options: 5,
    candidates: 0,
  });
  const night = nightOf(generated, { ...ordinaryNight, seed }, Date.parse('2026-06-07T18:00:00Z'));
  const pair = await makeSealingPair();
  return {
    definition: generated.definition,
    pair,
    generated,
    signed: night.arrivals.filter(({ channel }) => channel === 'official').map(({ signed }) => signed),
    seal: async (signed, holder = 0) => {
      const key = (generated.keys.get(signed.return.centre) ?? [])[holder];
      const envelope = await sealReturn({
        signed,
        sealingKey: pair.publicKey,
        key: key.id,
        sign: async (bytes) => sign(null, bytes, key.privateKey),
        madeAt: '2026-06-07T19:00:00Z',
      });
      return canonicalEnvelope(envelope);
    },
  };
}

export const startIntake = async (
  folder: string,
  definition: Definition,
  more: Partial<IntakeRequest> = {},
): Promise<RunningIntake> =>
  await runIntake({
    folder,
    definitions: [definition],
    host: '127.0.0.1',
    port: 0,
    tls: undefined,
    behindProxy: false,
    revocations: { now: () => new Map(), problem: () => undefined },
    log: () => undefined,
    now: Date.now,
    monotonic: () => performance.now(),
    ...more,
  });

export type Posted = { readonly status: number; readonly body: string; readonly headers: Headers };

export async function post(url: string, body: string, headers: Readonly<Record<string, string>> = {}): Promise<Posted> {
  const response = await fetch(`${url}/intake/v1/envelopes`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...headers },
  });
  return { status: response.status, body: (await response.text()).trimEnd(), headers: response.headers };
}
