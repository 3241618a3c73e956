// The runs of a detector: what began each, what it looked at, what it found.
import type { ReactElement } from 'react';
import type { DetectorRun } from '../../../../../src/server/features/detectors/schemas.ts';
import { useRead } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { DataTable } from '../../templates/DataTable.tsx';
import { Section } from '../../templates/DetailPage.tsx';
import type { Column, ListAnswer } from '../../templates/list-spec.ts';
import { Badge, type Tone } from '../../ui/Badge.tsx';
import { Num } from '../../ui/Num.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Progress } from '../../ui/Progress.tsx';
import { Time } from '../../ui/Time.tsx';
import { utcDayText } from '../../ui/time-text.ts';

const tones: Readonly<Record<DetectorRun['state'], Tone>> = {
  queued: 'neutral',
  running: 'open',
  finished: 'ok',
  failed: 'critical',
  interrupted: 'warning',
};

export function DetectorRuns({ name }: { readonly name: string }): ReactElement {
  const { data, error } = useRead<ListAnswer<DetectorRun>>(
    `/detectors/${encodeURIComponent(name)}/runs`,
    { limit: '50' },
    { everySeconds: 5 },
  );
  return (
    <Section
      title={t('detectors.runs')}
      tools={
        data !== undefined && (
          <span className="muted small">{t('detectors.runsShown', { count: data.items.length, all: data.all })}</span>
        )
      }
    >
      <Problem error={error} />
      {data !== undefined && data.items.length === 0 && <p className="muted">{t('detectors.runsNone')}</p>}
      {data !== undefined && data.items.length > 0 && (
        <DataTable label={t('detectors.runs')} rows={data.items} rowKey={({ id }) => id} columns={columns} />
      )}
    </Section>
  );
}

/** Days in UTC; the end is exclusive, so midnight is of the day before. One day is named once. */
function spanText(from: number, to: number): string {
  const [first, last] = [from, Math.max(from, to - 1)].map(utcDayText);
  return first === last ? first : `${first} – ${last}`;
}

const columns: readonly Column<DetectorRun>[] = [
  { key: 'started', title: t('detectors.started'), number: true, cell: ({ startedAt }) => <Time at={startedAt} /> },
  { key: 'cause', title: t('detectors.cause'), cell: ({ cause }) => t(`detectors.cause.${cause}`) },
  {
    key: 'state',
    title: t('detectors.state'),
    wide: true,
    cell: ({ state, step, progress, problem, claim }) => (
      <span className="stack-tight">
        <Badge tone={tones[state]}>{t(`detectors.state.${state}`)}</Badge>
        {state === 'running' && <Progress label={step ?? t('detectors.state.running')} done={progress} />}
        {claim !== null && <span className="small muted">{claim}</span>}
        {problem !== null && <span className="small">{t('detectors.problem', { problem })}</span>}
      </span>
    ),
  },
  {
    key: 'span',
    title: t('detectors.span'),
    number: true,
    cell: ({ from, to }) => (from === null || to === null ? <Num value={null} /> : spanText(from, to)),
  },
  { key: 'shares', title: t('detectors.shares'), number: true, cell: ({ shares }) => <Num value={shares} /> },
  { key: 'groups', title: t('detectors.groups'), number: true, cell: ({ groups }) => <Num value={groups} /> },
  { key: 'added', title: t('detectors.added'), number: true, cell: ({ added }) => <Num value={added} /> },
  { key: 'updated', title: t('detectors.updated'), number: true, cell: ({ updated }) => <Num value={updated} /> },
];
