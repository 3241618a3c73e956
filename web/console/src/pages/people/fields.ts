// Keys of the lists of people, invitations and organisations; a test compares them with the server's.
import { organisationKinds } from '../../../../../src/accounts/organisation.ts';
import { roles } from '../../../../../src/accounts/roles.ts';
import type { QueryField } from '../../../../../src/kernel/query.ts';
import { t } from '../../messages/t.ts';

const role: QueryField = { key: 'role', kind: 'choice', meaning: t('people.key.role'), values: roles };
const organisation: QueryField = { key: 'organisation', kind: 'text', meaning: t('people.key.organisation') };
const email: QueryField = { key: 'email', kind: 'text', meaning: t('people.key.email') };
const name: QueryField = { key: 'name', kind: 'text', meaning: t('people.key.name') };
const created: QueryField = { key: 'created', kind: 'time', meaning: t('people.key.created') };
const flag = (key: 'restricted' | 'accepted' | 'withdrawn'): QueryField => ({
  key,
  kind: 'flag',
  meaning: t(`people.key.${key}`),
});

export const peopleFields: readonly QueryField[] = [
  role,
  organisation,
  email,
  name,
  flag('restricted'),
  created,
  { key: 'signedin', kind: 'time', meaning: t('people.key.signedin'), optional: true },
];
export const invitationFields: readonly QueryField[] = [
  role,
  organisation,
  email,
  created,
  { key: 'expires', kind: 'time', meaning: t('people.key.expires') },
  flag('accepted'),
  flag('withdrawn'),
];
export const organisationFields: readonly QueryField[] = [
  { key: 'kind', kind: 'choice', meaning: t('people.key.kind'), values: organisationKinds },
  name,
  created,
];
