// The lake: what came in by day, from which runs, until when it is kept, what was rejected and what was erased.
import { type ReactElement, useState } from 'react';
import type { LakeOverview } from '../../../../../src/server/features/lake/schemas.ts';
import { useRead } from '../../api/hooks.ts';
import { Volume } from '../../charts/Volume.tsx';
import '../../charts/charts.css';
import { t, tryText } from '../../messages/t.ts';
import { useMay } from '../../session/session.ts';
import { Section } from '../../templates/DetailPage.tsx';
import { Page } from '../../templates/Page.tsx';
import { Button } from '../../ui/Button.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Num } from '../../ui/Num.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Properties } from '../../ui/Properties.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { EraseDialog } from './EraseDialog.tsx';
import { Erasures } from './Erasures.tsx';
import './lake.css';
import { Purposes, Retention } from './Retention.tsx';
import { Runs } from './Runs.tsx';

export function LakePage(): ReactElement {
  const [erasing, setErasing] = useState(false);
  const mayErase = useMay('POST /lake/erasures');
  const { data, error, dataUpdatedAt, refetch } = useRead<LakeOverview>('/lake', {}, { everySeconds: 30 });
  return (
    <Page
      title={t('lake.title')}
      about={t('lake.about')}
      asOf={dataUpdatedAt}
      action={
        mayErase && data !== undefined && data.rows > 0 ? (
          <Button kind="danger" onPress={() => setErasing(true)}>
            {t('lake.erase')}
          </Button>
        ) : undefined
      }
    >
      <Problem error={error}>
        <Button onPress={() => void refetch()}>{t('common.tryAgain')}</Button>
      </Problem>
      {data === undefined && error === null && <Skeleton lines={10} />}
      {data !== undefined && <Holdings overview={data} />}
      {data !== undefined && data.runs > 0 && (
        <>
          <Runs rejectedDays={data.rejectedRetentionDays} />
          <div className="lake-columns">
            <Retention overview={data} />
            <Purposes overview={data} />
          </div>
        </>
      )}
      {mayErase && <Erasures />}
      {erasing && <EraseDialog onClose={() => setErasing(false)} />}
    </Page>
  );
}

const shownDays = 60;

const daysText = (first: string, last: string): string => (first === last ? first : t('lake.spanOf', { first, last }));
const kindTitle = (kind: string): string => tryText(`lake.kind.${kind}`) ?? kind;

function Holdings({ overview }: { readonly overview: LakeOverview }): ReactElement {
  const kinds = overview.kinds.filter(({ rows }) => rows > 0);
  if (kinds.length === 0) {
    return (
      <Empty kind="nothing" title={t('lake.empty')}>
        {t('lake.emptyAbout')}
      </Empty>
    );
  }
  return (
    <>
      {kinds.map(({ kind, meaning, rows, bytes, firstDay, lastDay, rowsWrittenAhead, days }) => (
        <Section key={kind} title={kindTitle(kind)}>
          <p className="muted">{meaning}</p>
          <Properties
            items={[
              { label: t('lake.rows'), value: <Num value={rows} /> },
              { label: t('lake.bytes'), value: <Num value={bytes} bytes /> },
              { label: t('lake.span'), value: daysText(firstDay ?? '', lastDay ?? '') },
              { label: t('lake.ahead'), value: <Num value={rowsWrittenAhead} /> },
            ]}
          />
          <Volume
            title={t('lake.perDay')}
            per={t('lake.day')}
            name={`lake-${kind}`}
            steps={days
              .slice(0, shownDays)
              .toReversed()
              .map((one) => ({ label: one.day.slice(5), count: one.rows }))}
          />
        </Section>
      ))}
    </>
  );
}
