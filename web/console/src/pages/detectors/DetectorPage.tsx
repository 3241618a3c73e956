// One detector: how it works and what it cannot see, its parameters, schedule, stream and runs.
import { type ReactElement, useState } from 'react';
import { useParams } from 'react-router';
import { duration } from '../../../../../src/detect/coordination/report/words.ts';
import type { Detector, LiveDetection } from '../../../../../src/server/features/detectors/schemas.ts';
import { useRead } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { useMay } from '../../session/session.ts';
import { DetailPage, Section } from '../../templates/DetailPage.tsx';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { Num } from '../../ui/Num.tsx';
import { Properties } from '../../ui/Properties.tsx';
import { Technique } from '../../ui/Technique.tsx';
import { Time } from '../../ui/Time.tsx';
import { isCalibrated } from './calibrated.ts';
import { DetectorRuns } from './DetectorRuns.tsx';
import { Parameters } from './Parameters.tsx';
import { RunDialog } from './RunDialog.tsx';
import { ScheduleForm } from './ScheduleForm.tsx';

export function DetectorPage(): ReactElement {
  const { name = '' } = useParams();
  const path = `/detectors/${encodeURIComponent(name)}`;
  const { data, error, dataUpdatedAt, isPending, refetch } = useRead<Detector>(path, {}, { everySeconds: 15 });
  const mayRun = useMay('POST /detectors/:name/runs');
  const [asking, setAsking] = useState(false);
  return (
    <DetailPage
      back={{ to: '/detectors', label: t('detectors.title') }}
      title={data?.title ?? name}
      about={data?.purpose}
      asOf={dataUpdatedAt}
      isPending={isPending}
      error={error}
      retry={() => void refetch()}
      badges={data !== undefined && <Calibration detector={data} />}
      actions={
        mayRun && (
          <Button kind="primary" onPress={() => setAsking(true)}>
            {t('detectors.run')}
          </Button>
        )
      }
      properties={data === undefined ? [] : [...facts(data)]}
    >
      {asking && data !== undefined && <RunDialog detector={data} onClose={() => setAsking(false)} />}
      {data !== undefined && (
        <>
          {data.live !== null && <Live live={data.live} />}
          <Parameters key={JSON.stringify(data.parameters.map(({ value }) => value))} detector={data} />
          <ScheduleForm key={JSON.stringify(data.schedule)} detector={data} />
          <DetectorRuns name={name} />
          <Section title={t('detectors.method')}>
            <p className="prose">{data.method}</p>
            <h3>{t('detectors.cannotSee')}</h3>
            <ul className="bullets">
              {data.cannotSee.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          </Section>
        </>
      )}
    </DetailPage>
  );
}

function Calibration({ detector }: { readonly detector: Detector }): ReactElement {
  if (isCalibrated(detector)) return <Badge tone="ok">{t('detectors.calibratedYes')}</Badge>;
  return <Badge tone="notice">{t(detector.calibrated ? 'detectors.changed' : 'detectors.calibratedNo')}</Badge>;
}

const Techniques = ({ of }: { readonly of: Detector['technique'] }): ReactElement => (
  <ul>
    {of.map((one) => (
      <li key={one.id}>
        <Technique technique={one} />
      </li>
    ))}
  </ul>
);

const facts = ({ version, technique, lastRun }: Detector) => [
  { label: t('detectors.name'), value: t('detectors.version', { version }) },
  { label: t('detectors.technique'), value: <Techniques of={technique} /> },
  {
    label: t('detectors.lastRun'),
    value: lastRun === null ? t('detectors.never') : <Time at={lastRun.startedAt} />,
  },
];

const Live = ({ live }: { readonly live: LiveDetection }): ReactElement => (
  <Section
    title={t('detectors.live')}
    tools={
      <Badge tone={live.running ? 'ok' : 'neutral'}>{t(live.running ? 'detectors.liveOn' : 'detectors.liveOff')}</Badge>
    }
  >
    {live.problem !== null && (
      <p className="notice notice-warning">{t('detectors.problem', { problem: live.problem })}</p>
    )}
    {live.shortenedTo !== null && (
      <p className="notice notice-warning">{t('detectors.shortened', { time: duration(live.shortenedTo) })}</p>
    )}
    <Properties
      items={[
        { label: t('detectors.watermark'), value: <Time at={live.watermark} form="exact" /> },
        {
          label: t('detectors.pane'),
          value: (
            <>
              {t('detectors.paneEvery', { time: duration(live.paneSeconds) })}
              {live.nextPaneAt !== null && (
                <>
                  {t('detectors.paneNext')} <Time at={live.nextPaneAt} form="exact" />
                </>
              )}
            </>
          ),
        },
        { label: t('detectors.horizon'), value: duration(live.horizonSeconds) },
        { label: t('detectors.lateness'), value: duration(live.latenessSeconds) },
        { label: t('detectors.shares'), value: <Num value={live.shares} /> },
        { label: t('detectors.accounts'), value: <Num value={live.accounts} /> },
        { label: t('detectors.objects'), value: <Num value={live.objects} /> },
        { label: t('detectors.pairs'), value: <Num value={live.pairs} /> },
        { label: t('detectors.late'), value: <Num value={live.late} /> },
        { label: t('detectors.fromFuture'), value: <Num value={live.fromTheFuture} /> },
      ]}
    />
  </Section>
);
