// The lists of people, organisations and invitations: what they can be filtered and sorted by.
import { containsText, type ListField, type ListSpec, type Sql } from '../ledger/list-sql.ts';
import { organisationKinds } from './organisation.ts';
import { roles } from './roles.ts';

const anyOf = (columns: readonly string[], word: string): { readonly sql: Sql } => {
  const conditions = columns.map((column) => containsText(column, word));
  return {
    sql: {
      text: conditions.map(({ text }) => text).join(' OR '),
      values: conditions.flatMap(({ values }) => values),
    },
  };
};

const organisationName = (table: string): string =>
  `(SELECT name FROM organisations WHERE organisations.id = ${table}.organisation_id)`;

const time = (key: string, column: string, meaning: string, none = false): ListField => ({
  key,
  kind: 'time',
  meaning,
  column,
  ...(none ? { optional: true } : {}),
});

const role = (table: string): ListField => ({
  key: 'role',
  kind: 'choice',
  meaning: 'The role',
  values: roles,
  column: `${table}.role`,
});
const organisation = (table: string): ListField => ({
  key: 'organisation',
  kind: 'text',
  meaning: 'Part of the name of the organisation',
  column: organisationName(table),
});
const email = (table: string): ListField => ({
  key: 'email',
  kind: 'text',
  meaning: 'Part of the mail address',
  column: `${table}.email`,
});

export const peopleList: ListSpec = {
  table: 'people',
  row: 'rowid',
  fields: [
    role('people'),
    organisation('people'),
    email('people'),
    { key: 'name', kind: 'text', meaning: 'Part of the name', column: 'people.name' },
    {
      key: 'restricted',
      kind: 'flag',
      meaning: 'Whether they may not sign in',
      column: 'people.restricted_at',
      flag: 'people.restricted_at IS NOT NULL',
    },
    time('created', 'people.created_at', 'When they joined'),
    time('signedin', 'people.signed_in_at', 'When they signed in last', true),
  ],
  word: (word) => anyOf(['people.name', 'people.email', organisationName('people')], word),
  sorts: {
    name: 'people.name',
    email: 'people.email',
    role: 'people.role',
    created: 'people.created_at',
    signedin: 'coalesce(people.signed_in_at, 0)',
  },
  defaultSort: 'name',
};

export const organisationsList: ListSpec = {
  table: 'organisations',
  row: 'rowid',
  fields: [
    { key: 'kind', kind: 'choice', meaning: 'What it is', values: organisationKinds, column: 'organisations.kind' },
    { key: 'name', kind: 'text', meaning: 'Part of its name', column: 'organisations.name' },
    time('created', 'organisations.created_at', 'When it was added'),
  ],
  word: (word) => anyOf(['organisations.name'], word),
  sorts: { name: 'organisations.name', kind: 'organisations.kind', created: 'organisations.created_at' },
  defaultSort: 'name',
};

export const invitationsList: ListSpec = {
  table: 'invitations',
  row: 'rowid',
  fields: [
    role('invitations'),
    organisation('invitations'),
    email('invitations'),
    time('created', 'invitations.created_at', 'When it was made'),
    time('expires', 'invitations.expires_at', 'When its link ends'),
    {
      key: 'accepted',
      kind: 'flag',
      meaning: 'Whether it was accepted',
      column: 'invitations.accepted_at',
      flag: 'invitations.accepted_at IS NOT NULL',
    },
    {
      key: 'withdrawn',
      kind: 'flag',
      meaning: 'Whether it was withdrawn',
      column: 'invitations.withdrawn_at',
      flag: 'invitations.withdrawn_at IS NOT NULL',
    },
  ],
  word: (word) => anyOf(['invitations.email', organisationName('invitations')], word),
  sorts: { created: 'invitations.created_at', expires: 'invitations.expires_at', email: 'invitations.email' },
  defaultSort: '-created',
};
