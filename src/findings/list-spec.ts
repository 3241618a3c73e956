// The list of findings over its table: packed facets, side tables of members, objects and words.
import { containsText, type ListField, type ListSpec, type Sql } from '../ledger/list-sql.ts';
import { findingStates, phases, severities, standings } from './finding.ts';
import { layerNames } from './layers.ts';
import { findingKeys } from './query-keys.ts';
import { wordsOf } from './words.ts';

type Column = Omit<ListField, 'key' | 'kind' | 'meaning' | 'values' | 'ordered' | 'optional'>;

const codes = (names: readonly string[], first = 0): Readonly<Record<string, number>> =>
  Object.fromEntries(names.map((name, i) => [name, i + first]));
/** `bits` of the packed facets from bit `shift` on; see migration 003. */
const packed = (shift: number, bits: number): string => `((findings.facets >> ${shift}) & ${(1 << bits) - 1})`;
const facet = (shift: number, bits: number, names: readonly string[], first = 0): Column => ({
  column: packed(shift, bits),
  codes: codes(names, first),
  counted: true,
  scanned: true,
});
const flag = (shift: number): Column => ({
  column: packed(shift, 1),
  flag: `${packed(shift, 1)} = 1`,
  counted: true,
  scanned: true,
});
const scanned = (column: string): Column => ({ column: `findings.${column}`, indexed: true, scanned: true });
const side = (table: string, column: string): Column => ({
  column: '',
  rowsOf: (text) => ({ text: `SELECT finding AS r FROM ${table} WHERE ${column} = ?`, values: [text] }),
});

const columns: Readonly<Record<(typeof findingKeys)[number]['key'], Column>> = {
  state: facet(0, 2, findingStates),
  severity: facet(2, 2, severities),
  standing: facet(4, 2, standings),
  phase: { ...facet(6, 3, phases, 1), none: `${packed(6, 3)} = 0` },
  layer: { ...facet(11, 10, []), codes: codes(layerNames), bitOf: packed(11, 10) },
  declared: flag(9),
  network: {
    column: '',
    rowsOf: (text) => {
      const { text: like, values } = containsText('findings.declared', text);
      return { text: `SELECT row AS r FROM findings WHERE declared <> '' AND ${like}`, values };
    },
  },
  watchlisted: flag(10),
  watch: side('finding_watches', 'name'),
  detector: { column: 'detector', exact: true, counted: true, scanned: true, indexed: true },
  technique: { column: 'findings.technique_id', exact: true, indexed: true },
  assigned: {
    column: 'assigned_to',
    exact: true,
    none: "assigned_to = ''",
    counted: true,
    indexed: true,
    resolve: (text, { me }) => (text === 'me' ? (me ?? '?') : text),
  },
  account: side('finding_members', 'account'),
  object: side('finding_objects', 'object'),
  id: { column: 'findings.id', exact: true, indexed: true },
  accounts: scanned('accounts'),
  objects: scanned('objects'),
  q: { ...scanned('q_sort'), none: 'findings.q_sort = 2' },
  notes: scanned('notes'),
  revision: { column: 'findings.revision', scanned: true },
  seen: scanned('last_seen'),
  first: scanned('first_seen'),
  created: scanned('created_at'),
  updated: scanned('updated_at'),
};

/** Every word must begin a word of the finding. */
function wordCondition(text: string): { readonly sql: Sql; readonly among?: Sql } {
  const words = wordsOf(text).slice(0, 10);
  if (words.length === 0) return { sql: { text: '0', values: [] } };
  const like = words.map(() => "instr(' ' || words, ' ' || ?) > 0").join(' AND ');
  return {
    sql: {
      text: `EXISTS (SELECT 1 FROM finding_texts WHERE finding_texts.row = findings.row AND ${like})`,
      values: words,
    },
    among: {
      text: 'SELECT rowid AS r FROM finding_words WHERE finding_words MATCH ?',
      // Words are letters and digits only, and quoted all the same.
      values: [words.map((word) => `"${word}"*`).join(' AND ')],
    },
  };
}

export const findingList: ListSpec = {
  table: 'findings',
  row: 'row',
  fields: findingKeys.map((declared) => ({ ...declared, ...columns[declared.key] })),
  word: wordCondition,
  wordsTogether: true,
  sorts: {
    seen: 'findings.last_seen',
    first: 'findings.first_seen',
    created: 'findings.created_at',
    updated: 'findings.updated_at',
    severity: 'findings.severity_sort',
    accounts: 'findings.accounts',
    objects: 'findings.objects',
    q: 'findings.q_sort',
    notes: 'findings.notes',
    title: 'findings.title',
  },
  defaultSort: '-seen',
  sortIndexes: {
    seen: 'findings_by_last_seen',
    first: 'findings_by_first_seen',
    created: 'findings_by_created_at',
    updated: 'findings_by_updated_at',
    severity: 'findings_by_severity_sort',
    accounts: 'findings_by_accounts',
    objects: 'findings_by_objects',
    q: 'findings_by_q_sort',
    notes: 'findings_by_notes',
    title: 'findings_by_title',
  },
  unscannedSorts: ['title'],
  summary: 'finding_counts AS findings',
  scan: 'findings_for_scans',
};
