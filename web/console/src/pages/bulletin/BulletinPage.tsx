// /elections/:election/bulletin: what was fixed before polling, the words to publish, what is public now.
import type { ReactElement } from 'react';
import { useParams } from 'react-router';
import type { BulletinAnswer } from '../../../../../src/server/features/bulletin/schemas.ts';
import { useRead } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { useMay } from '../../session/session.ts';
import { DetailPage, Section } from '../../templates/DetailPage.tsx';
import { Copyable } from '../../ui/Copyable.tsx';
import { Empty } from '../../ui/Empty.tsx';
import type { Property } from '../../ui/Properties.tsx';
import { Time } from '../../ui/Time.tsx';
import { electionPath } from '../elections/election-list.tsx';
import { Built } from './Built.tsx';
import { Differing } from './Differing.tsx';
import { FixLog } from './FixLog.tsx';
import { Words } from './Words.tsx';
import './bulletin.css';

export function BulletinPage(): ReactElement {
  const { election = '' } = useParams();
  const path = `${electionPath(election)}/bulletin`;
  const { data, isPending, error, refetch, dataUpdatedAt } = useRead<BulletinAnswer>(path, {}, { everySeconds: 5 });
  const mayFix = useMay('POST /elections/:election/bulletin/opening');
  const back = { to: electionPath(election), label: t('bulletin.back') };
  if (data === undefined) {
    const retry = (): void => void refetch();
    return <DetailPage {...{ back, isPending, error, retry }} title={t('bulletin.title')} />;
  }
  const { opening } = data;
  return (
    <DetailPage
      back={back}
      title={t('bulletin.titleOf', { name: data.name })}
      properties={opening === null ? [] : propertiesOf(opening)}
      asOf={dataUpdatedAt}
    >
      {opening === null ? (
        <Empty kind="nothing" title={t('bulletin.none')} action={mayFix ? <FixLog election={election} /> : undefined}>
          {t('bulletin.noneAbout')}
        </Empty>
      ) : (
        <>
          {data.problem !== null && (
            <p className="notice notice-warning" role="alert">
              {t('bulletin.problem', { problem: data.problem })}
            </p>
          )}
          <Differing units={data.copyDiffers} election={election} />
          <Section title={t('bulletin.words')}>
            <Words opening={opening} />
          </Section>
          <Section title={t('bulletin.public')}>
            <Built bulletin={data} />
          </Section>
        </>
      )}
    </DetailPage>
  );
}

function propertiesOf({
  origin,
  log,
  fixedAt,
  witnesses,
  witnessed,
}: NonNullable<BulletinAnswer['opening']>): readonly Property[] {
  return [
    { label: t('bulletin.origins'), value: <code className="wrap-anywhere">{origin}</code> },
    { label: t('bulletin.key'), value: <Copyable text={log} shown={32} /> },
    { label: t('bulletin.fixedAt'), value: <Time at={fixedAt} form="exact" /> },
    { label: t('bulletin.witnessed'), value: witnessed ? witnesses.join(', ') : t('bulletin.noWitness') },
  ];
}
