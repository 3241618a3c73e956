// /elections/:election/returns: every unit in every contest with its state, and how complete the areas are.
import { type ReactElement, useMemo, useState } from 'react';
import { useParams } from 'react-router';
import { unitStates } from '../../../../../src/results/reconcile/states.ts';
import type { UnitCounts } from '../../../../../src/server/features/returns/schemas.ts';
import { useRead } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { useMay } from '../../session/session.ts';
import { ListPage, type Segments } from '../../templates/ListPage.tsx';
import { ButtonLink } from '../../ui/Button.tsx';
import { electionPath } from '../elections/election-list.tsx';
import { Completeness, Summary } from './Completeness.tsx';
import './returns.css';
import { returnsPath, unitSpec } from './unit-list.tsx';

const segmentsOf = (counts: UnitCounts | undefined): Segments => ({
  key: 'state',
  label: t('returns.states'),
  ...(counts === undefined ? {} : { all: counts.units }),
  choices: unitStates.map((value) => ({
    value,
    label: t(`returns.state.${value}`),
    ...(counts === undefined ? {} : { count: counts.states[value] ?? 0 }),
  })),
});

export function ReturnsPage(): ReactElement {
  const { election = '' } = useParams();
  const [level, setLevel] = useState<string>();
  const spec = useMemo(() => unitSpec(election), [election]);
  const values = level === undefined ? {} : { level };
  const { data } = useRead<UnitCounts>(`${electionPath(election)}/units/counts`, values, { keep: true });
  return (
    <ListPage
      spec={spec}
      title={t('returns.titleOf', { name: data?.name ?? election })}
      about={t('returns.about')}
      action={<Links election={election} />}
      segments={segmentsOf(data)}
      views={false}
      nothing={{ title: t('returns.nothing'), text: t('returns.nothingAbout') }}
      done={{ query: 'state:conflicting', title: t('returns.noConflicts'), text: t('returns.noConflictsAbout') }}
    >
      {data !== undefined && data.units > 0 && (
        <>
          <Summary counts={data} />
          <Completeness counts={data} path={returnsPath(election)} onLevel={setLevel} />
        </>
      )}
    </ListPage>
  );
}

function Links({ election }: { readonly election: string }): ReactElement {
  const mayTake = useMay('POST /elections/:election/arrivals');
  const path = electionPath(election);
  return (
    <>
      <ButtonLink to={path}>{t('returns.backToElection')}</ButtonLink>
      <ButtonLink to={`${path}/wall`}>{t('wall.open')}</ButtonLink>
      <ButtonLink to={`${path}/certification`}>{t('certification.open')}</ButtonLink>
      <ButtonLink to={`${path}/tally`}>{t('results.openTally')}</ButtonLink>
      {mayTake && <ButtonLink to={`${path}/arrivals`}>{t('arrivals.open')}</ButtonLink>}
    </>
  );
}
