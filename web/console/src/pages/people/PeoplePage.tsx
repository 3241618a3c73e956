// Who has an account in this space.
import { type ReactElement, useState } from 'react';
import { roles } from '../../../../../src/accounts/roles.ts';
import { t } from '../../messages/t.ts';
import { ListPage } from '../../templates/ListPage.tsx';
import { Button, ButtonLink } from '../../ui/Button.tsx';
import { InviteDialog } from './InviteDialog.tsx';
import { peopleSpec } from './list.tsx';

export function PeoplePage(): ReactElement {
  const [inviting, setInviting] = useState(false);
  return (
    <ListPage
      spec={peopleSpec}
      title={t('people.title')}
      about={t('people.about')}
      action={
        <>
          <ButtonLink to="/invitations">{t('people.invitations')}</ButtonLink>
          <Button kind="primary" onPress={() => setInviting(true)}>
            {t('people.invite')}
          </Button>
        </>
      }
      segments={{
        key: 'role',
        label: t('people.role'),
        choices: roles.map((role) => ({ value: role, label: t(`app.role.${role}`) })),
      }}
      nothing={{ title: t('people.nothing') }}
    >
      {inviting && <InviteDialog onClose={() => setInviting(false)} />}
    </ListPage>
  );
}
