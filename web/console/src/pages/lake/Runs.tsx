// Runs of ingest and of sources, with a look at the rows that could not be read.
import { type ReactElement, useState } from 'react';
import type {
  LakeRun,
  LakeRunList,
  RejectedList,
  RejectedRow,
} from '../../../../../src/server/features/lake/schemas.ts';
import { useRead } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { useMay } from '../../session/session.ts';
import { DataTable } from '../../templates/DataTable.tsx';
import { Section } from '../../templates/DetailPage.tsx';
import type { Column } from '../../templates/list-spec.ts';
import { Badge, type Tone } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Num, numberText } from '../../ui/Num.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { Time } from '../../ui/Time.tsx';

const tones: Readonly<Record<LakeRun['state'], Tone>> = {
  live: 'open',
  finished: 'ok',
  interrupted: 'warning',
  expired: 'neutral',
};

const shownRuns = 20;

export function Runs({ rejectedDays }: { readonly rejectedDays: number }): ReactElement {
  const [limit, setLimit] = useState(shownRuns);
  const [looking, setLooking] = useState<string>();
  const mayLook = useMay('GET /lake/rejected');
  const { data, error } = useRead<LakeRunList>(
    '/lake/runs',
    { limit: String(limit) },
    { everySeconds: 30, keep: true },
  );
  return (
    <Section
      title={t('lake.runs')}
      tools={
        data !== undefined && (
          <>
            <span className="muted small">{t('lake.runsAbout', { count: data.items.length, all: data.all })}</span>
            {data.next !== undefined && limit < 200 && (
              <Button kind="quiet" onPress={() => setLimit(200)}>
                {t('common.all')}
              </Button>
            )}
          </>
        )
      }
    >
      <Problem error={error} />
      {data === undefined ? (
        <Skeleton lines={4} />
      ) : (
        <DataTable
          label={t('lake.runs')}
          rows={data.items}
          rowKey={({ id }) => id}
          columns={columnsWith(mayLook ? setLooking : undefined)}
        />
      )}
      {looking !== undefined && <Rejected run={looking} days={rejectedDays} onClose={() => setLooking(undefined)} />}
    </Section>
  );
}

const columnsWith = (look: ((run: string) => void) | undefined): readonly Column<LakeRun>[] => [
  { key: 'started', title: t('lake.started'), number: true, cell: ({ startedAt }) => <Time at={startedAt} /> },
  { key: 'purpose', title: t('lake.purpose'), wide: true, cell: ({ purpose }) => purpose },
  {
    key: 'state',
    title: t('lake.state'),
    cell: ({ state }) => <Badge tone={tones[state]}>{t(`lake.state.${state}`)}</Badge>,
  },
  { key: 'added', title: t('lake.added'), number: true, cell: ({ rowsAdded }) => <Num value={rowsAdded} /> },
  { key: 'known', title: t('lake.known'), number: true, cell: ({ rowsKnown }) => <Num value={rowsKnown} /> },
  {
    key: 'rejected',
    title: t('lake.rejected'),
    number: true,
    cell: ({ id, rowsRejected, rejectedKept }) =>
      rejectedKept && look !== undefined ? (
        <Button kind="quiet" label={t('lake.look', { count: numberText(rowsRejected ?? 0) })} onPress={() => look(id)}>
          <Num value={rowsRejected} />
        </Button>
      ) : (
        <Num value={rowsRejected} />
      ),
  },
  { key: 'deleted', title: t('lake.deletedOn'), number: true, cell: ({ deletedOn }) => deletedOn },
];

type RejectedProps = { readonly run: string; readonly days: number; readonly onClose: () => void };

function Rejected({ run, days, onClose }: RejectedProps): ReactElement {
  const { data, error } = useRead<RejectedList>('/lake/rejected', { run, limit: '100' });
  return (
    <Dialog wide title={t('lake.rejectedTitle', { run })} onClose={onClose}>
      <div className="stack">
        <p className="muted">{t('lake.rejectedAbout', { days })}</p>
        <Problem error={error} />
        {data === undefined && error === null && <Skeleton lines={4} />}
        {data !== undefined && data.unreadable > 0 && (
          <p className="notice notice-warning">{t('lake.rejectedUnreadable', { count: data.unreadable })}</p>
        )}
        {data !== undefined && data.items.length === 0 && <p>{t('lake.rejectedNone')}</p>}
        {data !== undefined && data.items.length > 0 && (
          <>
            <p className="muted small">{t('lake.rejectedShown', { count: data.items.length, all: data.all })}</p>
            <DataTable
              label={t('lake.rejectedTitle', { run })}
              rows={data.items}
              rowKey={({ file, line, raw }) => `${file}:${line}:${raw.slice(0, 40)}`}
              columns={rejectedColumns}
            />
          </>
        )}
        <div className="row dialog-actions">
          <Button onPress={onClose}>{t('common.close')}</Button>
        </div>
      </div>
    </Dialog>
  );
}

const rejectedColumns: readonly Column<RejectedRow>[] = [
  { key: 'place', title: t('lake.place'), cell: ({ file, line }) => (line > 0 ? `${file}:${line}` : file) },
  { key: 'reason', title: t('lake.reason'), cell: ({ code, reason }) => `${code}: ${reason}` },
  {
    key: 'raw',
    title: t('lake.raw'),
    wide: true,
    cell: ({ raw }) => <code className="lake-raw">{raw.slice(0, 2000)}</code>,
  },
];
