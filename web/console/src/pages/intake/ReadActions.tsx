// Reads the folder now; or refused envelopes once more, after the question whether that is meant.
import { type ReactElement, useState } from 'react';
import { send, useChange } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { useMay } from '../../session/session.ts';
import { Button } from '../../ui/Button.tsx';
import { Confirm } from '../../ui/Dialog.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { toast } from '../../ui/toast.ts';
import { electionPath } from '../elections/election-list.tsx';

type Props = { readonly election: string; readonly refused: number };

export function ReadActions({ election, refused }: Props): ReactElement | null {
  const may = useMay('POST /elections/:election/intake/reading');
  const [asking, setAsking] = useState(false);
  const path = `${electionPath(election)}/intake`;
  const read = useChange(
    async (refusedAgain: boolean) => await send('POST', `${path}/reading`, { refusedAgain }),
    [electionPath(election)],
  );
  if (!may) return null;
  const start = (again: boolean): void =>
    read.mutate(again, {
      onSuccess: () => {
        setAsking(false);
        toast(t('intake.readDone'));
      },
    });
  return (
    <>
      {!asking && <Problem error={read.error} />}
      {refused > 0 && <Button onPress={() => setAsking(true)}>{t('intake.readAgain')}</Button>}
      <Button kind="primary" busy={read.isPending} onPress={() => start(false)}>
        {t('intake.readNow')}
      </Button>
      {asking && (
        <Confirm
          title={t('intake.readAgainTitle', { count: refused })}
          undo={t('intake.readAgainUndo')}
          action={t('intake.readAgain')}
          busy={read.isPending}
          error={read.error}
          onConfirm={() => start(true)}
          onClose={() => setAsking(false)}
        >
          <p>{t('intake.readAgainAbout', { name: election })}</p>
        </Confirm>
      )}
    </>
  );
}
