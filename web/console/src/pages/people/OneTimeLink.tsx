// A link that is shown only now: to copy, and to give over a channel that one trusts.
import { type ReactElement, useId } from 'react';
import { t } from '../../messages/t.ts';
import { Button } from '../../ui/Button.tsx';
import { Copyable } from '../../ui/Copyable.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { exactText } from '../../ui/time-text.ts';

type OneTimeLinkProps = {
  readonly link: string;
  readonly email: string;
  readonly expiresAt: number;
  readonly onClose: () => void;
};

export function OneTimeLink({ link, email, expiresAt, onClose }: OneTimeLinkProps): ReactElement {
  const id = useId();
  return (
    <Dialog title={t('people.linkTitle')} onClose={onClose}>
      <div className="stack">
        <p id={id}>{t('people.linkAbout', { email, time: exactText(expiresAt) })}</p>
        <div className="panel panel-body" aria-describedby={id}>
          <Copyable text={link} shown={400} label={t('people.linkCopy')} />
        </div>
        <div className="row dialog-actions">
          <Button kind="primary" onPress={onClose}>
            {t('people.linkDone')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
