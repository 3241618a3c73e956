// Statements prepared once for each connection: for those that run with every request or every entry.
import type { DatabaseSync, StatementSync } from 'node:sqlite';

const byConnection = new WeakMap<DatabaseSync, Map<string, StatementSync>>();

/** `sql` is one of a few texts of ours, never made from input: each is kept as long as its connection. */
export function prepared(db: DatabaseSync, sql: string): StatementSync {
  let statements = byConnection.get(db);
  if (statements === undefined) {
    statements = new Map();
    byConnection.set(db, statements);
  }
  let statement = statements.get(sql);
  if (statement === undefined) {
    statement = db.prepare(sql);
    statements.set(sql, statement);
  }
  return statement;
}
