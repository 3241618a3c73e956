// /elections/:election/wall: the night on a wall. Big figures, areas that are late, a clock; no controls. It follows by
// itself, says when it does not, and goes on when the server is back. Escape leaves.
import { type ReactElement, useEffect, useRef } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import type { UnitCounts } from '../../../../../src/server/features/returns/schemas.ts';
import { useLiveState } from '../../api/live.ts';
import { useRead } from '../../api/hooks.ts';
import { isDemonstration } from '../../app/place.ts';
import { showPreferences } from '../../app/preferences.ts';
import { usePageTitle } from '../../app/title.ts';
import { t } from '../../messages/t.ts';
import { clockText } from '../../ui/time-text.ts';
import { electionPath } from '../elections/election-list.tsx';
import { returnsPath } from '../returns/unit-list.tsx';
import { LateAreas } from './LateAreas.tsx';
import { Figures } from './NightFigures.tsx';
import { useSecond } from './use-second.ts';
import './wall.css';

/** Asked again so often where no event tells of a change. */
const everySeconds = 15;
/** Older than this, figures are said to be old. */
const staleMilliseconds = 45_000;

export function NightWallPage(): ReactElement {
  const { election = '' } = useParams();
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const element = useRef<HTMLDialogElement>(null);
  const level = search.get('level') ?? undefined;
  const read = useRead<UnitCounts>(`${electionPath(election)}/units/counts`, level === undefined ? {} : { level }, {
    keep: true,
    everySeconds,
  });
  const { data, dataUpdatedAt } = read;
  const heading = usePageTitle(data?.name ?? t('wall.title'));
  useDark(search.get('theme') === 'light');
  useEffect(() => {
    const dialog = element.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog
      ref={element}
      className={isDemonstration ? 'night-wall is-demonstration' : 'night-wall'}
      aria-label={t('wall.title')}
      onCancel={(event) => {
        event.preventDefault();
        void navigate(returnsPath(election));
      }}
    >
      {isDemonstration && <p className="night-wall-frame">{t('watch.demonstrationWord')}</p>}
      <header>
        <h1 ref={heading} tabIndex={-1}>
          {data?.name ?? t('wall.title')}
        </h1>
        <Clock />
      </header>
      <Standing at={dataUpdatedAt} failed={read.error !== null} />
      {data !== undefined && (
        <>
          <Figures counts={data} />
          <LateAreas counts={data} />
        </>
      )}
      <footer>{t('wall.leave')}</footer>
    </dialog>
  );
}

/** A wall is dark, whatever the person likes on their own screen. */
function useDark(light: boolean): void {
  useEffect(() => {
    document.documentElement.dataset.theme = light ? 'light' : 'dark';
    return showPreferences;
  }, [light]);
}

function Clock(): ReactElement {
  const now = useSecond();
  return (
    <time className="night-wall-clock" dateTime={new Date(now).toISOString()}>
      {clockText(now)}
    </time>
  );
}

/** As of when the figures are, and in large letters when they are old. */
function Standing({ at, failed }: { readonly at: number; readonly failed: boolean }): ReactElement {
  const now = useSecond();
  const live = useLiveState();
  const old = at === 0 ? 0 : now - at;
  const stale = (at === 0 && failed) || old > staleMilliseconds || (failed && old > everySeconds * 1000);
  const words = at === 0 ? t('wall.nothing') : t('wall.asOf', { time: clockText(at) });
  return (
    <p className={stale ? 'night-wall-standing is-stale' : 'night-wall-standing'} role="status">
      {stale && <b>{t('wall.stale')}</b>} {words}{' '}
      {!stale && <span className="muted">{live === 'live' ? t('common.live') : t('common.reconnecting')}</span>}
    </p>
  );
}
