// A block of rows in columns: what the scans of compatibility produce and the encoders of CSV and Parquet take.
import type { TextValues } from '../../../../ingest/table/dictionary.ts';

export type BlockColumn =
  /** One value per row. */
  | { readonly kind: 'text'; readonly name: string; readonly values: TextValues; readonly codes: Uint32Array }
  /** One or more values per row, written joined by commas: row r has `codes[starts[r] .. starts[r + 1])`. */
  | {
      readonly kind: 'texts';
      readonly name: string;
      readonly values: TextValues;
      readonly starts: Uint32Array;
      readonly codes: Uint32Array;
    }
  | { readonly kind: 'int'; readonly name: string; readonly numbers: Uint32Array }
  | { readonly kind: 'double'; readonly name: string; readonly numbers: Float64Array };

/** The arrays may be longer than `rows`. */
export type Block = { readonly rows: number; readonly columns: readonly BlockColumn[] };
