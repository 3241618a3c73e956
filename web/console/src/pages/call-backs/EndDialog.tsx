// A call is given up: its line and its tries stay spent.
import type { ReactElement } from 'react';
import type { CallDetail } from '../../../../../src/server/features/call-backs/schemas.ts';
import { send } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { TextDialog } from '../../templates/TextDialog.tsx';
import { toast } from '../../ui/toast.ts';
import { callPath } from './call-list.tsx';

type Props = { readonly call: CallDetail; readonly onClose: () => void };

export const EndDialog = ({ call, onClose }: Props): ReactElement => (
  <TextDialog
    title={t('callBacks.endTitle', { call: call.call })}
    about={t('callBacks.endText')}
    label={t('callBacks.reason')}
    help={t('callBacks.reasonHelp')}
    undo={t('callBacks.endUndo')}
    action={t('callBacks.end')}
    danger
    onSend={async (reason) => {
      await send('POST', `${callPath(call.election, call.call)}/end`, { reason });
      toast(t('callBacks.endDone'));
    }}
    onClose={onClose}
  />
);
