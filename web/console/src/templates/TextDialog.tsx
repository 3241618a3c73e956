// A dialog that asks for one text and sends it.
import { type ReactElement, useState } from 'react';
import { useChange } from '../api/hooks.ts';
import { t } from '../messages/t.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { TextArea } from '../ui/Field.tsx';
import { Problem } from '../ui/Problem.tsx';

type Props = {
  readonly title: string;
  /** What it does, above the field. */
  readonly about?: string;
  readonly label: string;
  readonly help?: string;
  readonly undo: string;
  readonly action: string;
  readonly danger?: boolean;
  readonly onSend: (text: string) => Promise<void>;
  readonly onClose: () => void;
};

export const leastText = 3;

export function TextDialog({
  title,
  about,
  label,
  help,
  undo,
  action,
  danger = false,
  onSend,
  onClose,
}: Props): ReactElement {
  const [text, setText] = useState('');
  const change = useChange(async () => {
    await onSend(text);
    onClose();
  }, ['/elections']);
  return (
    <Dialog wide title={title} onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate(undefined);
        }}
      >
        {about !== undefined && <p>{about}</p>}
        <TextArea rows={3} label={label} help={help} value={text} onChange={setText} maxLength={1000} required />
        <p className="dialog-undo">{undo}</p>
        <Problem error={change.error} />
        <div className="row dialog-actions">
          <Button
            type="submit"
            kind={danger ? 'danger' : 'primary'}
            busy={change.isPending}
            disabled={text.trim().length < leastText}
          >
            {action}
          </Button>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
        </div>
      </form>
    </Dialog>
  );
}
