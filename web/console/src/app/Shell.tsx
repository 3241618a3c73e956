// The frame around every page: mark, navigation with live counts, palette, the person; the demonstration's own frame.
import { type ReactElement, type ReactNode, useEffect, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { listenToKeys } from '../commands/listen.ts';
import { Keys } from '../commands/Keys.tsx';
import { Palette } from '../commands/Palette.tsx';
import { useCommands } from '../commands/registry.ts';
import { Sheet } from '../commands/Sheet.tsx';
import { t } from '../messages/t.ts';
import { useSession } from '../session/session.ts';
import { Button } from '../ui/Button.tsx';
import { Toasts } from '../ui/Toasts.tsx';
import { DemonstrationSpeed } from './DemonstrationSpeed.tsx';
import { DemonstrationStrip } from './DemonstrationStrip.tsx';
import { Mark } from './Mark.tsx';
import { areasFor } from './navigation.ts';
import { Navigation } from './Navigation.tsx';
import { PersonMenu } from './PersonMenu.tsx';
import { isDemonstration } from './place.ts';
import { preferences, usePreferencesOf } from './preferences.ts';

export function Shell({ children }: { readonly children: ReactNode }): ReactElement {
  const context = useSession();
  usePreferencesOf(context.signedIn.id);
  const [open, setOpen] = useState<'palette' | 'sheet' | 'navigation'>();
  const { pathname } = useLocation();
  useEffect(() => setOpen(undefined), [pathname]);
  useEffect(() => listenToKeys(() => preferences().singleKeys), []);
  useFrameCommands(setOpen);
  const close = (): void => setOpen(undefined);
  return (
    <div className={isDemonstration ? 'shell is-demonstration' : 'shell'}>
      <a className="skip" href="#content">
        {t('common.skipToContent')}
      </a>
      {isDemonstration && (
        <DemonstrationStrip>
          <DemonstrationSpeed />
        </DemonstrationStrip>
      )}
      <header className="top">
        <span className="top-menu">
          <Button
            kind="quiet"
            icon="menu"
            label={t('app.openNavigation')}
            pressed={open === 'navigation'}
            onPress={() => setOpen(open === 'navigation' ? undefined : 'navigation')}
          />
        </span>
        <Mark />
        <div className="row row-end top-tools">
          <Button kind="quiet" icon="search" onPress={() => setOpen('palette')}>
            <span className="top-words">{t('app.palette')}</span>
            <span className="top-words">
              <Keys keys="mod+k" />
            </span>
          </Button>
          <PersonMenu />
        </div>
      </header>
      <div className="shell-body">
        <Navigation areas={areasFor(context)} isOpen={open === 'navigation'} />
        <main id="content" tabIndex={-1}>
          {children}
        </main>
      </div>
      {open === 'palette' && <Palette onClose={close} />}
      {open === 'sheet' && <Sheet onClose={close} />}
      <Toasts />
    </div>
  );
}

function useFrameCommands(open: (what: 'palette' | 'sheet') => void): void {
  const navigate = useNavigate();
  const places = areasFor(useSession()).flatMap((area) => area.places);
  useCommands([
    {
      id: 'app.palette',
      title: t('app.openPalette'),
      scope: 'everywhere',
      keys: 'mod+k',
      keysOnly: true,
      run: () => open('palette'),
    },
    { id: 'app.sheet', title: t('app.showShortcuts'), scope: 'everywhere', keys: '?', run: () => open('sheet') },
    ...places.map(
      ({ path, title, letter }) =>
        ({
          id: `go${path}`,
          title: t('app.goTo', { place: t(title) }),
          scope: 'goTo',
          keys: letter === undefined ? undefined : `g ${letter}`,
          run: () => void navigate(path),
        }) as const,
    ),
    {
      id: 'go/account',
      title: t('app.goTo', { place: t('app.place.account') }),
      scope: 'goTo',
      keys: 'g m',
      run: () => void navigate('/account'),
    },
  ]);
}
