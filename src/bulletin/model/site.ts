// Files of a bulletin as data: pointer, manifest, and what pages show. docs/log-entries.md. Browser-safe.
import type { Digest, ElectionId } from '../../elections/definition/definition.ts';
import type { Counts } from '../../results/tally/tally.ts';

export type Pointer = {
  readonly format: 'pollwarden-bulletin/1';
  readonly election: ElectionId;
  readonly number: number;
  /** ISO instant in UTC. */
  readonly at: string;
  /** Place of its bulletin entry in the log. */
  readonly entry: number;
  /** The whole signed note. */
  readonly checkpoint: string;
  /** Path of the manifest. */
  readonly manifest: string;
  /** A note signed by the log's key: "we are under attack, use channel X". */
  readonly notice: string | null;
  /** Addresses of copies, ending in a slash. */
  readonly mirrors: readonly string[];
};

export const fileRoles = [
  'definition',
  'total',
  'summary',
  'area',
  'returns',
  'csv',
  'eml',
  'cdf',
  'page',
  'script',
  'style',
  'language',
] as const;
export type FileRole = (typeof fileRoles)[number];

export type ManifestFile = {
  readonly role: FileRole;
  readonly path: string;
  readonly sha256: Digest;
  readonly bytes: number;
  /** Of an area: its id; of a language: its code; of exports: the contest. */
  readonly of?: string;
};

export type Manifest = {
  readonly format: 'pollwarden-manifest/1';
  readonly election: ElectionId;
  readonly number: number;
  readonly files: readonly ManifestFile[];
};

/** How far a unit's figures can be checked; see "The total" in docs/log-entries.md. */
export const unitStandings = ['signed', 'differs', 'unverified', 'stated', 'merged', 'committed', 'awaited'] as const;
export type UnitStanding = (typeof unitStandings)[number];

/** Paper of a unit: its signed QR codes are printed; written by hand; none is posted. */
export const paperKinds = ['qr', 'handwritten', 'none'] as const;
export type PaperKind = (typeof paperKinds)[number];

/** One contest in the sums of an area or of the whole. */
export type ContestSums = {
  readonly contest: string;
  /** Units that vote in it there, and those of them in the sums; of a record of an area, in the sums of that area and above. */
  readonly units: number;
  readonly counted: number;
  readonly byStanding: Readonly<Partial<Record<UnitStanding, number>>>;
  /** Figures of fields, and votes/<option>[/<candidate>] over all modes. */
  readonly counts: Counts;
  readonly turnout: { readonly cast: number; readonly registered: number; readonly units: number };
};

/** total.json: follows from the log's entries alone. */
export type Total = {
  readonly format: 'pollwarden-total/1';
  readonly election: ElectionId;
  readonly definition: Digest;
  readonly contests: readonly (ContestSums & {
    /** What the sums are without units that are unverified; null where there are none. */
    readonly without: Counts | null;
    /** Seats by option where the definition has a rule, from what is counted so far; null where lots decide and where nothing is counted. */
    readonly seats: Readonly<Record<string, number>> | null;
  })[];
};

/** summary.json: what the front page shows. */
export type Summary = {
  readonly format: 'pollwarden-summary/1';
  readonly election: ElectionId;
  readonly name: string;
  readonly day: string;
  readonly at: string;
  /** ISO instant before which only commitments are public; null where it has passed. */
  readonly embargo: string | null;
  readonly total: Total;
  readonly areas: readonly {
    readonly id: string;
    readonly name: string;
    readonly level: string;
    readonly parent: string | null;
    readonly contests: readonly ContestSums[];
    /** Path of its area file where units are directly in it. */
    readonly file: string | null;
  }[];
};

/** area-….json: headquarters' copy of every unit of one area, to show it at once and to compare it with the log. */
export type AreaFile = {
  readonly format: 'pollwarden-area/1';
  readonly area: string;
  readonly units: readonly AreaUnit[];
};

export type AreaUnit = {
  readonly unit: string;
  readonly name: string;
  readonly centre: string;
  readonly registered: number | null;
  readonly paper: PaperKind;
  readonly contests: readonly {
    readonly contest: string;
    readonly standing: UnitStanding;
    /** State by reconciliation in headquarters' words; null before the embargo has passed. */
    readonly state: string | null;
    /** When its figures came, ISO in UTC; null where none did or the embargo has not passed. */
    readonly at: string | null;
    /** By the keys of its record: by mode, or together. The signed ones where the record has others. */
    readonly counts: Counts | null;
    /** Units whose figures are in one record with this one's; empty where it stands alone. */
    readonly together: readonly string[];
    /** Places in the log: of the newest record, its return, its commitment. */
    readonly record: number | null;
    readonly return: number | null;
    readonly commitment: number | null;
    /** Public code of the return. */
    readonly code: string | null;
  }[];
};
