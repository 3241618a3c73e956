// /elections/:election: the definition in force with its hash, what waits for a second person, centres and keys, checks.
import type { ReactElement } from 'react';
import { useParams } from 'react-router';
import type { ElectionDetail } from '../../../../../src/server/features/elections/schemas.ts';
import { useRead } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { useHas } from '../../session/session.ts';
import { DetailPage, Section } from '../../templates/DetailPage.tsx';
import { ButtonLink } from '../../ui/Button.tsx';
import { Num } from '../../ui/Num.tsx';
import type { Property } from '../../ui/Properties.tsx';
import { NightLinks } from './NightLinks.tsx';
import { Centres } from './Centres.tsx';
import { Checks, Contests, Merged, Versions } from './Definition.tsx';
import { electionPath, VersionBadge } from './election-list.tsx';
import { Propose, Waiting } from './ElectionActions.tsx';
import { Hash } from './Hash.tsx';

const back = { to: '/elections', label: t('results.back') } as const;

export function ElectionPage(): ReactElement {
  const { election: id = '' } = useParams();
  const { data, isPending, error, refetch, dataUpdatedAt } = useRead<ElectionDetail>(electionPath(id));
  if (data === undefined) {
    const retry = (): void => void refetch();
    return <DetailPage back={back} title={t('results.title')} isPending={isPending} error={error} retry={retry} />;
  }
  return (
    <DetailPage
      back={back}
      title={data.name}
      badges={<VersionBadge state={data.current.state} />}
      about={data.day}
      actions={<Actions election={data} />}
      properties={propertiesOf(data)}
      asOf={dataUpdatedAt}
    >
      <Sections election={data} />
    </DetailPage>
  );
}

type Props = { readonly election: ElectionDetail };

const Actions = ({ election }: Props): ReactElement => (
  <>
    <ButtonLink to={`${electionPath(election.id)}/returns`}>{t('results.openReturns')}</ButtonLink>
    {useHas('callBacks') && (
      <ButtonLink to={`${electionPath(election.id)}/call-backs`}>{t('callBacks.open')}</ButtonLink>
    )}
    <ButtonLink to={`${electionPath(election.id)}/tally`}>{t('results.openTally')}</ButtonLink>
    <NightLinks election={election.id} />
    <Propose election={election} />
  </>
);

function Sections({ election }: Props): ReactElement {
  const { current, waiting, merged } = election;
  const title = t(current.state === 'fixed' ? 'results.definition' : 'results.definitionDraft');
  return (
    <>
      {waiting !== null && (
        <Section title={t('results.waiting')}>
          <Waiting election={election.id} version={waiting} />
        </Section>
      )}
      <Section title={title} tools={t('results.versionNumber', { version: current.version })}>
        <div className="stack-tight">
          <Hash hash={current.hash} label={t('results.hash')} />
          <p className="muted">{t('results.hashAbout')}</p>
        </div>
      </Section>
      <Section title={t('results.contests')}>
        <Contests contestList={election.contestList} />
      </Section>
      <Section title={t('results.centres')}>
        <Centres election={election} />
      </Section>
      <Section title={t('results.checks')}>
        <Checks rules={election.rules} />
      </Section>
      {merged.length > 0 && (
        <Section title={t('results.merged')}>
          <Merged merged={merged} />
        </Section>
      )}
      <Section title={t('results.versions')}>
        <Versions versions={election.versions} />
      </Section>
    </>
  );
}

const propertiesOf = (election: ElectionDetail): readonly Property[] => [
  { label: t('results.column.units'), value: <Num value={election.units} /> },
  { label: t('results.column.centres'), value: <Num value={election.centres} /> },
  { label: t('results.timeZone'), value: election.timeZone },
  { label: t('results.pack'), value: election.pack },
  {
    label: t('results.minimumVoters'),
    value: (
      <>
        {t('results.minimumVotersOf', { count: election.minimumVoters.count })}
        {election.minimumVoters.ground !== null && ` (${election.minimumVoters.ground})`}
      </>
    ),
  },
  ...Object.entries(election.carries).map(([channel, groups]) => ({
    label: t('results.carries', { channel }),
    value: groups.join(', '),
  })),
  {
    label: t('results.sealingKey'),
    value: election.sealingKey === null ? t('results.none') : <code>{election.sealingKey.slice(0, 16)}…</code>,
  },
  { label: t('results.callBackSheets'), value: <Num value={election.callBackSheets} /> },
];
