// The hold: one press, at once, by whoever may see the results. Why is asked afterwards.
import { type ReactElement, useState } from 'react';
import type { ReleaseAnswer } from '../../../../../src/server/features/release/schemas.ts';
import { send, useChange } from '../../api/hooks.ts';
import { useCommands } from '../../commands/registry.ts';
import { t } from '../../messages/t.ts';
import { useMay } from '../../session/session.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { TextArea } from '../../ui/Field.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { toast } from '../../ui/toast.ts';
import { electionPath } from '../elections/election-list.tsx';

const holdable: readonly ReleaseAnswer['state'][] = ['startProposed', 'started', 'resumeProposed'];

export function Hold({ release: { election, state } }: { readonly release: ReleaseAnswer }): ReactElement | null {
  const mayHold = useMay('POST /elections/:election/release/hold');
  const [asking, setAsking] = useState(false);
  const hold = useChange(async () => {
    await send('POST', `${electionPath(election)}/release/hold`, {});
    toast(t('release.held'));
    setAsking(true);
  }, ['/elections']);
  const offered = mayHold && holdable.includes(state);
  useCommands(
    offered ? [{ id: 'release.hold', title: t('release.hold'), scope: 'page', run: () => hold.mutate(undefined) }] : [],
  );
  return (
    <>
      {offered && (
        <div className="stack-tight release-hold">
          <div>
            <Button kind="danger" busy={hold.isPending} onPress={() => hold.mutate(undefined)}>
              {t('release.hold')}
            </Button>
          </div>
          <p className="muted">{t('release.holdAbout')}</p>
          <Problem error={hold.error} />
        </div>
      )}
      {asking && <Why election={election} onClose={() => setAsking(false)} />}
    </>
  );
}

function Why({ election, onClose }: { readonly election: string; readonly onClose: () => void }): ReactElement {
  const [reason, setReason] = useState('');
  const keep = useChange(async () => {
    await send('POST', `${electionPath(election)}/release/hold`, { reason });
    onClose();
  }, ['/elections']);
  return (
    <Dialog title={t('release.holdWhy')} onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          keep.mutate(undefined);
        }}
      >
        <p>{t('release.holdWhyText')}</p>
        <TextArea label={t('release.reason')} value={reason} onChange={setReason} rows={3} maxLength={2000} required />
        <Problem error={keep.error} />
        <div className="row dialog-actions">
          <Button type="submit" kind="primary" busy={keep.isPending} disabled={reason.trim() === ''}>
            {t('release.holdWhySend')}
          </Button>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
        </div>
      </form>
    </Dialog>
  );
}
