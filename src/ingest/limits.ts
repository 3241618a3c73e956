// Caps on what is read, so that no input can take more memory than is meant for it.

/** Longest line or record. */
export const maxLineBytes = 16 * 1024 * 1024;

/** Largest JSON value that has to be held at once, such as one page of an API's answer. */
export const maxDocumentBytes = 64 * 1024 * 1024;

/** Longest row of a Parquet file: the engine unpacks 2,048 at once, and a text that is stored once may stand in all. */
export const maxParquetRowBytes = 512 * 1024;

/** Most values within one JSON value: parsed, "{}," takes twenty times its bytes. */
export const maxJsonValues = 4_000_000;

/** Deepest nesting of a JSON value. */
export const maxJsonDepth = 64;

/** What is kept of a rejected row. */
export const maxRawChars = 2000;

/** Posts or rejected rows in one batch. */
export const batchSize = 4096;

/** Characters after which a batch is given on, however few its posts. */
export const batchChars = 32 * 1024 * 1024;

/** What is looked at to recognise the format and the unit of time. */
export const sampleBytes = 64 * 1024;
