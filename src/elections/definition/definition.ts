// The definition of an election: what is counted, by whom, where, and by which rules. Browser-safe: plain data.
// It is fixed as canonical JSON (RFC 8785); its SHA-256 is what returns and the opening fingerprint name.

/** Lower-case letters, digits and hyphens, 1 to 64; names the election in files, returns and addresses. */
export type ElectionId = string;
/** SHA-256 in 64 lower-case hexadecimal digits. */
export type Digest = string;

export type Area = {
  readonly id: string;
  readonly name: string;
  /** Undefined for the whole of the election's area. */
  readonly parent?: string;
  /** In the words of the country: country, region, constituency, municipality… */
  readonly level: string;
};

/** A public key of one holder at a count centre. People are not named: a holder is a role such as "holder A". */
export type CentreKey = {
  /** First 16 hexadecimal digits of the SHA-256 of the raw public key. */
  readonly id: string;
  readonly holder: string;
  /** Raw Ed25519 public key, 32 bytes in base64url without padding. */
  readonly publicKey: string;
};

export type CountCentre = {
  readonly id: string;
  readonly name: string;
  readonly area: string;
  readonly keys: readonly CentreKey[];
};

export type CountingUnit = {
  readonly id: string;
  readonly name: string;
  /** The smallest area that holds it. */
  readonly area: string;
  readonly centre: string;
  /** People entitled to vote, where known before polling. */
  readonly registered?: number;
  /** Where small stations were merged: the ids of all that are counted together here. */
  readonly merged?: readonly string[];
};

export type Candidate = { readonly id: string; readonly name: string };

export type Option = {
  readonly id: string;
  readonly name: string;
  readonly candidates?: readonly Candidate[];
  /** Id of the alliance whose lists are allocated seats together. */
  readonly alliance?: string;
  /** Stands alone and outside the allocation of seats to lists, such as an independent candidate. */
  readonly independent?: true;
};

/** Which figure of the tally a threshold is a share of. */
export type Threshold = {
  /** Exact fraction of the base, such as [4, 100]; lists below it get no seat. */
  readonly share?: readonly [numerator: number, denominator: number];
  /** Or a number of votes. */
  readonly votes?: number;
  readonly base: 'valid' | 'cast';
};

export const seatMethods = [
  'dhondt',
  'sainteLague',
  'modifiedSainteLague',
  'hareLargestRemainder',
  'droopLargestRemainder',
  'hagenbachBischoff',
  'dutch',
  'plurality',
] as const;
export type SeatMethod = (typeof seatMethods)[number];

export type SeatRule = { readonly method: SeatMethod; readonly seats: number; readonly threshold?: Threshold };

export type Contest = {
  readonly id: string;
  readonly name: string;
  /** The area that votes in it; its units are all below that area. */
  readonly area: string;
  readonly options: readonly Option[];
  /** Undefined where no seats follow from the tally. */
  readonly seats?: SeatRule;
};

/** One figure of the form besides votes, under the paper's own name. */
export type Field = {
  readonly id: string;
  readonly label: string;
  /** "form", or the mode whose channel carries it too. */
  readonly group: string;
  /** What it means to checks that are the same everywhere. */
  readonly meaning?: 'registered' | 'cast' | 'valid' | 'blank' | 'invalid';
};

/** A way in which votes are cast and counted apart, such as paper and machine; "all" where there is one. */
export type Mode = { readonly id: string; readonly name: string };

export const channels = ['official', 'backup', 'observer'] as const;
/** An independent path of the same return. */
export type Channel = (typeof channels)[number];

export type MinimumVoters = {
  /** Units or modes with fewer voters are merged before anything is signed. */
  readonly count: number;
  /** The law that allows a lower minimum than 50; recorded, shown, signed with the definition. */
  readonly ground?: string;
};

/** Keys of the call-back desk: what it signs with, and what it committed to before polling. */
export type CallBackDesk = {
  /** Raw Ed25519 public key of the desk, base64url. */
  readonly publicKey: string;
  /** One-time sheets of the centres; a centre may have several, used in this order. */
  readonly sheets: readonly CallBackSheet[];
};

export type CallBackSheet = {
  readonly centre: string;
  readonly sheet: string;
  /** bound: the code depends on the totals. plain: it is printed, for a centre without a computer. */
  readonly kind: 'bound' | 'plain';
  /** Lines on it, numbered from 1. */
  readonly lines: number;
  /** SHA-256 over its salt and secrets, disclosed after certification. */
  readonly commitment: Digest;
};

export type Definition = {
  readonly format: 'pollwarden-definition/1';
  readonly election: ElectionId;
  readonly name: string;
  /** ISO day of (the last day of) polling. */
  readonly day: string;
  readonly timeZone: string;
  /** The pack that gives fields and rules: name and version. */
  readonly pack: { readonly name: string; readonly version: string };
  readonly areas: readonly Area[];
  readonly centres: readonly CountCentre[];
  readonly units: readonly CountingUnit[];
  readonly contests: readonly Contest[];
  readonly fields: readonly Field[];
  readonly modes: readonly Mode[];
  /** Coded arithmetic checks, in the order of the form. */
  readonly rules: readonly Rule[];
  /** What each channel carries: "form" and ids of modes. */
  readonly carries: { readonly [C in Channel]?: readonly string[] };
  readonly minimumVoters: MinimumVoters;
  /** Raw X25519 public key (base64url) to which returns are sealed on their way; undefined until made. */
  readonly sealingKey?: string;
  readonly callBack?: CallBackDesk;
};

/** A coded check over one return: `breaks` is a formula over field ids and sums of votes that is true when it fails. */
export type Rule = {
  readonly code: string;
  /** An error stops the entry until corrected or explained; a warning asks for a second look. */
  readonly kind: 'error' | 'warning';
  readonly label: string;
  readonly breaks: string;
  /** Ids of the fields to look at again. */
  readonly fields: readonly string[];
};

/** The id of the field of votes of an option (or one of its candidates) in a mode. */
export const voteKey = (mode: string, option: string, candidate?: string): string =>
  candidate === undefined ? `votes/${mode}/${option}` : `votes/${mode}/${option}/${candidate}`;
