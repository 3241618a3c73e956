// The node: storage, checks of the doctor, backups and restore.
import { type ReactElement, useState } from 'react';
import type { Operations } from '../../../../../src/server/features/operations/schemas.ts';
import { send, useChange, useRead } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { Section } from '../../templates/DetailPage.tsx';
import { Page } from '../../templates/Page.tsx';
import { Button } from '../../ui/Button.tsx';
import { bytesText } from '../../ui/Num.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Progress } from '../../ui/Progress.tsx';
import { Properties } from '../../ui/Properties.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { Time } from '../../ui/Time.tsx';
import { toast } from '../../ui/toast.ts';
import { Backups } from './Backups.tsx';
import { Checks } from './Checks.tsx';
import './operations.css';
import { StagedRestore } from './StagedRestore.tsx';

export function OperationsPage(): ReactElement {
  const [working, setWorking] = useState(false);
  const { data, error, dataUpdatedAt, refetch } = useRead<Operations>(
    '/operations',
    {},
    { everySeconds: working ? 1 : 30 },
  );
  if (data !== undefined && (data.job !== undefined) !== working) setWorking(data.job !== undefined);
  const make = useChange(async () => await send('POST', '/operations/backups'), ['/operations']);
  const busy = data?.job !== undefined;
  return (
    <Page
      title={t('operations.title')}
      about={data === undefined ? undefined : <About operations={data} />}
      asOf={dataUpdatedAt}
      action={
        <Button
          kind="primary"
          busy={make.isPending || busy}
          onPress={() => make.mutate(undefined, { onSuccess: () => toast(t('operations.made')) })}
        >
          {t('operations.make')}
        </Button>
      }
    >
      <Problem error={make.error} />
      <Problem error={error}>
        <Button onPress={() => void refetch()}>{t('common.tryAgain')}</Button>
      </Problem>
      {data === undefined && error === null && <Skeleton lines={10} />}
      {data !== undefined && (
        <>
          <JobLine operations={data} />
          {data.stagedRestore !== undefined && <StagedRestore staged={data.stagedRestore} />}
          <div className="operations-columns">
            <Checks operations={data} busy={busy} />
            <Storage operations={data} />
          </div>
          <Backups operations={data} busy={busy} />
        </>
      )}
    </Page>
  );
}

type PartProps = { readonly operations: Operations };

const About = ({ operations: { node, version, startedAt } }: PartProps): ReactElement => (
  <>
    {t('operations.about', { node, version })} · {t('operations.started')} <Time at={startedAt} />
  </>
);

function JobLine({ operations: { job, lastJob } }: PartProps): ReactElement | null {
  if (job !== undefined) {
    const label = t('operations.jobStep', { job: t(`operations.job.${job.kind}`), step: job.step });
    return <Progress label={label} done={job.done} />;
  }
  if (lastJob?.error === undefined) return null;
  return (
    <p className="notice notice-warning" role="status">
      {t('operations.lastFailed', { error: lastJob.error })} <Time at={lastJob.endedAt} />
    </p>
  );
}

const Storage = ({ operations: { storage } }: PartProps): ReactElement => (
  <Section title={t('operations.storage')}>
    <Properties
      items={[
        {
          label: t('operations.free'),
          value: t('operations.freeOf', { free: bytesText(storage.freeBytes), total: bytesText(storage.totalBytes) }),
        },
        { label: t('operations.ledger'), value: bytesText(storage.ledgerBytes) },
        { label: t('operations.lake'), value: bytesText(storage.lakeBytes) },
        { label: t('operations.backupBytes'), value: bytesText(storage.backupBytes) },
      ]}
    />
  </Section>
);
