// The desk's key file: chosen, opened with its passphrase in this browser, closed again.
import { type ReactElement, useState } from 'react';
import { leastPassphrase } from '../../../../../src/kernel/passphrase-key.ts';
import type { Desk } from '../../../../../src/results/call-back/desk-file.ts';
import type { DeskView } from '../../../../../src/server/features/call-backs/schemas.ts';
import { useChange } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { Field, FieldFrame } from '../../ui/Field.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Progress } from '../../ui/Progress.tsx';
import { openKeyFile } from './desk.ts';

type Props = {
  readonly view: DeskView;
  readonly desk: Desk | undefined;
  readonly onDesk: (desk: Desk | undefined) => void;
};

export function KeyFile({ view, desk, onDesk }: Props): ReactElement {
  if (desk === undefined) return <OpenForm view={view} onDesk={onDesk} />;
  return (
    <div className="row">
      <Badge tone="ok">{t('callBacks.keyOpen', { count: desk.sheets.length })}</Badge>
      <Button onPress={() => onDesk(undefined)}>{t('callBacks.closeKey')}</Button>
    </div>
  );
}

function OpenForm({ view, onDesk }: Omit<Props, 'desk'>): ReactElement {
  const [file, setFile] = useState<File>();
  const [passphrase, setPassphrase] = useState('');
  const open = useChange(async () => {
    if (file === undefined) return;
    onDesk(await openKeyFile(await file.text(), passphrase, view));
  });
  return (
    <form
      className="stack call-key"
      onSubmit={(event) => {
        event.preventDefault();
        open.mutate(undefined);
      }}
    >
      <FieldFrame label={t('callBacks.keyFile')} help={t('callBacks.keyFileHelp')}>
        {({ id, describedBy }) => (
          <input
            id={id}
            type="file"
            className="input"
            accept=".json,application/json"
            aria-describedby={describedBy}
            onChange={({ target }) => setFile(target.files?.[0])}
          />
        )}
      </FieldFrame>
      <Field
        label={t('callBacks.passphrase')}
        type="password"
        autoComplete="off"
        value={passphrase}
        onChange={setPassphrase}
      />
      {open.isPending && <Progress label={t('callBacks.opening')} />}
      <Problem error={open.error} />
      <div className="row">
        <Button
          type="submit"
          kind="primary"
          busy={open.isPending}
          disabled={file === undefined || passphrase.length < leastPassphrase}
        >
          {t('callBacks.openKey')}
        </Button>
      </div>
    </form>
  );
}
