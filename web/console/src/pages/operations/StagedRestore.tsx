// A restore that is put ready: what to know of it, discard it, or start again with it.
import { type ReactElement, useState } from 'react';
import type { Operations } from '../../../../../src/server/features/operations/schemas.ts';
import { send, useChange } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { Button } from '../../ui/Button.tsx';
import { Confirm } from '../../ui/Dialog.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { exactText } from '../../ui/time-text.ts';
import { toast } from '../../ui/toast.ts';

type Staged = NonNullable<Operations['stagedRestore']>;

export function StagedRestore({ staged }: { readonly staged: Staged }): ReactElement {
  const { backup, backupCreatedAt, notices, canRestart } = staged;
  const [asking, setAsking] = useState(false);
  const discard = useChange(async () => await send('DELETE', '/operations/restore'), ['/operations']);
  const restart = useChange(async () => await send('POST', '/operations/restart'), ['/operations']);
  return (
    <div className="notice notice-warning" role="status">
      <div className="stack-tight">
        <p>{t('operations.staged', { name: backup, time: exactText(backupCreatedAt) })}</p>
        {notices.length > 0 && (
          <>
            <p>{t('operations.stagedNotices')}</p>
            <ul className="bullets">
              {notices.map((notice) => (
                <li key={notice}>{notice}</li>
              ))}
            </ul>
          </>
        )}
        <Problem error={discard.error ?? restart.error} />
        <div className="row">
          {canRestart && (
            <Button kind="danger" onPress={() => setAsking(true)}>
              {t('operations.restart')}
            </Button>
          )}
          <Button
            busy={discard.isPending}
            onPress={() => discard.mutate(undefined, { onSuccess: () => toast(t('operations.discarded')) })}
          >
            {t('operations.discard')}
          </Button>
        </div>
      </div>
      {asking && (
        <Confirm
          title={t('operations.restartTitle')}
          undo={t('operations.restartUndo')}
          action={t('operations.restart')}
          danger
          busy={restart.isPending}
          error={restart.error}
          onConfirm={() =>
            restart.mutate(undefined, {
              onSuccess: () => {
                setAsking(false);
                toast(t('operations.restarting'));
              },
            })
          }
          onClose={() => setAsking(false)}
        >
          <p>{t('operations.restartScope')}</p>
        </Confirm>
      )}
    </div>
  );
}
