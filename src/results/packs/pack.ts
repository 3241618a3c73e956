// A pack: a small declarative file that says how one country's files are read and which rules hold there.
import type { Channel, Field, MinimumVoters, Mode, Rule, SeatRule } from '../../elections/definition/definition.ts';

/** A column by the header's name; several names where years differ, the first that is there is taken. */
export type ColumnNames = string | readonly string[];

/** One CSV file (or several) that gives a table of things; absent columns of optional parts are left out. */
export type CsvTable = {
  /** Ends of file names, such as "31_sections.csv"; files of a folder are matched by how their name ends. */
  readonly file: string | readonly string[];
  readonly optional?: true;
};

export type CsvUnits = CsvTable & {
  readonly id: ColumnNames;
  readonly name?: readonly string[];
  readonly registered?: ColumnNames;
  readonly centre?: ColumnNames;
  /** From the largest area to the smallest, each below the one before. */
  readonly areas: readonly { readonly level: string; readonly id: ColumnNames; readonly name?: ColumnNames }[];
};

export type CsvOptions = CsvTable & {
  readonly id: ColumnNames;
  readonly name: ColumnNames;
  readonly independent?: true;
};

/** Rows of one unit each with figures of the form. */
export type CsvForm = CsvTable & {
  readonly unit: ColumnNames;
  readonly columns: Readonly<Record<string, ColumnNames>>;
};

/** Rows of unit, option, votes. A unit with any row in it has this mode counted; an option without a row has 0. */
export type CsvVotes = CsvTable & {
  readonly unit: ColumnNames;
  readonly option: ColumnNames;
  readonly votes: ColumnNames;
  readonly mode: string;
  /** Codes from this number on are control totals and no options. */
  readonly controlTotalsFrom?: number;
};

export type CsvLayout = {
  readonly separator: ',' | ';' | '\t';
  readonly units: CsvUnits;
  readonly options: readonly CsvOptions[];
  /** Options that are no lists, such as "for nobody": counted, and allocated no seats. */
  readonly outsideSeats?: readonly string[];
  /** Voters by unit, where they stand in a file of their own. */
  readonly registered?: CsvTable & { readonly unit: ColumnNames; readonly registered: ColumnNames };
  readonly returns: {
    readonly [C in Channel]?: { readonly whose: string; readonly form?: CsvForm; readonly votes: readonly CsvVotes[] };
  };
  /** Name of the one contest. */
  readonly contest: string;
};

/** Figures that `returns check` gives under names of its own besides those of the rules. */
export type PackFigures = {
  readonly units?: string;
  readonly twoChannels?: Readonly<
    Record<'official' | 'backup' | 'onBoth' | 'onOneOnly' | 'inConflict' | 'votesDiffering', string>
  >;
};

export type Pack = {
  readonly format: 'pollwarden-pack/1';
  readonly name: string;
  readonly version: string;
  readonly title: string;
  readonly country: string;
  readonly reads: 'csv' | 'eml-nl' | 'nist-cdf' | 'pollwarden';
  readonly timeZone: string;
  readonly minimumVoters: MinimumVoters;
  readonly fields: readonly Field[];
  readonly modes: readonly Mode[];
  readonly rules: readonly Rule[];
  readonly carries: { readonly [C in Channel]?: readonly string[] };
  readonly seats?: SeatRule;
  readonly csv?: CsvLayout;
  readonly figures?: PackFigures;
};
