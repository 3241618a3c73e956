// From the real space to the demonstration and back, where this server has both.
import type { ReactElement } from 'react';
import type { SessionAnswer } from '../../../../../src/server/features/accounts/schemas.ts';
import { isDemonstration, otherSpace } from '../../app/place.ts';
import { t } from '../../messages/t.ts';

export function OtherSpace({ answer }: { readonly answer: SessionAnswer }): ReactElement | null {
  if (answer.profile !== 'demo') return null;
  return (
    <p className="entry-foot">
      <a href={otherSpace}>{t(isDemonstration ? 'entry.toReal' : 'entry.toDemonstration')}</a>
    </p>
  );
}
