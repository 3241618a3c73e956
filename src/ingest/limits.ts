// Caps on what is read, so that no input can take more memory than is meant for it.

/** Longest line or record. */
export const maxLineBytes = 16 * 1024 * 1024;

/** Largest JSON value that has to be held at once, such as one page of an API's answer. */
export const maxDocumentBytes = 64 * 1024 * 1024;

/** Deepest nesting of a JSON value. */
export const maxJsonDepth = 64;

/** What is kept of a rejected row. */
export const maxRawChars = 2000;

/** Posts or rejected rows in one batch. */
export const batchSize = 4096;

/** What is looked at to recognise the format and the unit of time. */
export const sampleBytes = 64 * 1024;
