// What one EML_NL file says, as plain data: election definition, polling stations, candidate lists, counts, result.

export type EmlElection = {
  readonly id: string;
  readonly name?: string;
  readonly category: string;
  readonly subcategory?: string;
  readonly domain?: { readonly id?: string; readonly name: string };
  /** ISO day of polling. */
  readonly day: string;
  readonly nominationDay?: string;
};

export type EmlRegion = {
  readonly number: string;
  readonly category: string;
  readonly name: string;
  readonly superior?: { readonly number: string; readonly category: string };
};

export type EmlStation = {
  readonly number: string;
  readonly name: string;
  readonly postalCode?: string;
  /** People entitled to vote there; 0 where the file does not say by station. */
  readonly voters: number;
};

export type EmlCandidate = { readonly number: string; readonly name: string };
export type EmlList = { readonly number: string; readonly name: string; readonly candidates: readonly EmlCandidate[] };

/** Votes of a list follow its number; those of a candidate the list before it. */
export type EmlVotes = {
  readonly lists: readonly {
    readonly number: string;
    readonly votes: number;
    readonly candidates: readonly { readonly number: string; readonly votes: number }[];
  }[];
  /** People entitled to vote (Cast); 0 where the file does not say. */
  readonly entitled: number;
  /** Votes for candidates (TotalCounted). */
  readonly counted: number;
  /** By reason code: blanco, ongeldig. */
  readonly rejected: Readonly<Record<string, number>>;
  /** By reason code, such as "toegelaten kiezers". */
  readonly uncounted: Readonly<Record<string, number>>;
};

export type EmlUnitVotes = {
  readonly id: string;
  readonly name: string;
  readonly votes: EmlVotes;
  readonly line: number;
};

export type EmlElected = {
  /** The list, or the list of the candidate. */
  readonly list: string;
  readonly candidate?: string;
  readonly ranking?: number;
};

/** 110a: what is elected, where. */
export type EmlDefinition = {
  readonly kind: '110a';
  readonly contest: string;
  readonly seats: number;
  /** Percent of the quota. */
  readonly preferenceThreshold: number;
  readonly regions: readonly EmlRegion[];
  readonly parties: readonly string[];
};

export type EmlPlaces = {
  readonly contest: string;
  /** The municipality or other body that has these stations: its code and name. */
  readonly unit: { readonly id: string; readonly name: string };
  readonly entitled?: number;
  readonly stations: readonly EmlStation[];
};

/** 110b: polling stations. */
export type EmlStations = { readonly kind: '110b'; readonly places: readonly EmlPlaces[] };

/** 230b and 230c: candidate lists by contest (electoral district). */
export type EmlLists = {
  readonly kind: '230b' | '230c';
  readonly contests: readonly { readonly id: string; readonly name?: string; readonly lists: readonly EmlList[] }[];
};

/** 510: counts, each total with the units that it is the sum of. */
export type EmlCount = {
  readonly kind: '510a' | '510b' | '510c' | '510d' | '510q' | '510r' | '510s';
  readonly contests: readonly {
    readonly id: string;
    readonly total?: EmlVotes;
    readonly units: readonly EmlUnitVotes[];
  }[];
};

/** 520: who is elected. */
export type EmlResult = {
  readonly kind: '520';
  readonly contests: readonly { readonly id: string; readonly elected: readonly EmlElected[] }[];
};

export type EmlBody = EmlDefinition | EmlStations | EmlLists | EmlCount | EmlResult;

export type EmlKind = EmlBody['kind'];

export type EmlNlDocument = {
  readonly file: string;
  readonly election: EmlElection;
  readonly authority?: { readonly id: string; readonly name: string };
  readonly body: EmlBody;
  /** What is not as the schema has it and was read all the same. */
  readonly warnings: readonly string[];
};
