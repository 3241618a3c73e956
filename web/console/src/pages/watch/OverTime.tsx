// How many findings were made, hour by hour or day by day.
import { type ReactElement, useState } from 'react';
import { Volume } from '../../charts/Volume.tsx';
import '../../charts/charts.css';
import { t } from '../../messages/t.ts';
import { Section } from '../../templates/DetailPage.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { useNow } from '../../ui/Time.tsx';
import { type StepSize, useFindingSteps } from './finding-steps.ts';

export function OverTime(): ReactElement {
  const [size, setSize] = useState<StepSize>('hour');
  const steps = useFindingSteps(size, useNow(), true);
  return (
    <Section
      title={t('watch.overTimeTitle')}
      tools={
        <Segmented
          label={t('watch.span')}
          value={size}
          onChange={setSize}
          segments={[
            { key: 'hour', label: t('watch.hours') },
            { key: 'day', label: t('watch.days') },
          ]}
        />
      }
    >
      {steps === undefined ? (
        <Skeleton lines={6} />
      ) : (
        <Volume
          title={t(size === 'hour' ? 'watch.overTimeHours' : 'watch.overTimeDays')}
          steps={steps}
          per={t(size === 'hour' ? 'watch.perHour' : 'watch.perDay')}
          name={`findings-by-${size}`}
          caption={t('watch.overTimeCaption')}
        />
      )}
    </Section>
  );
}
