// What the pages and files of a bulletin are made of: what the log says together, and what headquarters adds to it.
import type { Definition, Digest } from '../../elections/definition/definition.ts';
import type { OpeningEntry } from '../model/entry.ts';
import type { AreaUnit, PaperKind, Summary, Total } from '../model/site.ts';

export type UnitFigures = AreaUnit['contests'][number] & { readonly unit: string };

export type SiteFigures = {
  readonly opening: OpeningEntry;
  /** SHA-256 of entry 0. */
  readonly fingerprint: Uint8Array;
  readonly definition: Definition;
  /** Canonical, and its SHA-256. */
  readonly definitionText: string;
  readonly definitionHash: Digest;
  readonly total: Total;
  readonly areas: readonly Omit<Summary['areas'][number], 'file'>[];
  /** Each unit of each contest, in the order of the definition. */
  readonly units: readonly UnitFigures[];
  /** Figures that stand for several units, by the place of their record. */
  readonly groups: readonly { readonly record: number; readonly contest: string; readonly units: readonly string[] }[];
  /** Signed returns of the log, canonical, in its order. */
  readonly returns: readonly Uint8Array[];
  /** Whether anything but commitments is public. */
  readonly open: boolean;
  /** ISO instant of the newest record; of the opening before there is one. */
  readonly figuresAt: string;
  /** ISO instant of the policy that is in the log, before which nothing else is; null where none is in it. */
  readonly embargoAt: string | null;
  /** Number of the last bulletin in the log; 0 before the first. */
  readonly lastBulletin: number;
};

/** What headquarters knows besides: nothing of it is proved by the log. */
export type Headquarters = {
  /** In its own words; undefined where it knows nothing. */
  readonly state: (contest: string, unit: string) => string | undefined;
  /** Milliseconds since 1970 UTC of the first arrival. */
  readonly firstAt: (contest: string, unit: string) => number | undefined;
  /** Whether its own copy of that return differs from the one that the log holds. */
  readonly differs: (contest: string, unit: string) => boolean;
  readonly paper: (unit: string) => PaperKind;
};
