// A note as it would leave: who receives it, what it contains, and what stays inside.
import type { ReactElement } from 'react';
import type { NoteView, PlausibleUnit } from '../../../../../src/server/features/plausibility/schemas.ts';
import { t } from '../../messages/t.ts';

type Recipient = PlausibleUnit['recipients'][number];

export const recipientText = ({ recipient, name }: Recipient): string =>
  recipient === 'countCentre' && name !== ''
    ? t('plausibility.recipient.countCentreNamed', { name })
    : t(`plausibility.recipient.${recipient}`);

type Props = { readonly seen: NoteView['seen']; readonly reading?: string };

export const NotePreview = ({ seen, reading }: Props): ReactElement => (
  <div className="stack-tight">
    <b>{t('plausibility.contents')}</b>
    <ol className="plausibility-note">
      {seen.map(({ reason, expected, against, next }) => (
        <li key={reason} className="wrap-anywhere">
          {[reason, expected, ...against, next].join(' ')}
        </li>
      ))}
    </ol>
    {reading !== undefined && <p className="wrap-anywhere">{reading}</p>}
    <p className="muted">{t('plausibility.removed')}</p>
  </div>
);
