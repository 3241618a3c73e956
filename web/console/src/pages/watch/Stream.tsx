// The sources of posts as they run: state, posts per second, lag, and the last minutes as a small picture.
import { type ReactElement, useEffect, useState } from 'react';
import { Link } from 'react-router';
import type { SourceItem, SourceList } from '../../../../../src/server/features/sources/schemas.ts';
import { Sparkline } from '../../charts/Volume.tsx';
import '../../charts/charts.css';
import { t } from '../../messages/t.ts';
import { DataTable } from '../../templates/DataTable.tsx';
import { Section } from '../../templates/DetailPage.tsx';
import { Badge, type Tone } from '../../ui/Badge.tsx';
import { Num, numberText } from '../../ui/Num.tsx';
import { Foreign } from '../findings/Foreign.tsx';
import { Lag } from '../sources/Lag.tsx';

const tones = {
  starting: 'half',
  running: 'ok',
  waiting: 'half',
  stopped: 'neutral',
  ended: 'neutral',
  failed: 'severe',
} as const satisfies Record<SourceItem['state'], Tone>;
const detectionTones = { off: 'neutral', rebuilding: 'half', running: 'ok', failed: 'severe' } as const;
const kept = 48;

/** Posts per second of each source, as often as the server told them. */
function useRates({ items, asOf }: SourceList): ReadonlyMap<string, readonly number[]> {
  const [rates, setRates] = useState<ReadonlyMap<string, readonly number[]>>(new Map());
  useEffect(() => {
    setRates(
      (before) =>
        new Map(items.map(({ id, postsPerSecond }) => [id, [...(before.get(id) ?? []), postsPerSecond].slice(-kept)])),
    );
    // A new answer has a new time: items alone are compared by what they hold.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [asOf]);
  return rates;
}

export function Stream({ sources }: { readonly sources: SourceList }): ReactElement {
  const rates = useRates(sources);
  const { items, detection } = sources;
  return (
    <Section
      title={t('watch.streamTitle')}
      tools={
        <span className="row">
          <span className="muted small">{t('watch.streamDetection')}</span>
          <Badge tone={detectionTones[detection.state]}>{t(`watch.detection.${detection.state}`)}</Badge>
          <Link to="/sources">{t('watch.streamAll')}</Link>
        </span>
      }
    >
      {items.length === 0 ? (
        <p className="muted">{t('watch.streamNone')}</p>
      ) : (
        <DataTable
          label={t('watch.streamSources')}
          rows={items}
          rowKey={({ id }) => id}
          columns={[
            {
              key: 'name',
              title: t('watch.streamName'),
              wide: true,
              cell: ({ name }) => <Foreign text={name} most={60} />,
            },
            {
              key: 'state',
              title: t('watch.streamState'),
              cell: ({ state }) => <Badge tone={tones[state]}>{t(`watch.source.${state}`)}</Badge>,
            },
            {
              key: 'rate',
              title: t('watch.streamRate'),
              number: true,
              cell: (row) => numberText(Number(row.postsPerSecond.toPrecision(3))),
            },
            {
              key: 'lag',
              title: t('watch.streamLag'),
              number: true,
              cell: ({ lagSeconds }) => <Lag seconds={lagSeconds} />,
            },
            { key: 'posts', title: t('watch.streamPosts'), number: true, cell: (row) => <Num value={row.posts} /> },
            {
              key: 'recent',
              title: t('watch.streamRecent'),
              cell: ({ id }) => <Recent counts={rates.get(id) ?? []} />,
            },
          ]}
        />
      )}
    </Section>
  );
}

function Recent({ counts }: { readonly counts: readonly number[] }): ReactElement {
  const padded = [...Array.from({ length: kept - counts.length }, () => 0), ...counts];
  return (
    <Sparkline counts={padded} label={t('watch.streamRecentLabel', { most: numberText(Math.max(0, ...counts)) })} />
  );
}
