// What persons did with a unit, the newest first.
import type { ReactElement } from 'react';
import type { PlausibleUnit } from '../../../../../src/server/features/plausibility/schemas.ts';
import { t } from '../../messages/t.ts';
import { Time } from '../../ui/Time.tsx';
import { ReviewBadge } from './plausibility-list.tsx';

export const Reviews = ({ unit: { reviews } }: { readonly unit: PlausibleUnit }): ReactElement =>
  reviews.length === 0 ? (
    <p className="muted">{t('plausibility.noReviews')}</p>
  ) : (
    <ul className="plausibility-reviews">
      {reviews.map(({ number, step, text, by, at, recipient, superseded }) => (
        <li key={number} className="stack-tight">
          <span className="row">
            <ReviewBadge state={step} />
            <span>{t('plausibility.reviewBy', { name: by })}</span>
            <Time at={at} />
            {recipient !== null && (
              <span>{t('plausibility.reviewTo', { recipient: t(`plausibility.recipient.${recipient}`) })}</span>
            )}
            {superseded && <span className="muted">{t('plausibility.reviewSuperseded')}</span>}
          </span>
          {text !== '' && <p className="wrap-anywhere">{text}</p>}
        </li>
      ))}
    </ul>
  );
