// One-time codes: on with a QR code and a first code, off with a question.
import { type ReactElement, useState } from 'react';
import type { z } from 'zod';
import type { Me, totpOffer } from '../../../../../src/server/features/accounts/schemas.ts';
import { send, useChange } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { Confirm } from '../../ui/Dialog.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { toast } from '../../ui/toast.ts';
import { useConfirmSelf } from './confirm-self.tsx';
import { TotpOffer } from './TotpOffer.tsx';

type Offer = z.infer<typeof totpOffer>;

export function Totp({ me }: { readonly me: Me }): ReactElement {
  const [offer, setOffer] = useState<Offer>();
  const [removing, setRemoving] = useState(false);
  const { run, question } = useConfirmSelf();
  const begin = useChange(
    async () => await run(async (password) => setOffer(await send<Offer>('POST', '/me/totp', { password }))),
  );
  const remove = useChange(async () => {
    setRemoving(false);
    await run(async (password) => {
      await send('DELETE', '/me/totp', { password });
      toast(t('account.totpRemoved'));
    });
  }, ['/me']);
  return (
    <div className="stack">
      <p className="muted">{t('account.totpAbout')}</p>
      <div className="row">
        {me.totp ? (
          <Badge tone="ok">{t('account.totpOn')}</Badge>
        ) : (
          <Badge tone="neutral">{t('account.totpOff')}</Badge>
        )}
        {me.totp && <span>{t('account.totpLeft', { count: me.recoveryCodesLeft })}</span>}
        {me.totp ? (
          <Button onPress={() => setRemoving(true)}>{t('account.totpRemove')}</Button>
        ) : (
          offer === undefined && (
            <Button busy={begin.isPending} onPress={() => begin.mutate(undefined)}>
              {t('account.totpAdd')}
            </Button>
          )
        )}
      </div>
      <Problem error={begin.error ?? remove.error} />
      {offer !== undefined && <TotpOffer {...offer} onDone={() => setOffer(undefined)} />}
      {removing && (
        <Confirm
          title={t('account.totpRemoveTitle')}
          undo={t('account.totpRemoveUndo')}
          action={t('account.totpRemove')}
          danger
          busy={remove.isPending}
          onConfirm={() => remove.mutate(undefined)}
          onClose={() => setRemoving(false)}
        >
          <p>{t('account.totpRemoveScope')}</p>
        </Confirm>
      )}
      {question}
    </div>
  );
}
