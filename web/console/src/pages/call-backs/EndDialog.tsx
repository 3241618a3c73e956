// A call is given up: its line and its tries stay spent.
import { type ReactElement, useState } from 'react';
import type { CallDetail } from '../../../../../src/server/features/call-backs/schemas.ts';
import { send, useChange } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { TextArea } from '../../ui/Field.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { toast } from '../../ui/toast.ts';
import { callPath } from './call-list.tsx';

const leastReason = 3;

export function EndDialog({
  call,
  onClose,
}: {
  readonly call: CallDetail;
  readonly onClose: () => void;
}): ReactElement {
  const [reason, setReason] = useState('');
  const end = useChange(async () => {
    await send('POST', `${callPath(call.election, call.call)}/end`, { reason });
    toast(t('callBacks.endDone'));
    onClose();
  }, ['/elections']);
  return (
    <Dialog title={t('callBacks.endTitle', { call: call.call })} onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          end.mutate(undefined);
        }}
      >
        <p>{t('callBacks.endText')}</p>
        <TextArea
          rows={3}
          label={t('callBacks.reason')}
          help={t('callBacks.reasonHelp')}
          value={reason}
          onChange={setReason}
          maxLength={1000}
          required
        />
        <p className="dialog-undo">{t('callBacks.endUndo')}</p>
        <Problem error={end.error} />
        <div className="row dialog-actions">
          <Button type="submit" kind="danger" busy={end.isPending} disabled={reason.trim().length < leastReason}>
            {t('callBacks.end')}
          </Button>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
        </div>
      </form>
    </Dialog>
  );
}
