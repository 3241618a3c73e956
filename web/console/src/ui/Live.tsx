// Says of every page as of when it is, and whether it follows by itself.
import type { ReactElement } from 'react';
import { useLiveState } from '../api/live.ts';
import { t } from '../messages/t.ts';
import { Icon } from './icons.tsx';
import { Time } from './Time.tsx';

/** `at`: when what is shown was read, milliseconds since 1970 UTC. */
export function AsOf({ at }: { readonly at: number | undefined }): ReactElement {
  const state = useLiveState();
  const words = state === 'live' ? t('common.live') : state === 'off' ? t('common.notLive') : t('common.reconnecting');
  return (
    <span className={`as-of as-of-${state}`}>
      <Icon name={state === 'live' ? 'live' : 'half'} size={12} />
      {words}
      {at !== undefined && at > 0 && (
        <>
          {' '}
          · {t('common.asOf')} <Time at={at} form="clock" />
        </>
      )}
    </span>
  );
}
