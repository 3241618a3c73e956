// What needs a person's attention beside findings, each with a link to where it is mended.
import type { ReactElement } from 'react';
import { Link } from 'react-router';
import { useLiveState } from '../../api/live.ts';
import { t } from '../../messages/t.ts';
import { Section } from '../../templates/DetailPage.tsx';
import { Icon } from '../../ui/icons.tsx';
import { plainly } from '../findings/Foreign.tsx';
import { lagText } from '../sources/lag-text.ts';
import type { WatchProblem } from './watch-problems.ts';

export function problemText(problem: WatchProblem): string {
  switch (problem.kind) {
    case 'detection':
      return t('watch.problemDetection', { problem: plainly(problem.problem ?? '–', 300) });
    case 'lag':
      return t('watch.problemLag', { name: plainly(problem.name, 60), lag: lagText(problem.lagSeconds) });
    case 'purpose':
      return problem.days === 0
        ? t('watch.problemPurposeToday', { name: plainly(problem.name, 60) })
        : t('watch.problemPurpose', { name: plainly(problem.name, 60), count: problem.days });
    case 'state':
      return problem.problem === undefined
        ? t('watch.problemSourceState', { name: plainly(problem.name, 60), state: t(`watch.source.${problem.state}`) })
        : t('watch.problemSource', { name: plainly(problem.name, 60), problem: plainly(problem.problem, 300) });
    case 'passwordOnly':
      return t('watch.problemPasswordOnly');
    case 'oneAdministrator':
      return t('watch.problemOneAdministrator');
  }
}

const severe: readonly WatchProblem['kind'][] = ['detection', 'state'];
const iconOf = ({ kind }: WatchProblem) => (severe.includes(kind) ? 'severe' : 'warning');
const placeOf = ({ kind }: WatchProblem): string =>
  kind === 'passwordOnly' ? '/account' : kind === 'oneAdministrator' ? '/people' : '/sources';

export function Problems({ problems }: { readonly problems: readonly WatchProblem[] }): ReactElement {
  const live = useLiveState();
  return (
    <Section title={t('watch.problemsTitle')}>
      {problems.length === 0 && live !== 'reconnecting' ? (
        <p className="muted row">
          <Icon name="ok" /> {t('watch.problemsNone')}
        </p>
      ) : (
        <ul className="watch-problems">
          {live === 'reconnecting' && (
            <li className="is-warning">
              <Icon name="warning" /> {t('watch.problemLive')}
            </li>
          )}
          {problems.map((problem) => (
            <li key={problemText(problem)} className={`is-${iconOf(problem)}`}>
              <Icon name={iconOf(problem)} />
              <Link to={placeOf(problem)}>{problemText(problem)}</Link>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
