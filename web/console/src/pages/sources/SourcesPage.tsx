// Sources of posts: what each does now, start and stop, and the purpose records that they run under.
import { type ReactElement, useState } from 'react';
import type { PurposeList, SourceItem, SourceList } from '../../../../../src/server/features/sources/schemas.ts';
import { send, useChange, useRead } from '../../api/hooks.ts';
import { isDemonstration } from '../../app/place.ts';
import { t } from '../../messages/t.ts';
import { useMay } from '../../session/session.ts';
import { DataTable } from '../../templates/DataTable.tsx';
import { Section } from '../../templates/DetailPage.tsx';
import type { Column } from '../../templates/list-spec.ts';
import { Page } from '../../templates/Page.tsx';
import { Badge, type Tone } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { Confirm } from '../../ui/Dialog.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Menu } from '../../ui/Menu.tsx';
import { Num, numberText } from '../../ui/Num.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { utcDayText } from '../../ui/time-text.ts';
import { toast } from '../../ui/toast.ts';
import { AddSource } from './AddSource.tsx';
import { Lag } from './Lag.tsx';
import { PurposeRecords } from './PurposeRecords.tsx';

export const stateTones: Readonly<Record<SourceItem['state'], Tone>> = {
  starting: 'open',
  running: 'ok',
  waiting: 'warning',
  stopped: 'neutral',
  ended: 'notice',
  failed: 'critical',
};

export function SourcesPage(): ReactElement {
  const [adding, setAdding] = useState(false);
  // The demonstration follows its own stream only.
  const mayAdd = useMay('POST /sources') && !isDemonstration;
  const { data, error, dataUpdatedAt, refetch } = useRead<SourceList>('/sources', {}, { everySeconds: 5 });
  const purposes = useRead<PurposeList>('/purposes').data;
  const add = (
    <Button kind="primary" onPress={() => setAdding(true)}>
      {t('sources.add')}
    </Button>
  );
  return (
    <Page title={t('sources.title')} about={t('sources.about')} asOf={dataUpdatedAt} action={mayAdd ? add : undefined}>
      <Problem error={error}>
        <Button onPress={() => void refetch()}>{t('common.tryAgain')}</Button>
      </Problem>
      {data === undefined && error === null && <Skeleton lines={6} />}
      {data !== undefined && data.items.length === 0 && (
        <Empty kind="nothing" title={t('sources.none')}>
          {t('sources.noneAbout')}
        </Empty>
      )}
      {data !== undefined && data.items.length > 0 && <List sources={data} />}
      {purposes !== undefined && <PurposeRecords purposes={purposes.items} />}
      {adding && purposes !== undefined && <AddSource purposes={purposes} onClose={() => setAdding(false)} />}
    </Page>
  );
}

const detectionTones = { off: 'neutral', rebuilding: 'open', running: 'ok', failed: 'critical' } as const;

function List({ sources: { items, detection } }: { readonly sources: SourceList }): ReactElement {
  const [removing, setRemoving] = useState<SourceItem>();
  const mayStart = useMay('POST /sources/:id/start');
  const change = useChange(
    async ({ id, verb }: { readonly id: string; readonly verb: 'start' | 'stop' }) =>
      await send('POST', `/sources/${encodeURIComponent(id)}/${verb}`),
    ['/sources'],
  );
  const turn = ({ id, name }: SourceItem, verb: 'start' | 'stop'): void =>
    change.mutate(
      { id, verb },
      { onSuccess: () => toast(t(verb === 'start' ? 'sources.started' : 'sources.stopped', { name })) },
    );
  return (
    <Section
      title={t('sources.title')}
      tools={
        <span className="row muted small">
          {t('sources.detection')}
          <Badge tone={detectionTones[detection.state]}>{t(`sources.detection.${detection.state}`)}</Badge>
          {t('sources.detectionRows', { rows: numberText(detection.rows) })}
        </span>
      }
    >
      <Problem error={change.error} />
      {detection.problem !== undefined && <p className="notice notice-warning">{detection.problem}</p>}
      <DataTable
        label={t('sources.title')}
        rows={items}
        rowKey={({ id }) => id}
        columns={mayStart ? [...columns, actions(turn, setRemoving)] : columns}
      />
      {removing !== undefined && <Remove source={removing} onClose={() => setRemoving(undefined)} />}
    </Section>
  );
}

