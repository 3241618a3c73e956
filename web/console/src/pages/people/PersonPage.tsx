// One person: role, restriction, recovery, and what they did.
import { type ReactElement, useState } from 'react';
import { useParams } from 'react-router';
import type { z } from 'zod';
import type { peoplePage, Person } from '../../../../../src/server/features/accounts/schemas.ts';
import { useRead } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { useSession } from '../../session/session.ts';
import { DetailPage, Section } from '../../templates/DetailPage.tsx';
import { SideList } from '../../templates/SideList.tsx';
import { Button } from '../../ui/Button.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Time } from '../../ui/Time.tsx';
import { ChangeRole, Recovery, Restrict } from './PersonActions.tsx';
import { PersonHistory } from './PersonHistory.tsx';
import { peopleSpec, SecondFactorBadge, StateBadge } from './list.tsx';

type People = z.infer<typeof peoplePage>;

export function PersonPage(): ReactElement {
  const { id: email = '' } = useParams();
  const people = useRead<People>('/people', { q: `email:"${email.replaceAll(/["\\]/g, '')}"`, limit: 50 });
  const person = people.data?.items.find((one) => one.email === email);
  return (
    <DetailPage
      back={{ to: '/people', label: t('people.title') }}
      title={person?.name ?? email}
      badges={person !== undefined && <StateBadge {...person} />}
      actions={person !== undefined && <Actions person={person} />}
      properties={person === undefined ? [] : propertiesOf(person)}
      list={<SideList spec={peopleSpec} current={email} label={t('people.title')} />}
      asOf={people.dataUpdatedAt}
      isPending={people.isPending}
      error={people.error}
      retry={() => void people.refetch()}
    >
      {person === undefined ? (
        <Empty kind="filtered" title={t('people.personMissing')} />
      ) : (
        <Section title={t('people.history', { name: person.name })}>
          <PersonHistory person={person} />
        </Section>
      )}
    </DetailPage>
  );
}

const propertiesOf = (person: Person) => [
  { label: t('people.email'), value: person.email },
  { label: t('people.role'), value: t(`app.role.${person.role}`) },
  { label: t('people.organisation'), value: person.organisation },
  { label: t('people.secondFactor'), value: <SecondFactorBadge {...person} /> },
  {
    label: t('people.signedIn'),
    value: person.signedInAt === undefined ? t('people.never') : <Time at={person.signedInAt} />,
  },
  { label: t('people.created'), value: <Time at={person.createdAt} /> },
];

/** One's own account is changed by another administrator. */
function Actions({ person }: { readonly person: Person }): ReactElement | null {
  const { signedIn } = useSession();
  const [open, setOpen] = useState<'role' | 'restrict' | 'recovery'>();
  const close = (): void => setOpen(undefined);
  if (person.id === signedIn.id) return null;
  return (
    <>
      <Button onPress={() => setOpen('role')}>{t('people.changeRole')}</Button>
      <Button onPress={() => setOpen('recovery')}>{t('people.recovery')}</Button>
      <Button kind={person.restricted ? 'plain' : 'danger'} onPress={() => setOpen('restrict')}>
        {t(person.restricted ? 'people.lift' : 'people.restrict')}
      </Button>
      {open === 'role' && <ChangeRole person={person} onClose={close} />}
      {open === 'restrict' && <Restrict person={person} onClose={close} />}
      {open === 'recovery' && <Recovery person={person} onClose={close} />}
    </>
  );
}
