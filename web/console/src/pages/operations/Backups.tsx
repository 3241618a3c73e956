// Backups: what there is, and restore and deletion with their questions.
import { type ReactElement, useState } from 'react';
import type { Backup, Operations, RestoreBody } from '../../../../../src/server/features/operations/schemas.ts';
import { downloadUrl } from '../../api/client.ts';
import { send, useChange } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { DataTable } from '../../templates/DataTable.tsx';
import { Section } from '../../templates/DetailPage.tsx';
import type { Column } from '../../templates/list-spec.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Confirm } from '../../ui/Dialog.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Menu } from '../../ui/Menu.tsx';
import { Num } from '../../ui/Num.tsx';
import { Time, useNow } from '../../ui/Time.tsx';
import { exactText } from '../../ui/time-text.ts';
import { toast } from '../../ui/toast.ts';
import { Button } from '../../ui/Button.tsx';

type Doing = { readonly what: 'restore' | 'delete'; readonly backup: Backup };
type BackupsProps = { readonly operations: Operations; readonly busy: boolean };

export function Backups({ operations: { backups, schedule }, busy }: BackupsProps): ReactElement {
  const [doing, setDoing] = useState<Doing>();
  const close = (): void => setDoing(undefined);
  return (
    <Section title={t('operations.backups')} tools={<Schedule schedule={schedule} />}>
      {schedule.lastError !== undefined && (
        <p className="notice notice-warning">{t('operations.scheduleError', { error: schedule.lastError })}</p>
      )}
      {backups.length === 0 ? (
        <Empty kind="nothing" title={t('operations.backupsNone')}>
          {t('operations.backupsNoneAbout')}
        </Empty>
      ) : (
        <DataTable
          label={t('operations.backups')}
          rows={backups}
          rowKey={({ name }) => name}
          columns={columnsWith(setDoing, busy)}
        />
      )}
      {doing?.what === 'restore' && <Restore backup={doing.backup} onClose={close} />}
      {doing?.what === 'delete' && <Delete backup={doing.backup} onClose={close} />}
    </Section>
  );
}

/** What is due begins at the schedule's next look, and is not "3 min ago". */
const Next = ({ at }: { readonly at: number }): ReactElement =>
  at <= useNow() ? (
    <>{t('operations.nextDue')}</>
  ) : (
    <>
      {t('operations.next')} <Time at={at} />
    </>
  );

const Schedule = ({ schedule: { everyHours, keep, nextAt } }: Pick<Operations, 'schedule'>): ReactElement => (
  <span className="muted small">
    {everyHours === 0 ? t('operations.scheduleNone') : t('operations.schedule', { hours: everyHours, keep })}
    {nextAt !== undefined && (
      <>
        {' '}
        · <Next at={nextAt} />
      </>
    )}
  </span>
);

const columnsWith = (doing: (doing: Doing) => void, busy: boolean): readonly Column<Backup>[] => [
  { key: 'name', title: t('operations.name'), wide: true, cell: ({ name }) => <code>{name}</code> },
  { key: 'created', title: t('operations.created'), number: true, cell: ({ createdAt }) => <Time at={createdAt} /> },
  { key: 'by', title: t('operations.madeBy'), cell: ({ madeBy }) => t(`operations.madeBy.${madeBy}`) },
  { key: 'bytes', title: t('operations.size'), number: true, cell: ({ bytes }) => <Num value={bytes} bytes /> },
  {
    key: 'verified',
    title: t('operations.verified'),
    cell: ({ verifiedAt }) =>
      verifiedAt === undefined ? (
        <Badge tone="warning">{t('operations.verifiedNot')}</Badge>
      ) : (
        <Badge tone="ok">
          <Time at={verifiedAt} />
        </Badge>
      ),
  },
  {
    key: 'keys',
    title: t('operations.encrypted'),
    cell: ({ encrypted, withKeys }) =>
      `${t(encrypted ? 'common.yes' : 'common.no')} · ${t(withKeys ? 'operations.withKeys' : 'operations.withoutKeys')}`,
  },
  {
    key: 'do',
    title: '',
    cell: (backup) => (
      <span className="row">
        <Button kind="quiet" disabled={busy} onPress={() => doing({ what: 'restore', backup })}>
          {t('operations.restore')}
        </Button>
        <Menu
          kind="quiet"
          icon="down"
          side="right"
          label={backup.name}
          items={[
            {
              label: t('operations.download'),
              href: downloadUrl(`/operations/backups/${encodeURIComponent(backup.name)}`),
              download: true,
            },
            { label: t('operations.deleteBackup'), danger: true, onChoose: () => doing({ what: 'delete', backup }) },
          ]}
        />
      </span>
    ),
  },
];

type AskProps = { readonly backup: Backup; readonly onClose: () => void };

function Restore({ backup, onClose }: AskProps): ReactElement {
  const { name, createdAt } = backup;
  const restore = useChange(
    async () => await send('POST', '/operations/restore', { name, confirmation: name } satisfies RestoreBody),
    ['/operations'],
  );
  return (
    <Confirm
      title={t('operations.restoreTitle', { name })}
      undo={t('operations.restoreUndo')}
      action={t('operations.restoreAction')}
      danger
      typed={name}
      busy={restore.isPending}
      error={restore.error}
      onConfirm={() => restore.mutate(undefined, { onSuccess: onClose })}
      onClose={onClose}
    >
      <p>{t('operations.restoreScope', { time: exactText(createdAt) })}</p>
      <p>{t('operations.restoreSteps')}</p>
    </Confirm>
  );
}

function Delete({ backup: { name }, onClose }: AskProps): ReactElement {
  const remove = useChange(
    async () => await send('DELETE', `/operations/backups/${encodeURIComponent(name)}`),
    ['/operations'],
  );
  const done = (): void => {
    toast(t('operations.deleted', { name }));
    onClose();
  };
  return (
    <Confirm
      title={t('operations.deleteTitle', { name })}
      undo={t('operations.deleteUndo')}
      action={t('operations.deleteBackup')}
      danger
      typed={name}
      busy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate(undefined, { onSuccess: done })}
      onClose={onClose}
    >
      <p>{t('operations.deleteScope')}</p>
    </Confirm>
  );
}
