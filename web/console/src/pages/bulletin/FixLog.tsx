// Fixing the log, once: its name, its witnesses.
import { type ReactElement, useState } from 'react';
import { send, useChange } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field, TextArea } from '../../ui/Field.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { toast } from '../../ui/toast.ts';
import { electionPath } from '../elections/election-list.tsx';

export function FixLog({ election }: { readonly election: string }): ReactElement {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button kind="primary" onPress={() => setAsking(true)}>
        {t('bulletin.fix')}
      </Button>
      {asking && <Ask election={election} onClose={() => setAsking(false)} />}
    </>
  );
}

function Ask({ election, onClose }: { readonly election: string; readonly onClose: () => void }): ReactElement {
  const [origin, setOrigin] = useState('');
  const [witnesses, setWitnesses] = useState('');
  const fix = useChange(async () => {
    await send('POST', `${electionPath(election)}/bulletin/opening`, { origin: origin.trim(), witnesses });
    toast(t('bulletin.fixed'));
    onClose();
  }, ['/elections']);
  return (
    <Dialog wide title={t('bulletin.fixTitle')} onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          fix.mutate(undefined);
        }}
      >
        <p>{t('bulletin.fixText')}</p>
        <Field
          mono
          required
          label={t('bulletin.origin')}
          help={t('bulletin.originHelp')}
          value={origin}
          onChange={setOrigin}
        />
        <TextArea
          mono
          rows={6}
          label={t('bulletin.witnesses')}
          help={t('bulletin.witnessesHelp')}
          value={witnesses}
          onChange={setWitnesses}
        />
        <Problem error={fix.error} />
        <div className="row dialog-actions">
          <Button type="submit" kind="primary" busy={fix.isPending} disabled={origin.trim() === ''}>
            {t('bulletin.fix')}
          </Button>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
        </div>
      </form>
    </Dialog>
  );
}
