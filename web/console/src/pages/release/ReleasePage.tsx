// /elections/:election/release: where it stands, the hold, what would go out, what has left, who did what.
import type { ReactElement } from 'react';
import { useParams } from 'react-router';
import type { ReleaseAnswer } from '../../../../../src/server/features/release/schemas.ts';
import { useRead } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { useMay } from '../../session/session.ts';
import { DetailPage, Section } from '../../templates/DetailPage.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { numberText } from '../../ui/Num.tsx';
import type { Property } from '../../ui/Properties.tsx';
import { Time } from '../../ui/Time.tsx';
import { electionPath } from '../elections/election-list.tsx';
import { Hash } from '../elections/Hash.tsx';
import { Clock } from './Clock.tsx';
import { DraftPolicy } from './DraftPolicy.tsx';
import { Hold } from './Hold.tsx';
import { Preview } from './Preview.tsx';
import './release.css';
import { Log, Out } from './Out.tsx';
import { Gate, StateBadge, States } from './States.tsx';
import { Steps } from './Steps.tsx';

export function ReleasePage(): ReactElement {
  const { election = '' } = useParams();
  const path = `${electionPath(election)}/release`;
  const { data, isPending, error, refetch, dataUpdatedAt } = useRead<ReleaseAnswer>(path, {}, { everySeconds: 10 });
  const mayDraft = useMay('POST /elections/:election/release/policies');
  const back = { to: electionPath(election), label: t('release.back') };
  if (data === undefined) {
    const retry = (): void => void refetch();
    return <DetailPage {...{ back, isPending, error, retry }} title={t('release.title')} />;
  }
  const drafts = mayDraft && ['none', 'drafted', 'approved', 'held'].includes(data.state);
  return (
    <DetailPage
      back={back}
      title={t('release.titleOf', { name: data.name })}
      badges={<StateBadge state={data.state} />}
      actions={
        <>
          {drafts && <DraftPolicy release={data} />}
          <Steps release={data} />
        </>
      }
      properties={propertiesOf(data)}
      asOf={dataUpdatedAt}
    >
      <Sections release={data} drafts={drafts} />
    </DetailPage>
  );
}

type Props = { readonly release: ReleaseAnswer; readonly drafts: boolean };

const Sections = ({ release, drafts }: Props): ReactElement => (
  <>
    <Section title={t('release.states')}>
      <div className="stack">
        <Gate release={release} />
        <States state={release.state} />
        <Hold release={release} />
      </div>
    </Section>
    {release.policy === null ? (
      <Empty kind="nothing" title={t('release.none')} action={drafts ? <DraftPolicy release={release} /> : undefined}>
        {t('release.noneAbout')}
      </Empty>
    ) : (
      <>
        <Section title={t('release.preview')} tools={<span className="muted">{t('release.previewAbout')}</span>}>
          <Preview election={release.election} />
        </Section>
        <Section title={t('release.policyHash')}>
          <Hash hash={release.policy.hash} label={t('release.policyHash')} />
        </Section>
      </>
    )}
    <Section title={t('release.clock')}>
      <Clock release={release} />
    </Section>
    <Section title={t('release.out')}>
      <Out release={release} />
    </Section>
    {release.log.length > 0 && (
      <Section title={t('release.log')}>
        <Log log={release.log} />
      </Section>
    )}
  </>
);

function propertiesOf({ policy, records, handedOut }: ReleaseAnswer): readonly Property[] {
  const out = [
    { label: t('release.outRecords'), value: numberText(records) },
    { label: t('release.outHanded'), value: numberText(handedOut) },
  ];
  if (policy === null) return out;
  return [
    { label: t('release.embargo'), value: <Embargo policy={policy} /> },
    ...(policy.fingerprint === null
      ? []
      : [{ label: t('release.fingerprint'), value: <code>{policy.fingerprint.slice(0, 16)}…</code> }]),
    { label: t('release.detail'), value: t(`release.detail.${policy.detail}`) },
    { label: t('release.flow'), value: t(`release.flow.${policy.flow}`) },
    { label: t('release.contests'), value: policy.contests.map(({ name }) => name).join(', ') },
    { label: t('release.version'), value: numberText(policy.version) },
    { label: t('release.draftedBy'), value: policy.draftedBy },
    ...out,
  ];
}

const Embargo = ({ policy }: { readonly policy: NonNullable<ReleaseAnswer['policy']> }): ReactElement => (
  <span className="stack-tight">
    <Time at={policy.embargoAt} form="exact" />
    {policy.lastState !== null && <span>{t('release.embargoLast', { state: policy.lastState })}</span>}
    {policy.passedAt === null ? (
      <Time at={policy.embargoAt} />
    ) : (
      <span className="muted">{t('release.embargoPassed')}</span>
    )}
  </span>
);
