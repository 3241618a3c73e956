// A note that waits for its second person: who would receive what, release or refuse.
import { type ReactElement, useState } from 'react';
import type { PlausibleUnit } from '../../../../../src/server/features/plausibility/schemas.ts';
import { send, useChange } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { useMay } from '../../session/session.ts';
import { Button } from '../../ui/Button.tsx';
import { Confirm } from '../../ui/Dialog.tsx';
import { Time } from '../../ui/Time.tsx';
import { toast } from '../../ui/toast.ts';
import { NotePreview, recipientText } from './NotePreview.tsx';
import { apiPath } from './plausibility-list.tsx';
import { TextDialog } from '../../templates/TextDialog.tsx';

type Waiting = NonNullable<PlausibleUnit['waiting']>;
type Props = { readonly unit: PlausibleUnit; readonly waiting: Waiting };

const route = '/elections/:election/plausibility/:contest/:unit/note';

const recipientOf = ({ unit, waiting }: Props): string => {
  const { recipient } = waiting.note;
  const name = unit.recipients.find((one) => one.recipient === recipient)?.name ?? '';
  return recipientText({ recipient, name });
};

export function WaitingNote({ unit, waiting }: Props): ReactElement {
  const [asking, setAsking] = useState<'release' | 'refuse'>();
  const mayRelease = useMay(`POST ${route}/release`);
  const mayRefuse = useMay(`POST ${route}/refusal`);
  const close = (): void => setAsking(undefined);
  return (
    <div className="stack-tight">
      <p className="row">
        <span>{t('plausibility.waitingAbout', { name: waiting.by })}</span> <Time at={waiting.at} />
      </p>
      <p>{t('plausibility.reviewTo', { recipient: recipientOf({ unit, waiting }) })}</p>
      <p className="wrap-anywhere">{waiting.note.reason}</p>
      {waiting.superseded && <p className="notice notice-warning">{t('plausibility.waitingSuperseded')}</p>}
      <NotePreview seen={waiting.note.seen} reading={waiting.note.reading} />
      <div className="row">
        {mayRelease && !waiting.superseded && (
          <Button kind="primary" onPress={() => setAsking('release')}>
            {t('plausibility.release')}
          </Button>
        )}
        {mayRefuse && (
          <Button kind="danger" onPress={() => setAsking('refuse')}>
            {t('plausibility.refuse')}
          </Button>
        )}
      </div>
      {asking === 'release' && <Release unit={unit} waiting={waiting} onClose={close} />}
      {asking === 'refuse' && (
        <TextDialog
          danger
          title={t('plausibility.refuseTitle', { name: unit.name })}
          label={t('plausibility.refuseReason')}
          undo={t('plausibility.refuseUndo')}
          action={t('plausibility.refuse')}
          onSend={async (reason) => {
            await send('POST', `${apiPath(unit)}/note/refusal`, { digest: waiting.digest, reason });
            toast(t('plausibility.refused'));
          }}
          onClose={close}
        />
      )}
    </div>
  );
}

function Release({ unit, waiting, onClose }: Props & { readonly onClose: () => void }): ReactElement {
  const release = useChange(async () => {
    await send('POST', `${apiPath(unit)}/note/release`, { digest: waiting.digest });
    toast(t('plausibility.released'));
    onClose();
  }, ['/elections']);
  return (
    <Confirm
      title={t('plausibility.releaseTitle', { name: unit.name })}
      undo={t('plausibility.releaseUndo')}
      action={t('plausibility.release')}
      busy={release.isPending}
      error={release.error}
      onConfirm={() => release.mutate(undefined)}
      onClose={onClose}
    >
      <p>{t('plausibility.releaseText', { recipient: recipientOf({ unit, waiting }) })}</p>
      <NotePreview seen={waiting.note.seen} />
    </Confirm>
  );
}
