// Watchlists and the election calendar in the ledger. Every change is an entry of the audit trail.
import { randomUUID } from 'node:crypto';
import { checkCalendar, type Election, phaseAt, type PhaseNow } from '../elections/calendar.ts';
import { foldText } from '../elections/fold.ts';
import { createMatcher, type WatchMatcher } from '../elections/match.ts';
import type { WatchForm, WatchItem, WatchKind, Watchlist } from '../elections/watchlist.ts';
import { PollwardenError } from '../kernel/errors.ts';
import type { By } from './audit/entry.ts';
import { recordAudit } from './audit/record.ts';
import type { Ledger } from './ledger.ts';

export type WatchlistContent = Pick<Watchlist, 'kind' | 'name' | 'note' | 'items'>;

type ListRow = {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly note: string;
  readonly created_at: number;
  readonly updated_at: number;
};
type ItemRow = { readonly watchlist: string; readonly form: string; readonly value: string };

export function listWatchlists(ledger: Ledger): readonly Watchlist[] {
  const rows = ledger.db.prepare('SELECT * FROM watchlists ORDER BY kind, name_key').all() as ListRow[];
  const items = new Map<string, WatchItem[]>();
  for (const item of ledger.db.prepare('SELECT * FROM watchlist_items').all() as ItemRow[]) {
    const of = items.get(item.watchlist) ?? [];
    of.push({ form: item.form as WatchForm, value: item.value });
    items.set(item.watchlist, of);
  }
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind as WatchKind,
    name: row.name,
    note: row.note,
    items: items.get(row.id) ?? [],
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }));
}

const mostLists = 500;

/** Items are checked by checkItems before, accounts are pseudonyms. NAME_TAKEN, or INPUT_INVALID beyond 500 lists. */
export function createWatchlist(ledger: Ledger, content: WatchlistContent, by: By): Watchlist {
  return ledger.write(() => {
    const { n } = ledger.db.prepare('SELECT count(*) AS n FROM watchlists').get() as { readonly n: number };
    if (n >= mostLists) throw new PollwardenError('INPUT_INVALID', `there are ${mostLists} watchlists already`);
    const id = `watchlist_${randomUUID()}`;
    const now = Math.trunc(ledger.now());
    refuseTaken(ledger, content.name, id);
    ledger.db
      .prepare('INSERT INTO watchlists VALUES (?, ?, ?, ?, ?, ?, ?)')
      .run(id, content.kind, content.name, nameKey(content.name), content.note, now, now);
    writeItems(ledger, id, content.items);
    recordAudit(ledger, { event: 'watchlist.created', ...by, subject: id, details: detailsOf(content) });
    return { ...content, id, createdAt: now, updatedAt: now };
  });
}

/** NOT_FOUND; CONFLICT for another kind; NAME_TAKEN. */
export function replaceWatchlist(ledger: Ledger, id: string, content: WatchlistContent, by: By): Watchlist {
  return ledger.write(() => {
    const before = rowOf(ledger, id);
    if (before.kind !== content.kind) throw new PollwardenError('CONFLICT', 'the kind of a watchlist stays as it is');
    refuseTaken(ledger, content.name, id);
    const now = Math.trunc(ledger.now());
    ledger.db
      .prepare('UPDATE watchlists SET name = ?, name_key = ?, note = ?, updated_at = ? WHERE id = ?')
      .run(content.name, nameKey(content.name), content.note, now, id);
    matchers.delete(ledger);
    ledger.db.prepare('DELETE FROM watchlist_items WHERE watchlist = ?').run(id);
    writeItems(ledger, id, content.items);
    recordAudit(ledger, { event: 'watchlist.changed', ...by, subject: id, details: detailsOf(content) });
    return { ...content, id, createdAt: before.created_at, updatedAt: now };
  });
}

/** NOT_FOUND where it is not there. */
export function removeWatchlist(ledger: Ledger, id: string, by: By): void {
  ledger.write(() => {
    const { name } = rowOf(ledger, id);
    matchers.delete(ledger);
    ledger.db.prepare('DELETE FROM watchlists WHERE id = ?').run(id);
    recordAudit(ledger, { event: 'watchlist.removed', ...by, subject: id, details: { name } });
  });
}

/** Networks that coordinate openly, with pseudonyms, as the detectors take them. */
export function declaredNetworks(
  ledger: Ledger,
): readonly { readonly name: string; readonly accounts: readonly string[] }[] {
  return listWatchlists(ledger)
    .filter(({ kind }) => kind === 'account')
    .map(({ name, items }) => ({ name, accounts: items.map(({ value }) => value) }));
}

/** Only one process writes a ledger, and only through here: what was built holds until a list changes. */
const matchers = new WeakMap<Ledger, WatchMatcher>();

export function watchMatcher(ledger: Ledger): WatchMatcher {
  const known = matchers.get(ledger);
  if (known !== undefined) return known;
  const made = createMatcher(listWatchlists(ledger));
  matchers.set(ledger, made);
  return made;
}

export type Calendar = { readonly elections: readonly Election[]; readonly updatedAt: number | undefined };

export function readCalendar(ledger: Ledger): Calendar {
  const row = ledger.db.prepare('SELECT elections, updated_at FROM calendar').get() as
    | { readonly elections: string; readonly updated_at: number }
    | undefined;
  if (row === undefined) return { elections: [], updatedAt: undefined };
  return { elections: JSON.parse(row.elections) as Election[], updatedAt: row.updated_at };
}

/** Replaces the calendar. CALENDAR_INVALID with the election and the reason. */
export function writeCalendar(ledger: Ledger, elections: readonly Election[], by: By): void {
  checkCalendar(elections);
  ledger.write(() => {
    ledger.db
      .prepare(
        'INSERT INTO calendar VALUES (1, ?, ?) ON CONFLICT DO UPDATE SET elections = excluded.elections, updated_at = excluded.updated_at',
      )
      .run(JSON.stringify(elections), Math.trunc(ledger.now()));
    const phases = elections.reduce((sum, one) => sum + one.phases.length, 0);
    const details = { elections: elections.map(({ name }) => name), phases };
    recordAudit(ledger, { event: 'calendar.changed', ...by, details });
  });
}

/** The phase at `now`, milliseconds since 1970 UTC; undefined outside of all. */
export const currentPhase = (ledger: Ledger, now: number): PhaseNow | undefined =>
  phaseAt(readCalendar(ledger).elections, now);

const nameKey = (name: string): string => foldText(name) || name;

function refuseTaken(ledger: Ledger, name: string, id: string): void {
  const taken = ledger.db.prepare('SELECT 1 FROM watchlists WHERE name_key = ? AND id <> ?').get(nameKey(name), id);
  if (taken !== undefined) throw new PollwardenError('NAME_TAKEN', name);
}

function rowOf(ledger: Ledger, id: string): ListRow {
  const row = ledger.db.prepare('SELECT * FROM watchlists WHERE id = ?').get(id) as ListRow | undefined;
  if (row === undefined) throw new PollwardenError('NOT_FOUND', 'watchlist');
  return row;
}

function writeItems(ledger: Ledger, id: string, items: readonly WatchItem[]): void {
  matchers.delete(ledger);
  const insert = ledger.db.prepare('INSERT OR IGNORE INTO watchlist_items VALUES (?, ?, ?)');
  for (const { form, value } of items) insert.run(id, form, value.toWellFormed());
}

const detailsOf = ({ kind, name, items }: WatchlistContent): { kind: string; name: string; items: number } => ({
  kind,
  name,
  items: items.length,
});
