// Where one is signed in, and how to end it there.
import type { ReactElement } from 'react';
import type { OwnSessions } from '../../../../../src/server/features/accounts/schemas.ts';
import { send, useChange, useRead } from '../../api/hooks.ts';
import { t, tryText } from '../../messages/t.ts';
import { DataTable } from '../../templates/DataTable.tsx';
import type { Column } from '../../templates/list-spec.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { Time } from '../../ui/Time.tsx';
import { toast } from '../../ui/toast.ts';
import { deviceText } from './device.ts';

type Session = OwnSessions['items'][number];

export function Sessions(): ReactElement {
  const { data, error } = useRead<OwnSessions>('/me/sessions');
  const end = useChange(
    async ({ id }: Session) => await send('DELETE', `/me/sessions/${encodeURIComponent(id)}`),
    ['/me/sessions'],
  );
  const endIt = (session: Session): void => end.mutate(session, { onSuccess: () => toast(t('account.sessionEnded')) });
  if (data === undefined) return error === null ? <Skeleton lines={3} /> : <Problem error={error} />;
  return (
    <div className="stack-tight">
      <Problem error={end.error} />
      <DataTable
        label={t('account.sessions')}
        rows={data.items}
        rowKey={({ id }) => id}
        columns={columnsWith(endIt, end.isPending)}
      />
    </div>
  );
}

const columnsWith = (end: (session: Session) => void, busy: boolean): readonly Column<Session>[] => [
  {
    key: 'device',
    title: t('account.sessionDevice'),
    wide: true,
    cell: ({ device }) => <span title={device}>{deviceText(device)}</span>,
  },
  {
    key: 'network',
    title: t('account.sessionNetwork'),
    cell: ({ network }) => <span className="mono">{network}</span>,
  },
  {
    key: 'method',
    title: t('account.sessionMethod'),
    cell: ({ method }) => tryText(`account.method.${method}`) ?? method,
  },
  { key: 'seen', title: t('account.sessionSeen'), number: true, cell: ({ seenAt }) => <Time at={seenAt} /> },
  {
    key: 'expires',
    title: t('account.sessionExpires'),
    number: true,
    cell: ({ expiresAt }) => <Time at={expiresAt} />,
  },
  {
    key: 'end',
    title: '',
    cell: (session) =>
      session.current ? (
        <Badge tone="ok">{t('account.sessionCurrent')}</Badge>
      ) : (
        <Button kind="quiet" busy={busy} onPress={() => end(session)}>
          {t('account.sessionEnd')}
        </Button>
      ),
  },
];
