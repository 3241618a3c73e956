// A return: the signed counts of one counting unit in one contest. Canonical bytes (RFC 8785), Ed25519, nothing edited.
// Browser-safe: plain data. Ids are never names of people.
import type { Digest } from '../../elections/definition/definition.ts';

export type CountReturn = {
  readonly format: 'pollwarden-return/1';
  readonly election: string;
  /** SHA-256 of the canonical definition it was made under. */
  readonly definition: Digest;
  readonly contest: string;
  readonly unit: string;
  readonly centre: string;
  /** Whole numbers, 0 to 1,000,000,000, by field id or vote key (see voteKey); a channel may carry some groups only. */
  readonly counts: Readonly<Record<string, number>>;
  /** ISO instant with seconds in UTC, by the centre's clock. */
  readonly countedAt: string;
  /** Of a corrigendum: the hash of the return that it supersedes, and why. */
  readonly supersedes?: Digest;
  readonly reason?: string;
};

/** One holder's signature over the canonical bytes; two different holders sign each return. */
export type ReturnSignature = {
  /** Id of the key in the definition. */
  readonly key: string;
  /** 64 bytes in base64url without padding. */
  readonly signature: string;
};

export type SignedReturn = {
  readonly return: CountReturn;
  /** Empty for what was read from somebody else's files: such a return says whose figures it holds in its arrival. */
  readonly signatures: readonly ReturnSignature[];
};

/** How a return reached us. */
export const arrivalWays = ['intake', 'import', 'stick', 'qr', 'mail', 'text', 'callBack', 'entry'] as const;
export type ArrivalWay = (typeof arrivalWays)[number];
