// The evidence of a finding, in one form for every detector, and how it is kept: canonical JSON, hashed, compressed.
import { createHash } from 'node:crypto';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { ReturnsConflict } from './conflict/conflict.ts';
import { canonicalJson, type Json } from '../kernel/canonical-json.ts';

export type EvidenceMember = {
  readonly account: string;
  /** Everything the account shared on the layer of the claim, in the group or not; null while that is not known. */
  readonly shares: number | null;
  /** Objects of the evidence, of all layers, on which it met another member within the window. */
  readonly sharesInGroup: number;
  /** On how many of these it was the first of the group. */
  readonly firsts: number;
  /** Over these, behind the first. */
  readonly medianLagSeconds: number;
  readonly firstSeen: number;
  readonly declared: string | null;
};

export type EvidenceObject = {
  readonly layer: string;
  readonly object: string;
  readonly sample: string | null;
  readonly surprise: number;
  readonly audience: number;
  readonly posts: readonly { readonly account: string; readonly post: string; readonly time: number }[];
};

export type EvidenceEdge = {
  readonly a: string;
  readonly b: string;
  /** Objects of one layer, the pair's strongest (`layers` names it first), on which the two met within `windowSeconds`. */
  readonly weight: number;
  readonly windowSeconds: number;
  readonly qValue: number | null;
  readonly medianLagSeconds: number | null;
  readonly layers: readonly string[];
};

/** Of a conflict between returns: which they are, what each channel says, and which checks a return breaks by itself. */
export type EvidenceReturns = Pick<
  ReturnsConflict,
  'election' | 'contest' | 'unit' | 'heads' | 'kind' | 'channels' | 'figures' | 'checks'
>;

/** Times in milliseconds since 1970 UTC. Null where a detector does not say, or the finding is not calibrated. */
export type Evidence = {
  readonly form: 1;
  readonly claim: string;
  readonly severityReasons: readonly string[];
  readonly parameters: readonly { readonly name: string; readonly value: string; readonly meaning: string }[];
  readonly windowSeconds: number;
  readonly pValue: number | null;
  readonly observed: number | null;
  readonly expected: number | null;
  readonly nulls: readonly { readonly name: string; readonly expected: number; readonly pValue: number }[];
  readonly decoys: number | null;
  readonly lagHistogram: { readonly edges: readonly number[]; readonly counts: readonly number[] } | null;
  readonly counterEvidence: readonly string[];
  readonly calibration: readonly { readonly score: number; readonly targets: number; readonly decoys: number }[];
  readonly scoreCut: number | null;
  readonly members: readonly EvidenceMember[];
  readonly edges: readonly EvidenceEdge[];
  readonly objects: readonly EvidenceObject[];
  readonly layerMix: readonly { readonly layer: string; readonly objects: number }[];
  readonly nextSteps: readonly string[];
  /** Of returns in conflict only. */
  readonly returns?: EvidenceReturns;
};

export type PackedEvidence = { readonly hash: string; readonly bytes: Uint8Array };

/** Numbers that are no numbers become null: JSON knows none. */
export function packEvidence(evidence: Evidence): PackedEvidence {
  const text = canonicalJson(plain(evidence));
  return { hash: createHash('sha256').update(text).digest('hex'), bytes: zstdCompressSync(Buffer.from(text)) };
}

const mostBytes = 512 * 1024 * 1024;

/** From the ledger only: these bytes are ours. */
export function unpackEvidence(bytes: Uint8Array): Evidence {
  return JSON.parse(zstdDecompressSync(bytes, { maxOutputLength: mostBytes }).toString('utf8')) as Evidence;
}

function plain(value: unknown): Json {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value === 'string') return value.toWellFormed();
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value as Json;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => (inner === undefined ? [] : [[key, plain(inner)] as const])),
  );
}
