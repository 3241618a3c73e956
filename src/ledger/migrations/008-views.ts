// Saved views of lists: a query with columns and order, a person's own or shared with the space.
import type { Migration } from './migration.ts';

export const views: Migration = {
  number: 8,
  name: 'views',
  sql: `
CREATE TABLE views (
  id TEXT PRIMARY KEY,
  owner TEXT NOT NULL,
  name TEXT NOT NULL,
  page TEXT NOT NULL,
  query TEXT NOT NULL,
  columns TEXT NOT NULL,
  sort TEXT NOT NULL,
  shared INTEGER NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX views_by_owner ON views (owner, page);
CREATE INDEX views_by_page ON views (page) WHERE shared = 1;
`,
};
