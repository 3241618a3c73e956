// What is new since this person last looked.
import type { ReactElement } from 'react';
import { Link } from 'react-router';
import type { FindingList } from '../../../../../src/server/features/findings/schemas.ts';
import { useRead } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { useSession } from '../../session/session.ts';
import { useNow } from '../../ui/Time.tsx';
import { relativeText } from '../../ui/time-text.ts';
import { findingsTo } from './FindingsNow.tsx';
import { useLastLook } from './last-look.ts';

export function Since(): ReactElement | null {
  const before = useLastLook(useSession().signedIn.id);
  const now = useNow();
  const q = `created:>${new Date(before ?? 0).toISOString().slice(0, 19)}`;
  const { data } = useRead<FindingList>('/findings', { q, limit: 1 }, { enabled: before !== undefined });
  if (before === undefined) return <p className="muted">{t('watch.sinceFirst')}</p>;
  if (data === undefined) return null;
  const time = relativeText(before, now);
  return (
    <p>
      {data.matching === 0 ? (
        <span className="muted">{t('watch.sinceNone', { time })}</span>
      ) : (
        <>
          <b>{t('watch.since', { count: data.matching, time })}</b>{' '}
          <Link to={findingsTo(q)}>{t('watch.sinceShow')}</Link>
        </>
      )}
    </p>
  );
}
