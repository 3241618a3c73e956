// Who is signed in, their looks, their account, the way out.
import { useQueryClient } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useNavigate } from 'react-router';
import { send } from '../api/client.ts';
import { t } from '../messages/t.ts';
import { renewSession, useHas, useMay, useSession } from '../session/session.ts';
import { Menu, type MenuItem } from '../ui/Menu.tsx';
import { isDemonstration, otherSpace } from './place.ts';
import { densities, setPreferences, themes, usePreferences } from './preferences.ts';

export function PersonMenu(): ReactElement {
  const { signedIn, answer } = useSession();
  const { theme, density } = usePreferences();
  const navigate = useNavigate();
  const client = useQueryClient();
  const hasAlerts = useHas('alerts');
  const mayAlerts = useMay('GET /me/alerts');
  const signOut = async (): Promise<void> => {
    await send('DELETE', '/session').catch(() => undefined);
    await renewSession(client);
    void navigate('/');
  };
  const items: readonly MenuItem[] = [
    { heading: `${signedIn.email} · ${t(`app.role.${signedIn.role}`)} · ${signedIn.organisation}` },
    { label: t('app.place.account'), onChoose: () => void navigate('/account') },
    ...(hasAlerts && mayAlerts
      ? [{ label: t('app.place.myAlerts'), onChoose: () => void navigate('/my-alerts') }]
      : []),
    { heading: t('app.theme') },
    ...themes.map((one) => ({
      label: t(`app.theme.${one}`),
      checked: theme === one,
      stays: true,
      onChoose: () => setPreferences({ theme: one }),
    })),
    { heading: t('app.density') },
    ...densities.map((one) => ({
      label: t(`app.density.${one}`),
      checked: density === one,
      stays: true,
      onChoose: () => setPreferences({ density: one }),
    })),
    { heading: '' },
    ...(answer.profile === 'demo'
      ? [{ label: t(isDemonstration ? 'app.goToReal' : 'app.goToDemonstration'), href: otherSpace }]
      : []),
    { label: t('app.signOut'), onChoose: () => void signOut() },
  ];
  return (
    <Menu kind="quiet" icon="person" side="right" items={items}>
      <span className="top-words">{signedIn.name}</span>
      <span className="spoken">{t('app.person', { name: signedIn.name })}</span>
    </Menu>
  );
}
