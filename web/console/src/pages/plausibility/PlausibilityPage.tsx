// /elections/:election/plausibility: units to look at, the reason first; how many each rule shows and how many the null gives.
import { type ReactElement, useMemo } from 'react';
import { useParams } from 'react-router';
import { reviewStates } from '../../../../../src/results/plausibility/query-keys.ts';
import type { PlausibilitySummary } from '../../../../../src/server/features/plausibility/schemas.ts';
import { useRead } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { ListPage, type Segments } from '../../templates/ListPage.tsx';
import { ButtonLink } from '../../ui/Button.tsx';
import { electionPath } from '../elections/election-list.tsx';
import { plausibilityPath, plausibilitySpec } from './plausibility-list.tsx';
import './plausibility.css';
import { Summary } from './Summary.tsx';

const segmentsOf = (summary: PlausibilitySummary | undefined): Segments => ({
  key: 'state',
  label: t('plausibility.states'),
  ...(summary === undefined ? {} : { all: Object.values(summary.states).reduce((sum, n) => sum + n, 0) }),
  choices: reviewStates.map((value) => ({
    value,
    label: t(`plausibility.state.${value}`),
    ...(summary === undefined ? {} : { count: summary.states[value] ?? 0 }),
  })),
});

export function PlausibilityPage(): ReactElement {
  const { election = '' } = useParams();
  const spec = useMemo(() => plausibilitySpec(election), [election]);
  const { data } = useRead<PlausibilitySummary>(`${plausibilityPath(election)}/summary`, {}, { keep: true });
  return (
    <ListPage
      spec={spec}
      title={t('plausibility.titleOf', { name: election })}
      about={t('plausibility.about')}
      action={
        <>
          <ButtonLink to={electionPath(election)}>{t('returns.backToElection')}</ButtonLink>
          <ButtonLink to={`${electionPath(election)}/returns`}>{t('results.openReturns')}</ButtonLink>
        </>
      }
      segments={segmentsOf(data)}
      views={false}
      exports={{ path: `${plausibilityPath(election)}/export`, formats: [{ value: 'csv', label: 'CSV' }] }}
      nothing={{ title: t('plausibility.nothing'), text: t('plausibility.nothingAbout') }}
      done={{ query: 'state:open', title: t('plausibility.allDone'), text: t('plausibility.allDoneAbout') }}
    >
      {data !== undefined && <Summary summary={data} path={plausibilityPath(election)} />}
    </ListPage>
  );
}
