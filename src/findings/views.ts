// Saved views of lists: a person's own, or shared with the space.
import { randomUUID } from 'node:crypto';
import { PollwardenError } from '../kernel/errors.ts';
import type { By } from '../ledger/audit/entry.ts';
import { recordAudit } from '../ledger/audit/record.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { SqlRow } from '../ledger/list-sql.ts';

export type ViewContent = {
  readonly name: string;
  /** The list, such as "findings". */
  readonly page: string;
  readonly query: string;
  readonly columns: readonly string[];
  readonly sort: string;
  readonly shared: boolean;
};
export type View = ViewContent & { readonly id: string; readonly owner: string; readonly createdAt: number };

const mostViews = 200;

const viewOf = (row: SqlRow): View => ({
  id: String(row.id),
  owner: String(row.owner),
  name: String(row.name),
  page: String(row.page),
  query: String(row.query),
  columns: JSON.parse(String(row.columns)) as string[],
  sort: String(row.sort),
  shared: row.shared === 1,
  createdAt: Number(row.created_at),
});

/** Own and shared ones, by name. */
export function listViews(ledger: Ledger, owner: string, page: string | undefined): readonly View[] {
  const rows = ledger.db
    .prepare(
      `SELECT * FROM views WHERE (owner = :owner OR shared = 1) AND (:page IS NULL OR page = :page)
       ORDER BY name, id LIMIT 1000`,
    )
    .all({ owner, page: page ?? null }) as SqlRow[];
  return rows.map(viewOf);
}

/** INPUT_INVALID beyond 200 of one person. A view of the same name on the same page is replaced. */
export function saveView(ledger: Ledger, owner: string, content: ViewContent, by: By): View {
  return ledger.write(() => {
    ledger.db
      .prepare('DELETE FROM views WHERE owner = ? AND page = ? AND name = ?')
      .run(owner, content.page, content.name);
    const { n } = ledger.db.prepare('SELECT count(*) AS n FROM views WHERE owner = ?').get(owner) as {
      readonly n: number;
    };
    if (n >= mostViews) throw new PollwardenError('INPUT_INVALID', `there are ${mostViews} views already`);
    const view: View = { ...content, id: `view_${randomUUID()}`, owner, createdAt: Math.trunc(ledger.now()) };
    const { id, name, page, query, columns, sort, shared, createdAt } = view;
    ledger.db
      .prepare('INSERT INTO views VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)')
      .run(id, owner, name, page, query, JSON.stringify(columns), sort, shared ? 1 : 0, createdAt);
    recordAudit(ledger, { event: 'view.saved', ...by, subject: id, details: { name, page, shared } });
    return view;
  });
}

/** NOT_FOUND where it is not there or is another's own; FORBIDDEN for a shared one of another. */
export function removeView(ledger: Ledger, owner: string, id: string, by: By): void {
  ledger.write(() => {
    const row = ledger.db.prepare('SELECT * FROM views WHERE id = ?').get(id) as SqlRow | undefined;
    const view = row === undefined ? undefined : viewOf(row);
    if (view === undefined || (view.owner !== owner && !view.shared)) throw new PollwardenError('NOT_FOUND', 'view');
    if (view.owner !== owner) throw new PollwardenError('FORBIDDEN', 'a shared view is removed by who shared it');
    ledger.db.prepare('DELETE FROM views WHERE id = ?').run(id);
    recordAudit(ledger, { event: 'view.removed', ...by, subject: id, details: { name: view.name } });
  });
}
