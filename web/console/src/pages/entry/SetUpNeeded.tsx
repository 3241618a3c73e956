// Nobody has set up this space yet.
import type { ReactElement } from 'react';
import type { SessionAnswer } from '../../../../../src/server/features/accounts/schemas.ts';
import { t } from '../../messages/t.ts';
import { Entry } from './Entry.tsx';

export function SetUpNeeded({ answer }: { readonly answer: SessionAnswer }): ReactElement {
  return <Entry title={t('entry.signIn')} about={answer.space} />;
}
