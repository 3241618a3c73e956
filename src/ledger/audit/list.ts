// The list of the audit trail: what it can be filtered by, and its entries in words.
import { auditEvents } from './catalogue.ts';
import { containsText, type ListSpec, type Sql } from '../list-sql.ts';
import { type EventDeclaration, subjectKinds } from './fields.ts';
import type { AuditRow } from './chain.ts';

const declarations: Readonly<Record<string, EventDeclaration>> = auditEvents;

/** What the catalogue says of an event; undefined for one of another version of the program. */
export const declarationOf = (event: string): EventDeclaration | undefined =>
  Object.hasOwn(declarations, event) ? declarations[event] : undefined;

const eventsAbout = (kind: string): readonly string[] =>
  Object.entries(declarations).flatMap(([name, { subject }]) => (subject === kind ? [name] : []));

const isOneOf = (names: readonly string[]): Sql => ({
  text: 'audit.event IN (SELECT value FROM json_each(?))',
  values: [JSON.stringify(names)],
});

/** `person:` finds what somebody did, by id or part of the name; the columns are ours, the values parameters. */
export const auditList: ListSpec = {
  table: 'audit',
  row: 'sequence',
  fields: [
    {
      key: 'event',
      kind: 'text',
      meaning: 'The event, such as session.opened, or a part of its name',
      column: '',
      indexed: true,
      condition: (text) =>
        isOneOf(Object.keys(declarations).filter((name) => name.toLowerCase().includes(text.toLowerCase()))),
    },
    {
      key: 'person',
      kind: 'text',
      meaning: 'Who did it: id or part of the name',
      column: '',
      indexed: true,
      condition: (text) => {
        const name = containsText('name', text);
        return {
          text: `audit.actor_id IN (SELECT ? UNION SELECT id FROM people WHERE ${name.text})`,
          values: [text, ...name.values],
        };
      },
    },
    {
      key: 'by',
      kind: 'choice',
      meaning: 'What kind of actor it was',
      values: ['person', 'system', 'operator'],
      column: 'audit.actor_kind',
    },
    {
      key: 'about',
      kind: 'choice',
      meaning: 'What kind of thing it is about',
      values: subjectKinds,
      column: '',
      indexed: true,
      condition: (text) => isOneOf(eventsAbout(text)),
    },
    {
      key: 'subject',
      kind: 'text',
      meaning: 'Id of the thing it is about',
      column: 'audit.subject',
      exact: true,
      indexed: true,
      optional: true,
    },
    {
      key: 'network',
      kind: 'text',
      meaning: 'Network of the client, such as 203.0.113.0/24',
      column: 'audit.address',
      optional: true,
    },
    { key: 'time', kind: 'time', meaning: 'When it happened', column: 'audit.time', indexed: true },
    { key: 'sequence', kind: 'number', meaning: 'Number of the entry', column: 'audit.sequence', indexed: true },
  ],
  word: (word) => {
    const columns = ['audit.event', 'audit.details', 'audit.subject'].map((column) => containsText(column, word));
    return {
      sql: {
        text: columns.map(({ text }) => text).join(' OR '),
        values: columns.flatMap(({ values }) => values),
      },
    };
  },
  sorts: { sequence: 'audit.sequence' },
  defaultSort: '-sequence',
};

type Details = { readonly [key: string]: string | number | boolean | string[] };

/** An entry as people and programs read it. */
export type AuditEntryView = {
  readonly sequence: number;
  readonly time: number;
  readonly event: string;
  readonly meaning: string;
  readonly actor: { readonly kind: 'person' | 'system' | 'operator'; readonly id: string };
  readonly subject?: { readonly kind: string; readonly id: string };
  readonly details: Details;
  readonly network?: string;
  readonly hash: string;
};

export function auditEntryView(row: AuditRow): AuditEntryView {
  const declared = declarationOf(row.event);
  return {
    sequence: row.sequence,
    time: row.time,
    event: row.event,
    meaning: declared?.meaning ?? 'An event that this version does not know',
    actor: { kind: row.actor_kind as AuditEntryView['actor']['kind'], id: row.actor_id },
    ...(row.subject === null ? {} : { subject: { kind: declared?.subject ?? 'none', id: row.subject } }),
    details: detailsOf(row.details),
    ...(row.address === null ? {} : { network: row.address }),
    hash: row.hash,
  };
}

/** Tampered details must not take the page down: the verification names the entry. */
function detailsOf(text: string): Details {
  try {
    return JSON.parse(text) as Details;
  } catch {
    return { unreadable: text.slice(0, 200) };
  }
}
