// The pictures of a finding. Loaded after its words: a network of thousands of accounts does not keep them waiting.
import { type ReactElement, useMemo } from 'react';
import type {
  FindingDetail,
  FindingEvidence,
  FindingNetwork,
} from '../../../../../src/server/features/findings/schemas.ts';
import { useRead } from '../../api/hooks.ts';
import { Arrivals } from '../../charts/Arrivals.tsx';
import { CalibrationCurve } from '../../charts/CalibrationCurve.tsx';
import { LagHistogram } from '../../charts/LagHistogram.tsx';
import { Network } from '../../charts/network/Network.tsx';
import { mostSmall } from '../../charts/network/small.ts';
import { NullsChart } from '../../charts/NullsChart.tsx';
import type { Span } from '../../charts/time-span.ts';
import { Timeline } from '../../charts/Timeline.tsx';
import '../../charts/charts.css';
import { t } from '../../messages/t.ts';
import { Button } from '../../ui/Button.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { objectLabel } from './object-label.ts';

type Items = FindingEvidence['items'];
type Props = { readonly finding: FindingDetail };

export function NetworkPicture({ finding: { id, members } }: Props): ReactElement {
  const order = useMemo(() => members.map(({ account }) => account), [members]);
  const read = useRead<FindingNetwork>(`/findings/${encodeURIComponent(id)}/network`);
  if (read.data === undefined) {
    return read.error === null ? (
      <Skeleton lines={12} />
    ) : (
      <Problem error={read.error}>
        <Button onPress={() => void read.refetch()}>{t('common.tryAgain')}</Button>
      </Problem>
    );
  }
  if (read.data.nodes.length === 0) return <p className="muted">{t('findings.networkNone')}</p>;
  return <Network {...read.data} order={order} name={`finding-${id}-network`} />;
}

export function Measures({ finding }: Props): ReactElement {
  const { id, observed, nulls, lagHistogram, windowSeconds } = finding;
  const expectations = nulls.map(({ expected }) => expected);
  const range = { low: Math.min(...expectations), high: Math.max(...expectations) };
  return (
    <div className={finding.accounts > mostSmall ? 'finding-pair' : 'stack'}>
      {observed !== null && nulls.length > 0 && (
        <NullsChart observed={observed} nulls={nulls} name={`finding-${id}-nulls`} />
      )}
      {lagHistogram === null ? (
        <p className="muted">{t('findings.lagsNone')}</p>
      ) : (
        <LagHistogram
          data={lagHistogram}
          windowSeconds={windowSeconds}
          {...(expectations.length > 0 ? { expected: range } : {})}
          name={`finding-${id}-lags`}
        />
      )}
    </div>
  );
}

type TimesProps = Props & {
  readonly items: Items;
  readonly span: Span | undefined;
  readonly onSpan: (span: Span | undefined) => void;
};

export function Times({ finding, items, span, onSpan }: TimesProps): ReactElement {
  return (
    <Timeline
      steps={stepsOf(finding)}
      members={finding.members.map(({ account }) => account)}
      objects={items}
      windowSeconds={finding.windowSeconds}
      name={`finding-${finding.id}-timeline`}
      span={span}
      onSpan={onSpan}
    />
  );
}

export const stepsOf = ({ timeline: { from, stepMilliseconds, counts } }: FindingDetail) => ({
  from,
  stepMilliseconds: Math.max(1, stepMilliseconds),
  counts,
});

export function ArrivalsPicture({ finding, items }: Props & { readonly items: Items }): ReactElement | null {
  if (items.length === 0) return null;
  return (
    <Arrivals
      objects={items.map((item) => ({
        key: `${item.layer} ${item.object}`,
        label: objectLabel(item, 40),
        audience: item.audience,
        posts: item.posts,
      }))}
      windowSeconds={finding.windowSeconds}
      name={`finding-${finding.id}-arrivals`}
    />
  );
}

export function CalibrationPicture({ finding }: Props): ReactElement | null {
  const { calibration, scoreCut, id } = finding;
  if (calibration.length === 0) return null;
  return (
    <CalibrationCurve
      points={calibration}
      {...(scoreCut === null ? {} : { cut: scoreCut })}
      name={`finding-${id}-calibration`}
    />
  );
}
