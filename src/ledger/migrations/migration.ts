/** One step of the schema. Numbers are given once and never reused; a landed migration is never edited. */
export type Migration = { readonly number: number; readonly name: string; readonly sql: string };
