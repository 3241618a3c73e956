// Over every page of the demonstration: what it is, and the way out.
import type { ReactElement } from 'react';
import { t } from '../messages/t.ts';
import { otherSpace } from './place.ts';

export const DemonstrationStrip = (): ReactElement => (
  <div className="demonstration-strip" role="note">
    <strong>{t('app.demonstration')}</strong>
    <span className="demonstration-about">{t('app.demonstrationAbout')}</span>
    <a href={otherSpace}>{t('app.goToReal')}</a>
  </div>
);
