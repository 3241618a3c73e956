// Grey lines where text is about to be.
import type { ReactElement } from 'react';
import { t } from '../messages/t.ts';

export const Skeleton = ({ lines = 4 }: { readonly lines?: number }): ReactElement => (
  <div className="skeleton" role="status" aria-label={t('common.loading')}>
    {Array.from({ length: lines }, (_, i) => (
      <span key={i} />
    ))}
  </div>
);
