// A one-time link that is cut off or does not work any more.
import type { ReactElement } from 'react';
import { t } from '../../messages/t.ts';
import { ButtonLink } from '../../ui/Button.tsx';
import { Entry } from './Entry.tsx';

export const LinkProblem = ({ kind }: { readonly kind: 'linkMissing' | 'linkInvalid' }): ReactElement => (
  <Entry title={t(`entry.${kind}`)} about={t(`entry.${kind}About`)}>
    <div>
      <ButtonLink to="/">{t('entry.goToSignIn')}</ButtonLink>
    </div>
  </Entry>
);
