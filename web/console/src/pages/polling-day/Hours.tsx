// When stations open and close: set once, in the local time of the election.
import { type ReactElement, useState } from 'react';
import type { BoardAnswer } from '../../../../../src/server/features/pollingDay/schemas.ts';
import { send, useChange } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { useMay } from '../../session/session.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { toast } from '../../ui/toast.ts';
import { pollingDayPath } from './station-list.tsx';

type Props = { readonly board: BoardAnswer };

export function Hours({ board }: Props): ReactElement | null {
  const [asking, setAsking] = useState(false);
  const maySet = useMay('PUT /elections/:election/polling-day/hours');
  if (!maySet) return null;
  return (
    <>
      <Button onPress={() => setAsking(true)}>{t('pollday.hours')}</Button>
      {asking && <Ask board={board} onClose={() => setAsking(false)} />}
    </>
  );
}

function Ask({ board, onClose }: Props & { readonly onClose: () => void }): ReactElement {
  const [opens, setOpens] = useState(board.opens);
  const [closes, setCloses] = useState(board.closes);
  const save = useChange(async () => {
    await send('PUT', `${pollingDayPath(board.election)}/hours`, { opens, closes });
    toast(t('pollday.hoursSaved'));
    onClose();
  }, ['/elections']);
  return (
    <Dialog title={t('pollday.hoursTitle')} onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate(undefined);
        }}
      >
        <p>{t('pollday.hoursText', { zone: board.timeZone })}</p>
        <Field type="time" label={t('pollday.opens')} value={opens} onChange={setOpens} required />
        <Field type="time" label={t('pollday.closes')} value={closes} onChange={setCloses} required />
        <Problem error={save.error} />
        <div className="row dialog-actions">
          <Button type="submit" kind="primary" busy={save.isPending} disabled={opens >= closes}>
            {t('pollday.hoursSave')}
          </Button>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
        </div>
      </form>
    </Dialog>
  );
}
