// The watch on a wall: few numbers, readable from four metres. A demonstration says so here too.
import { type ReactElement, useEffect, useRef } from 'react';
import type { FindingList } from '../../../../../src/server/features/findings/schemas.ts';
import { useRead } from '../../api/hooks.ts';
import { isDemonstration } from '../../app/place.ts';
import { t } from '../../messages/t.ts';
import { Button } from '../../ui/Button.tsx';
import { AsOf } from '../../ui/Live.tsx';
import { Num, numberText } from '../../ui/Num.tsx';
import { SeverityBadge } from '../findings/Badges.tsx';
import { Foreign } from '../findings/Foreign.tsx';
import { Election } from './Election.tsx';
import { urgentQuery } from './Headline.tsx';
import { problemText } from './Problems.tsx';
import type { WatchProblem } from './watch-problems.ts';
import type { Watch } from './use-watch.ts';

type Props = { readonly watch: Watch; readonly problems: readonly WatchProblem[]; readonly onLeave: () => void };
const mostFindings = 5;

export function Wall({ watch, problems, onLeave }: Props): ReactElement {
  const element = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = element.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  const { counts, calendar, sources } = watch;
  const urgent = useRead<FindingList>('/findings', { q: urgentQuery, limit: 1 }).data?.matching;
  const newest = useRead<FindingList>(
    '/findings',
    { q: 'state:new', sort: '-severity', limit: mostFindings },
    { keep: true },
  ).data;
  const rate = sources?.items.reduce((sum, { postsPerSecond }) => sum + postsPerSecond, 0);
  return (
    <dialog
      ref={element}
      className="watch-wall"
      aria-label={t('watch.wallLabel')}
      onCancel={(event) => {
        event.preventDefault();
        onLeave();
      }}
    >
      {isDemonstration && <p className="watch-wall-frame">{t('watch.demonstrationWord')}</p>}
      <header>
        {calendar !== undefined && <Election calendar={calendar} />}
        <div className="row row-end">
          <AsOf at={watch.asOf} />
          <Button kind="quiet" icon="close" onPress={onLeave}>
            {t('watch.wallLeave')}
          </Button>
        </div>
      </header>
      <ul className="watch-wall-numbers">
        <li>
          <b>
            <Num value={counts?.state.new} />
          </b>
          <span>
            {t('watch.new')} {t('watch.waiting')}
          </span>
        </li>
        <li className={urgent !== undefined && urgent > 0 ? 'is-severe' : undefined}>
          <b>
            <Num value={urgent} />
          </b>
          <span>{t('watch.urgent')}</span>
        </li>
        {rate !== undefined && (
          <li>
            <b>{numberText(Math.round(rate))}</b>
            <span>{t('watch.streamRate')}</span>
          </li>
        )}
      </ul>
      <ol className="watch-wall-findings">
        {newest?.items.map((finding) => (
          <li key={finding.id}>
            <SeverityBadge {...finding} />
            <Foreign text={finding.title} most={90} />
          </li>
        ))}
      </ol>
      <ul className="watch-wall-problems">
        {problems.slice(0, 3).map((problem) => (
          <li key={problemText(problem)}>{problemText(problem)}</li>
        ))}
      </ul>
    </dialog>
  );
}
