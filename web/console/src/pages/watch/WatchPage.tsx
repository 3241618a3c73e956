// The home of whoever watches: what is new, what to look at first, whether everything runs, how far the vote is.
import { type ReactElement, useState } from 'react';
import { FirstSteps } from '../../app/FirstSteps.tsx';
import { isDemonstration } from '../../app/place.ts';
import { useCommands } from '../../commands/registry.ts';
import { t } from '../../messages/t.ts';
import { Section } from '../../templates/DetailPage.tsx';
import { Page } from '../../templates/Page.tsx';
import { Button } from '../../ui/Button.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { useNow } from '../../ui/Time.tsx';
import { Election } from './Election.tsx';
import { ExamineFirst } from './ExamineFirst.tsx';
import { FindingsNow } from './FindingsNow.tsx';
import { Headline } from './Headline.tsx';
import { OverTime } from './OverTime.tsx';
import { problemsOf } from './watch-problems.ts';
import { Problems } from './Problems.tsx';
import { Since } from './Since.tsx';
import { Stream } from './Stream.tsx';
import { useAccountProblems } from './use-account-problems.ts';
import { useWatch, type Watch } from './use-watch.ts';
import { Wall } from './Wall.tsx';
import './watch.css';

export function WatchPage(): ReactElement {
  const watch = useWatch();
  if (!watch.mayWatch) {
    return (
      <Page title={t('watch.title')}>
        <Empty kind="nothing" title={t('watch.nothingForRole')}>
          {t('watch.nothingForRoleText')}
        </Empty>
      </Page>
    );
  }
  return <Watching watch={watch} />;
}

function Watching({ watch }: { readonly watch: Watch }): ReactElement {
  const [onWall, setOnWall] = useState(false);
  const now = useNow();
  const { counts, countsError, calendar, sources, asOf } = watch;
  const problems = sources === undefined ? [] : problemsOf(sources, now, isDemonstration);
  const ofAccount = useAccountProblems();
  useCommands([{ id: 'watch.wall', title: t('watch.wall'), scope: 'page', keys: 'w', run: () => setOnWall(true) }]);
  return (
    <Page
      title={t('watch.title')}
      about={calendar === undefined ? undefined : <ElectionLine watch={watch} />}
      asOf={asOf}
      action={<Button onPress={() => setOnWall(true)}>{t('watch.wall')}</Button>}
    >
      {onWall && <Wall watch={watch} problems={problems} onLeave={() => setOnWall(false)} />}
      <Problem error={countsError} />
      {counts?.all === 0 && <FirstSteps done={stepsDone(watch)} />}
      {counts !== undefined && (
        <>
          <Since />
          <Headline counts={counts} />
        </>
      )}
      <div className="watch-columns">
        <div className="stack">
          <ExamineFirst />
          {sources !== undefined && <Stream sources={sources} />}
          <OverTime />
        </div>
        <div className="stack">
          <div className={problems.length + ofAccount.length > 0 ? 'watch-wrong' : undefined}>
            <Problems problems={[...problems, ...ofAccount]} />
          </div>
          {counts !== undefined && (
            <Section title={t('watch.all')}>
              <FindingsNow counts={counts} />
            </Section>
          )}
        </div>
      </div>
    </Page>
  );
}

const ElectionLine = ({ watch: { calendar } }: { readonly watch: Watch }): ReactElement | null =>
  calendar === undefined ? null : <Election calendar={calendar} />;

function stepsDone({ calendar, watchlists, sources }: Watch) {
  const done: ('calendar' | 'watchlist' | 'source')[] = [];
  if (calendar !== undefined && calendar.elections.length > 0) done.push('calendar');
  if (watchlists !== undefined && watchlists.all > 0) done.push('watchlist');
  if (sources !== undefined && sources.items.length > 0) done.push('source');
  return done;
}
