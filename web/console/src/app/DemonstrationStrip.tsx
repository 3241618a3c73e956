// Over every page of the demonstration: what it is, and the way out.
import type { ReactElement, ReactNode } from 'react';
import { t } from '../messages/t.ts';
import { otherSpace } from './place.ts';

/** `children`: the speed of the stream, for whoever is signed in. */
export const DemonstrationStrip = ({ children }: { readonly children?: ReactNode }): ReactElement => (
  <div className="demonstration-strip" role="note">
    <strong>{t('app.demonstration')}</strong>
    <span className="demonstration-about">{t('app.demonstrationAbout')}</span>
    {children}
    <a href={otherSpace}>{t('app.goToReal')}</a>
  </div>
);