const columns: readonly Column<SourceItem>[] = [
  {
    key: 'name',
    title: t('sources.name'),
    wide: true,
    cell: ({ name, kind, address }) => (
      <span className="stack-tight">
        <strong>{name}</strong>
        <span className="muted small wrap-anywhere">
          {t(`sources.kind.${kind}`)} · {address}
        </span>
      </span>
    ),
  },
  {
    key: 'state',
    title: t('sources.state'),
    cell: ({ state, problem, losses }) => (
      <span className="stack-tight">
        <Badge tone={stateTones[state]}>{t(`sources.state.${state}`)}</Badge>
        {problem !== undefined && <span className="small">{problem}</span>}
        {losses.length > 0 && <Badge tone="warning">{t('sources.losses', { count: losses.length })}</Badge>}
      </span>
    ),
  },
  {
    key: 'rate',
    title: t('sources.rate'),
    number: true,
    cell: ({ postsPerSecond }) => <Num value={Math.round(postsPerSecond * 10) / 10} />,
  },
  {
    key: 'lag',
    title: t('sources.lag'),
    number: true,
    cell: ({ lagSeconds }) => <Lag seconds={lagSeconds} />,
  },
  {
    key: 'posts',
    title: t('sources.posts'),
    number: true,
    wraps: true,
    cell: ({ posts, rowsAdded, rowsKnown, outOfScope }) => (
      <span className="stack-tight" title={t('sources.postsAbout')}>
        <Num value={posts} />
        <span className="muted small">
          {t('sources.rowsNew', { added: numberText(rowsAdded), known: numberText(rowsKnown) })}
        </span>
        {outOfScope > 0 && <span className="muted small">{t('sources.outOfScope', { count: outOfScope })}</span>}
      </span>
    ),
  },
  { key: 'rejected', title: t('sources.rejected'), number: true, cell: ({ rejected }) => <Num value={rejected} /> },
  {
    key: 'purpose',
    title: t('sources.purpose'),
    wraps: true,
    cell: ({ purpose, purposeEndsAt }) => (
      <span className="stack-tight">
        <span>{purpose}</span>
        <span className="muted small">{t('sources.endsOn', { day: utcDayText(purposeEndsAt - 1) })}</span>
      </span>
    ),
  },
];

const actions = (
  turn: (source: SourceItem, verb: 'start' | 'stop') => void,
  remove: (source: SourceItem) => void,
): Column<SourceItem> => ({
  key: 'do',
  title: '',
  cell: (source) => (
    <span className="row">
      {source.wanted === 'running' ? (
        <Button kind="quiet" onPress={() => turn(source, 'stop')}>
          {t('sources.stop')}
        </Button>
      ) : (
        <Button kind="quiet" disabled={source.state === 'ended'} onPress={() => turn(source, 'start')}>
          {t('sources.start')}
        </Button>
      )}
      {!isDemonstration && (
        <Menu
          kind="quiet"
          icon="down"
          side="right"
          label={t('sources.actions', { name: source.name })}
          items={[{ label: t('sources.remove'), danger: true, onChoose: () => remove(source) }]}
        />
      )}
    </span>
  ),
});

function Remove({
  source: { id, name },
  onClose,
}: {
  readonly source: SourceItem;
  readonly onClose: () => void;
}): ReactElement {
  const remove = useChange(
    async () => await send('DELETE', `/sources/${encodeURIComponent(id)}`),
    ['/sources', '/purposes'],
  );
  const done = (): void => {
    toast(t('sources.removed', { name }));
    onClose();
  };
  return (
    <Confirm
      title={t('sources.removeTitle', { name })}
      undo={t('sources.removeUndo')}
      action={t('sources.remove')}
      danger
      busy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate(undefined, { onSuccess: done })}
      onClose={onClose}
    >
      <p>{t('sources.removeScope')}</p>
    </Confirm>
  );
}
