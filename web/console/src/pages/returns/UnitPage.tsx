// One unit in one contest: channels side by side, what differs and what it looks like, what came, what was decided.
import { type ReactElement, useMemo, useState } from 'react';
import { useParams } from 'react-router';
import type { UnitDetail } from '../../../../../src/server/features/returns/schemas.ts';
import { useRead } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { useHas, useMay } from '../../session/session.ts';
import { DetailPage, Section } from '../../templates/DetailPage.tsx';
import { SideList } from '../../templates/SideList.tsx';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { Num } from '../../ui/Num.tsx';
import type { Property } from '../../ui/Properties.tsx';
import { Time } from '../../ui/Time.tsx';
import { StartDialog } from '../call-backs/StartDialog.tsx';
import { electionPath } from '../elections/election-list.tsx';
import { ArrivalTable, UnitHistory } from './Arrivals.tsx';
import { DecideDialog } from './DecideDialog.tsx';
import './returns.css';
import { UnitFinding } from './UnitFinding.tsx';
import { SideBySide } from './SideBySide.tsx';
import { returnsPath, unitPath, unitSpec } from './unit-list.tsx';
import { shortHash, UnitBadge } from './unit-words.tsx';

export function UnitPage(): ReactElement {
  const { election = '', contest = '', unit = '' } = useParams();
  const key = unitPath(contest, unit);
  const spec = useMemo(() => unitSpec(election), [election]);
  const { data, isPending, error, refetch, dataUpdatedAt } = useRead<UnitDetail>(
    `${electionPath(election)}/units/${key}`,
  );
  const back = { to: returnsPath(election), label: t('returns.back') };
  const list = <SideList spec={spec} current={key} label={t('returns.list')} />;
  if (data === undefined) {
    const retry = (): void => void refetch();
    return <DetailPage {...{ back, list, isPending, error, retry }} title={t('returns.title')} />;
  }
  return (
    <DetailPage
      back={back}
      list={list}
      title={data.name}
      badges={<UnitBadge state={data.state} late={data.late} />}
      about={data.areaName}
      actions={
        <>
          <CallBack key={`call ${key}`} unit={data} />
          <Decide key={key} unit={data} />
        </>
      }
      properties={propertiesOf(data)}
      asOf={dataUpdatedAt}
    >
      <Sections key={key} unit={data} />
    </DetailPage>
  );
}

type Props = { readonly unit: UnitDetail };

function Decide({ unit }: Props): ReactElement | null {
  const [asking, setAsking] = useState(false);
  const mayDecide = useMay('POST /elections/:election/units/:contest/:unit/decision');
  return (
    <>
      {mayDecide && unit.canDecide && (
        <Button kind="primary" onPress={() => setAsking(true)}>
          {t('returns.decide')}
        </Button>
      )}
      {asking && <DecideDialog unit={unit} onClose={() => setAsking(false)} />}
    </>
  );
}

function CallBack({ unit }: Props): ReactElement | null {
  const [asking, setAsking] = useState(false);
  const mayCall = useMay('POST /elections/:election/call-backs');
  if (!useHas('callBacks') || !mayCall || unit.state === 'certified') return null;
  return (
    <>
      <Button onPress={() => setAsking(true)}>{t('callBacks.start')}</Button>
      {asking && <StartDialog election={unit.election} unit={unit} onClose={() => setAsking(false)} />}
    </>
  );
}

const Sections = ({ unit }: Props): ReactElement => (
  <>
    {unit.sentence !== '' && (
      <Section title={t('returns.explanation')}>
        <p className="prose">{unit.sentence}</p>
      </Section>
    )}
    {unit.finding !== null && <UnitFinding finding={unit.finding} />}
    {unit.decision !== null && <Decision decision={unit.decision} />}
    <Section title={t('returns.side')}>
      <SideBySide unit={unit} />
    </Section>
    {unit.checks.length > 0 && (
      <Section title={t('returns.checks')}>
        <Checks checks={unit.checks} />
      </Section>
    )}
    <Section title={t('returns.arrivals')}>
      <ArrivalTable arrivals={unit.arrivals} />
    </Section>
    <Section title={t('returns.history')}>
      <UnitHistory history={unit.history} />
    </Section>
  </>
);

const Decision = ({ decision }: { readonly decision: NonNullable<UnitDetail['decision']> }): ReactElement => (
  <Section title={t('returns.decision')} tools={<Time at={decision.at} />}>
    <div className="stack-tight">
      <p>{t('returns.decisionOf', { name: decision.by, hash: shortHash(decision.hash) })}</p>
      <p className="wrap-anywhere">{decision.ground}</p>
      {!decision.holds && <p className="notice notice-warning">{t('returns.decisionOld')}</p>}
    </div>
  </Section>
);

const Checks = ({ checks }: Pick<UnitDetail, 'checks'>): ReactElement => (
  <ul className="stack-tight returns-history">
    {checks.map(({ hash, code, kind, label }) => (
      <li key={`${hash} ${code}`} className="row">
        <Badge tone={kind === 'error' ? 'severe' : 'warning'}>{t(`returns.check.${kind}`)}</Badge>
        <code>{code}</code> {label} <span className="muted">{t('returns.checkOf', { hash: shortHash(hash) })}</span>
      </li>
    ))}
  </ul>
);

const propertiesOf = (unit: UnitDetail): readonly Property[] => [
  { label: t('returns.contest'), value: unit.contestName },
  { label: t('returns.centre'), value: unit.centreName },
  { label: t('returns.unit'), value: <code>{unit.unit}</code> },
  { label: t('returns.votesDiffering'), value: <Num value={unit.votesDiffering} /> },
  { label: t('returns.figuresDiffering'), value: <Num value={unit.figuresDiffering} /> },
  { label: t('returns.firstReturn'), value: <Time at={unit.firstAt} /> },
  { label: t('returns.column.last'), value: <Time at={unit.lastAt} /> },
];
