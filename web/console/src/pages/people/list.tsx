// The list of people, for its page and beside a person's page.
import type { Person } from '../../../../../src/server/features/accounts/schemas.ts';
import { t } from '../../messages/t.ts';
import type { ListSpec } from '../../templates/list-spec.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Time } from '../../ui/Time.tsx';
import { peopleFields } from './fields.ts';

export const StateBadge = ({ restricted }: Pick<Person, 'restricted'>) =>
  restricted ? <Badge tone="warning">{t('people.restricted')}</Badge> : <Badge tone="ok">{t('people.active')}</Badge>;

export const SecondFactorBadge = ({ secondFactor }: Pick<Person, 'secondFactor'>) =>
  secondFactor ? (
    <Badge tone="ok">{t('people.secondFactor.yes')}</Badge>
  ) : (
    <Badge tone="notice">{t('people.secondFactor.no')}</Badge>
  );

/** Pages of people are named by their address: it is what the list can be asked for exactly. */
export const personPath = ({ email }: Pick<Person, 'email'>): string => `/people/${encodeURIComponent(email)}`;

export const peopleSpec: ListSpec<Person> = {
  page: 'people',
  endpoint: '/people',
  fields: peopleFields,
  rowKey: ({ email }) => email,
  rowPath: personPath,
  defaultSort: 'name',
  columns: [
    { key: 'name', title: t('people.name'), wide: true, sorts: true, cell: ({ name }) => name },
    { key: 'email', title: t('people.email'), sorts: true, cell: ({ email }) => email },
    { key: 'role', title: t('people.role'), sorts: true, cell: ({ role }) => t(`app.role.${role}`) },
    { key: 'organisation', title: t('people.organisation'), cell: ({ organisation }) => organisation },
    { key: 'state', title: t('people.state'), cell: (person) => <StateBadge {...person} /> },
    { key: 'factor', title: t('people.secondFactor'), cell: (person) => <SecondFactorBadge {...person} /> },
    {
      key: 'signedin',
      title: t('people.signedIn'),
      number: true,
      sorts: true,
      cell: ({ signedInAt }) => (signedInAt === undefined ? t('people.never') : <Time at={signedInAt} />),
    },
    {
      key: 'created',
      title: t('people.created'),
      number: true,
      sorts: true,
      spare: true,
      cell: ({ createdAt }) => <Time at={createdAt} />,
    },
  ],
  compact: ({ name, role, restricted }) => ({
    title: name,
    meta: (
      <>
        {t(`app.role.${role}`)}
        {restricted && <StateBadge restricted />}
      </>
    ),
  }),
};
