// The side tables that lead from members, objects, watchlists and words to findings.
import type { Ledger } from '../ledger/ledger.ts';
import type { FindingDraft } from './store.ts';
import { wordsOf } from './words.ts';

/** Objects of a finding that are looked up by name; the evidence holds all. */
const mostObjects = 200;

type Indexed = Pick<FindingDraft, 'title' | 'declared' | 'technique' | 'watchlisted' | 'evidence'>;

export function indexFinding(ledger: Ledger, row: number, draft: Indexed): void {
  const { members, objects } = draft.evidence;
  const named = objects.slice(0, mostObjects);
  replace(ledger, 'finding_members', 'account', row, [...new Set(members.map(({ account }) => account))]);
  replace(ledger, 'finding_objects', 'object', row, [...new Set(named.map(({ object }) => object))]);
  replace(ledger, 'finding_watches', 'name', row, [...new Set(draft.watchlisted)]);
  const texts = [draft.title, draft.declared ?? '', draft.technique.id, draft.technique.name, ...draft.watchlisted];
  const samples = named.map(({ object, sample }) => sample ?? object);
  const words = wordsOf([...texts, ...samples].join(' ')).join(' ');
  ledger.db.prepare('DELETE FROM finding_words WHERE rowid = ?').run(row);
  ledger.db.prepare('INSERT INTO finding_words (rowid, words) VALUES (?, ?)').run(row, words);
  ledger.db
    .prepare('INSERT INTO finding_texts VALUES (?, ?) ON CONFLICT DO UPDATE SET words = excluded.words')
    .run(row, words);
}

/** Table and column are names of ours. */
function replace(ledger: Ledger, table: string, column: string, row: number, values: readonly string[]): void {
  const list = JSON.stringify(values.map((value) => value.toWellFormed()));
  ledger.db
    .prepare(`DELETE FROM ${table} WHERE finding = ? AND ${column} NOT IN (SELECT value FROM json_each(?))`)
    .run(row, list);
  ledger.db.prepare(`INSERT OR IGNORE INTO ${table} SELECT value, ? FROM json_each(?)`).run(row, list);
}
