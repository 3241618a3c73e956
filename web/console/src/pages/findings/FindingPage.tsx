// One finding: the claim, what speaks against it, the pictures, the evidence, what people made of it.
import { type ReactElement, useState } from 'react';
import { useParams } from 'react-router';
import { duration, probability } from '../../../../../src/detect/coordination/report/words.ts';
import type { FindingDetail } from '../../../../../src/server/features/findings/schemas.ts';
import { useRead } from '../../api/hooks.ts';
import { mostSmall } from '../../charts/network/small.ts';
import type { Span } from '../../charts/time-span.ts';
import { t } from '../../messages/t.ts';
import { DetailPage, Section } from '../../templates/DetailPage.tsx';
import { SideList } from '../../templates/SideList.tsx';
import { Copyable } from '../../ui/Copyable.tsx';
import { Num } from '../../ui/Num.tsx';
import type { Property } from '../../ui/Properties.tsx';
import { Technique } from '../../ui/Technique.tsx';
import { Time } from '../../ui/Time.tsx';
import { SeverityBadge, StandingBadge, StateBadge } from './Badges.tsx';
import { Against, Claim, NextSteps } from './Claim.tsx';
import { type Colleague, nameIn, useColleagues } from './colleagues.ts';
import { Evidence } from './Evidence.tsx';
import { findingList } from './finding-list.tsx';
import { layersText, qText } from './finding-words.ts';
import { useFindingActions } from './FindingActions.tsx';
import { Foreign, plainly } from './Foreign.tsx';
import { History, Revisions } from './History.tsx';
import { Members } from './Members.tsx';
import { Method } from './Method.tsx';
import { ArrivalsPicture, Measures, NetworkPicture, Times } from './Pictures.tsx';
import { ReturnsFinding } from './ReturnsFinding.tsx';
import { Related } from './Related.tsx';
import { useEvidence } from './use-evidence.ts';
import './findings.css';

const back = { to: '/findings' } as const;

export function FindingPage(): ReactElement {
  const { id = '' } = useParams();
  const read = useRead<FindingDetail>(`/findings/${encodeURIComponent(id)}`);
  const people = useColleagues();
  const list = findingList(people);
  const side = <SideList spec={list} current={id} label={t('findings.list')} />;
  if (read.data === undefined) {
    return (
      <DetailPage
        back={{ ...back, label: t('findings.back') }}
        title={t('findings.title')}
        list={side}
        isPending={read.isPending}
        error={read.error}
        retry={() => void read.refetch()}
      />
    );
  }
  return <Finding key={id} finding={read.data} people={people} asOf={read.dataUpdatedAt} side={side} />;
}

type Props = {
  readonly finding: FindingDetail;
  readonly people: readonly Colleague[];
  readonly asOf: number;
  readonly side: ReactElement;
};

function Finding({ finding, people, asOf, side }: Props): ReactElement {
  const actions = useFindingActions(finding, findingList(people));
  return (
    <DetailPage
      back={{ ...back, label: t('findings.back') }}
      title={plainly(finding.title, 200)}
      badges={
        <>
          <SeverityBadge {...finding} />
          <StandingBadge {...finding} />
          <StateBadge {...finding} />
        </>
      }
      about={finding.demonstration ? t('findings.demonstration') : undefined}
      actions={actions.buttons}
      properties={factsOf(finding, people)}
      aside={<Why reasons={finding.severityReasons} />}
      list={side}
      asOf={asOf}
    >
      {actions.dialog}
      <div className="finding-pair">
        <Claim finding={finding} />
        <Against finding={finding} />
      </div>
      {finding.returns === null ? <Accounts finding={finding} /> : <ReturnsFinding returns={finding.returns} />}
      <History finding={finding} onNote={actions.note} />
      <NextSteps finding={finding} />
      <Related id={finding.id} />
      <Method finding={finding} />
      <Revisions finding={finding} />
    </DetailPage>
  );
}

/** What accounts shared, in pictures and rows. */
function Accounts({ finding }: { readonly finding: FindingDetail }): ReactElement {
  const [span, setSpan] = useState<Span>();
  const evidence = useEvidence(finding.id);
  const { items } = evidence;
  return (
    <>
      <Section title={t('findings.pictures')} id="pictures">
        <div className="stack finding-pictures">
          <div className={finding.accounts > mostSmall || finding.lagHistogram === null ? 'stack' : 'finding-pair'}>
            <NetworkPicture finding={finding} />
            <Measures finding={finding} />
          </div>
          <Times finding={finding} items={items} span={span} onSpan={setSpan} />
          <ArrivalsPicture finding={finding} items={items} />
        </div>
      </Section>
      <Evidence finding={finding} evidence={evidence} span={span} />
      <Members finding={finding} />
    </>
  );
}

function factsOf(finding: FindingDetail, people: readonly Colleague[]): readonly Property[] {
  const { assignedTo, declared, phase, watchlisted, pValue } = finding;
  const common: Property[] = [
    { label: t('findings.column.first'), value: <Time at={finding.firstSeen} form="exact" /> },
    { label: t('findings.column.seen'), value: <Time at={finding.lastSeen} form="exact" /> },
    { label: t('findings.found'), value: <Time at={finding.createdAt} /> },
    { label: t('findings.column.phase'), value: phase === null ? '–' : t(`findings.phase.${phase}`) },
    {
      label: t('findings.column.assigned'),
      value:
        assignedTo === null
          ? t('findings.nobody')
          : plainly(finding.names[assignedTo] ?? nameIn(people, assignedTo), 60),
    },
  ];
  const last: Property[] = [
    { label: t('findings.revision'), value: <Num value={finding.revision} /> },
    { label: t('findings.id'), value: <Copyable text={finding.id} shown={16} /> },
  ];
  if (finding.returns !== null) return [...common, ...last];
  return [
    { label: t('findings.column.q'), value: qText(finding) },
    ...(pValue === null ? [] : [{ label: t('findings.pValue'), value: probability(pValue) }]),
    { label: t('findings.column.accounts'), value: <Num value={finding.accounts} /> },
    { label: t('findings.column.objects'), value: <Num value={finding.objects} /> },
    { label: t('findings.column.layers'), value: layersText(finding.layers, finding.layers.length) },
    { label: t('findings.window'), value: duration(finding.windowSeconds) },
    ...common,
    ...(declared === null ? [] : [{ label: t('findings.declared'), value: <Foreign text={declared} most={80} /> }]),
    { label: t('findings.column.watchlisted'), value: watchlisted.length === 0 ? '–' : <Names names={watchlisted} /> },
    { label: t('findings.column.technique'), value: <Technique technique={finding.technique} /> },
    ...last,
  ];
}

const Names = ({ names }: { readonly names: readonly string[] }): ReactElement => (
  <ul>
    {names.slice(0, 12).map((name) => (
      <li key={name}>
        <Foreign text={name} most={60} />
      </li>
    ))}
    {names.length > 12 && <li>{t('findings.more', { count: names.length - 12 })}</li>}
  </ul>
);

const Why = ({ reasons }: { readonly reasons: readonly string[] }): ReactElement | null =>
  reasons.length === 0 ? null : (
    <div className="finding-why">
      <h2>{t('findings.severityWhy')}</h2>
      <ul>
        {reasons.map((reason) => (
          <li key={reason}>
            <Foreign text={reason} most={300} />
          </li>
        ))}
      </ul>
    </div>
  );
