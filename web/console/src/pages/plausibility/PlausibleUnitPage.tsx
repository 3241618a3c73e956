// One unit: each finding with its reason first, the unit among its peers, what persons did, a note that waits.
import { type ReactElement, useMemo } from 'react';
import { useParams } from 'react-router';
import type { PlausibleUnit } from '../../../../../src/server/features/plausibility/schemas.ts';
import { useRead } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { DetailPage, Section } from '../../templates/DetailPage.tsx';
import { SideList } from '../../templates/SideList.tsx';
import { Badge } from '../../ui/Badge.tsx';
import { ButtonLink } from '../../ui/Button.tsx';
import type { Property } from '../../ui/Properties.tsx';
import { returnsPath, unitPath } from '../returns/unit-list.tsx';
import { UnitBadge } from '../returns/unit-words.tsx';
import { Findings } from './Findings.tsx';
import { plausibilityPath, plausibilitySpec, ReviewBadge } from './plausibility-list.tsx';
import '../../charts/charts.css';
import './plausibility.css';
import { ReviewActions } from './ReviewActions.tsx';
import { Reviews } from './Reviews.tsx';
import { WaitingNote } from './WaitingNote.tsx';

export function PlausibleUnitPage(): ReactElement {
  const { election = '', contest = '', unit = '' } = useParams();
  const key = unitPath(contest, unit);
  const spec = useMemo(() => plausibilitySpec(election), [election]);
  const { data, isPending, error, refetch } = useRead<PlausibleUnit>(`${plausibilityPath(election)}/${key}`);
  const back = { to: plausibilityPath(election), label: t('plausibility.back') };
  const list = <SideList spec={spec} current={key} label={t('plausibility.list')} />;
  if (data === undefined) {
    const retry = (): void => void refetch();
    return <DetailPage {...{ back, list, isPending, error, retry }} title={t('plausibility.title')} />;
  }
  return (
    <DetailPage
      back={back}
      list={list}
      title={data.name}
      badges={<ReviewBadge state={data.state} />}
      about={data.areaName}
      actions={<ReviewActions key={key} unit={data} />}
      properties={propertiesOf(data)}
      asOf={data.at}
    >
      <Sections unit={data} />
    </DetailPage>
  );
}

const Sections = ({ unit }: { readonly unit: PlausibleUnit }): ReactElement => (
  <>
    {unit.old && <p className="notice">{t('plausibility.old')}</p>}
    {unit.waiting !== null && (
      <Section title={t('plausibility.waiting')}>
        <WaitingNote unit={unit} waiting={unit.waiting} />
      </Section>
    )}
    <Section
      title={t('plausibility.findings')}
      tools={
        <ButtonLink to={`${returnsPath(unit.election)}/${unitPath(unit.contest, unit.unit)}`}>
          {t('plausibility.openUnit')}
        </ButtonLink>
      }
    >
      <Findings unit={unit} />
    </Section>
    <Section title={t('plausibility.reviews')}>
      <Reviews unit={unit} />
    </Section>
  </>
);

const propertiesOf = (unit: PlausibleUnit): readonly Property[] => [
  { label: t('plausibility.contest'), value: unit.contestName },
  { label: t('plausibility.unit'), value: <code>{unit.unit}</code> },
  { label: t('plausibility.area'), value: unit.areaName },
  ...(unit.special === ''
    ? []
    : [
        {
          label: t('plausibility.column.unit'),
          value: <Badge tone="notice">{t('plausibility.special', { what: unit.special })}</Badge>,
        },
      ]),
  ...(unit.unitState === null
    ? []
    : [{ label: t('plausibility.unitState'), value: <UnitBadge state={unit.unitState} /> }]),
];
