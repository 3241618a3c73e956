// /elections/:election/channels: what the channels depend on, what falls together, and the Czech night of 2017.
import { type ReactElement, useState } from 'react';
import { useParams } from 'react-router';
import type { ChannelsAnswer } from '../../../../../src/server/features/channels/schemas.ts';
import { useRead } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { useMay } from '../../session/session.ts';
import { DetailPage, Section } from '../../templates/DetailPage.tsx';
import { Button } from '../../ui/Button.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { numberText } from '../../ui/Num.tsx';
import type { Property } from '../../ui/Properties.tsx';
import { Time } from '../../ui/Time.tsx';
import { electionPath } from '../elections/election-list.tsx';
import './channels.css';
import { EditChannels } from './EditChannels.tsx';
import { Falls } from './Falls.tsx';
import { Matrix } from './Matrix.tsx';

export function ChannelsPage(): ReactElement {
  const { election = '' } = useParams();
  const [editing, setEditing] = useState(false);
  const mayEdit = useMay('PUT /elections/:election/channels');
  const { data, isPending, error, refetch, dataUpdatedAt } = useRead<ChannelsAnswer>(
    `${electionPath(election)}/channels`,
  );
  const back = { to: electionPath(election), label: t('channels.back') };
  if (data === undefined) {
    const retry = (): void => void refetch();
    return <DetailPage {...{ back, isPending, error, retry }} title={t('channels.title')} />;
  }
  const edit = mayEdit ? (
    <Button kind="primary" onPress={() => setEditing(true)}>
      {t('channels.edit')}
    </Button>
  ) : undefined;
  return (
    <DetailPage
      back={back}
      title={t('channels.titleOf', { name: election })}
      about={t('channels.about')}
      actions={edit}
      properties={propertiesOf(data)}
      asOf={dataUpdatedAt}
    >
      {data.entered.channels.length === 0 ? (
        <Empty kind="nothing" title={t('channels.nothing')}>
          {t('channels.nothingAbout')}
        </Empty>
      ) : (
        <>
          <Section title={t('channels.falls')}>
            <Falls view={data.entered} />
          </Section>
          <Section title={t('channels.matrix')}>
            <Matrix view={data.entered} label={t('channels.matrix')} />
          </Section>
        </>
      )}
      <Section title={t('channels.example')}>
        <div className="stack">
          <p className="prose">{t('channels.exampleText')}</p>
          <Matrix view={data.example} label={t('channels.example')} />
          <Falls view={data.example} />
        </div>
      </Section>
      {editing && <EditChannels answer={data} onClose={() => setEditing(false)} />}
    </DetailPage>
  );
}

function propertiesOf({ version, by, at, entered }: ChannelsAnswer): readonly Property[] {
  if (version === 0) return [];
  return [
    {
      label: t('channels.score'),
      value: entered.score === null ? t('channels.scoreNone') : numberText(entered.score),
    },
    {
      label: t('channels.worst'),
      value: entered.worst.map(({ kind, value }) => `${t(`channels.kind.${kind}`)}: ${value}`).join('; ') || '–',
    },
    { label: t('channels.enteredBy'), value: by },
    {
      label: t('channels.version'),
      value: (
        <>
          {numberText(version)}, <Time at={at} />
        </>
      ),
    },
  ];
}
