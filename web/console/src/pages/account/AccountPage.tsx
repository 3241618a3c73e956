// One's own account: how one signs in, where one is signed in, how the console looks.
import type { ReactElement } from 'react';
import type { Me } from '../../../../../src/server/features/accounts/schemas.ts';
import { useRead } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { Section } from '../../templates/DetailPage.tsx';
import { Page } from '../../templates/Page.tsx';
import { useSession } from '../../session/session.ts';
import { Problem } from '../../ui/Problem.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import './account.css';
import { Looks } from './Looks.tsx';
import { Passkeys } from './Passkeys.tsx';
import { PasswordChange } from './PasswordChange.tsx';
import { Sessions } from './Sessions.tsx';
import { Totp } from './Totp.tsx';

export function AccountPage(): ReactElement {
  const { signedIn } = useSession();
  const { email, role, organisation } = signedIn;
  const { data: me, error } = useRead<Me>('/me');
  return (
    <Page
      title={t('account.title')}
      about={t('account.about', { email, role: t(`app.role.${role}`), organisation })}
      narrow
    >
      <Problem error={error} />
      {me === undefined && error === null && <Skeleton lines={8} />}
      {me !== undefined && (
        <>
          <Section title={t('account.passkeys')}>
            <Passkeys me={me} />
          </Section>
          <Section title={t('account.totp')}>
            <Totp me={me} />
          </Section>
          <Section title={t('account.password')}>
            <PasswordChange me={me} />
          </Section>
        </>
      )}
      <Section title={t('account.sessions')}>
        <Sessions />
      </Section>
      <Section title={t('account.looks')}>
        <Looks />
      </Section>
    </Page>
  );
}
