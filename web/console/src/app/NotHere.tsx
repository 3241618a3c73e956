// An address without a page.
import type { ReactElement } from 'react';
import { t } from '../messages/t.ts';
import { ButtonLink } from '../ui/Button.tsx';
import { Empty } from '../ui/Empty.tsx';

export const NotHere = (): ReactElement => (
  <Empty kind="filtered" title={t('app.notHere')} action={<ButtonLink to="/">{t('app.goHome')}</ButtonLink>}>
    {t('app.notHereAbout')}
  </Empty>
);
