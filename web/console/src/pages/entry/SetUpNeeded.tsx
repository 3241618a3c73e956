// Nobody has set up this space: where the one-time link is.
import type { ReactElement } from 'react';
import type { SessionAnswer } from '../../../../../src/server/features/accounts/schemas.ts';
import { t } from '../../messages/t.ts';
import { Entry } from './Entry.tsx';
import { OtherSpace } from './OtherSpace.tsx';

export const SetUpNeeded = ({ answer }: { readonly answer: SessionAnswer }): ReactElement => (
  <Entry title={t('entry.setUpNeeded')} about={t('entry.setUpNeededAbout')}>
    <p className="muted">{t('entry.setUpNeededAgain')}</p>
    <OtherSpace answer={answer} />
  </Entry>
);
