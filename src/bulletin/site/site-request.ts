// What a bulletin is built from, and what becomes of it.
import type { BulletinEntry } from '../model/entry.ts';
import type { BulletinFault } from '../model/fault.ts';
import type { AppFiles } from './app-files.ts';
import type { Headquarters, SiteFigures } from './figures.ts';

/** A checkpoint that readers may be shown: witnesses enough have signed it. */
export type Shown = {
  /** Place of the bulletin's entry, and entries in all. */
  readonly entry: number;
  readonly size: number;
  readonly note: string;
  /** Names of witnesses that signed it. */
  readonly witnesses: readonly string[];
};

export type SiteRequest = {
  readonly out: string;
  /** Every entry of the log so far, in order; and the folder of its tiles. */
  readonly entries: readonly Uint8Array[];
  readonly logFolder: string;
  readonly headquarters: (figures: SiteFigures) => Headquarters;
  readonly app: AppFiles;
  /** Codes, the first for index.html. */
  readonly languages: readonly string[];
  readonly mirrors: readonly string[];
  readonly verifiers: readonly string[];
  readonly emlId?: string;
  /** Milliseconds since 1970 UTC. */
  readonly now: number;
  /** Takes the entry into the log and shows it to witnesses; undefined where too few of them signed. Durable. */
  readonly append: (entry: BulletinEntry) => Promise<Shown | undefined>;
  readonly step?: (name: string, done?: number) => void;
};

export type BuiltSite = {
  readonly number: number;
  /** Whether it is shown; without enough witnesses the bulletin before stands. */
  readonly shown: boolean;
  readonly entry: number | null;
  readonly manifest: string;
  readonly total: string;
  readonly files: number;
  readonly written: number;
  readonly removed: number;
  readonly faults: readonly BulletinFault[];
  /** Units of which headquarters' copy differs from what is signed in the log. */
  readonly differing: readonly { readonly contest: string; readonly unit: string }[];
};
