// The first of two persons proposes a note on a unit, seeing who would receive what.
import { type ReactElement, useState } from 'react';
import type { NoteRecipient } from '../../../../../src/results/plausibility/query-keys.ts';
import type { PlausibleUnit } from '../../../../../src/server/features/plausibility/schemas.ts';
import { send, useChange } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { TextArea } from '../../ui/Field.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Select } from '../../ui/Select.tsx';
import { toast } from '../../ui/toast.ts';
import { NotePreview, recipientText } from './NotePreview.tsx';
import { apiPath } from './plausibility-list.tsx';
import { leastText } from '../../templates/TextDialog.tsx';

type Props = { readonly unit: PlausibleUnit; readonly onClose: () => void };

export function ProposeDialog({ unit, onClose }: Props): ReactElement {
  const [recipient, setRecipient] = useState<NoteRecipient>('countCentre');
  const [reason, setReason] = useState('');
  // What the person saw when they opened it: if findings change meanwhile, the server refuses and says so.
  const [{ shown, findings }] = useState(unit);
  const propose = useChange(async () => {
    await send('POST', `${apiPath(unit)}/note`, { recipient, reason, shown });
    toast(t('plausibility.proposed'));
    onClose();
  }, ['/elections']);
  return (
    <Dialog wide title={t('plausibility.proposeTitle', { name: unit.name })} onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          propose.mutate(undefined);
        }}
      >
        <p>{t('plausibility.proposeIntro')}</p>
        <Select
          label={t('plausibility.proposeRecipient')}
          value={recipient}
          choices={unit.recipients.map((one) => ({ value: one.recipient, label: recipientText(one) }))}
          onChange={setRecipient}
        />
        <TextArea
          rows={3}
          label={t('plausibility.proposeReason')}
          help={t('plausibility.proposeReasonHelp')}
          value={reason}
          onChange={setReason}
          maxLength={1000}
          required
        />
        <NotePreview seen={findings} />
        <p className="dialog-undo">{t('plausibility.proposeUndo')}</p>
        <Problem error={propose.error} />
        <div className="row dialog-actions">
          <Button type="submit" kind="primary" busy={propose.isPending} disabled={reason.trim().length < leastText}>
            {t('plausibility.propose')}
          </Button>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
        </div>
      </form>
    </Dialog>
  );
}
