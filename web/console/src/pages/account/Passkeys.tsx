// One's passkeys: add, remove.
import { type ReactElement, useState } from 'react';
import type { StartRegistrationOpts } from '@simplewebauthn/browser';
import type { Me } from '../../../../../src/server/features/accounts/schemas.ts';
import { failure } from '../../api/failure.ts';
import { send, useChange } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { Button } from '../../ui/Button.tsx';
import { Confirm } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Time } from '../../ui/Time.tsx';
import { hasPasskeys } from '../entry/passkey.ts';
import { useConfirmSelf } from './confirm-self.tsx';

type Passkey = Me['passkeys'][number];
type CreationOptions = StartRegistrationOpts['optionsJSON'];

async function addPasskey(name: string, password: string | undefined): Promise<void> {
  const { startRegistration } = await import('@simplewebauthn/browser');
  const { options } = await send<{ readonly options: CreationOptions }>('POST', '/me/passkeys/options', { password });
  const response = await startRegistration({ optionsJSON: options }).catch(() => {
    throw failure({ code: 'PASSKEY_CANCELLED', message: t('account.passkeyFailed'), status: 0 });
  });
  await send('POST', '/me/passkeys', { name, response });
}

export function Passkeys({ me }: { readonly me: Me }): ReactElement {
  const [name, setName] = useState('');
  const [removing, setRemoving] = useState<Passkey>();
  const { run, question } = useConfirmSelf();
  const add = useChange(
    async () =>
      await run(async (password) => {
        await addPasskey(name, password);
        setName('');
      }),
    ['/me'],
  );
  return (
    <div className="stack">
      <p className="muted">{t('account.passkeysAbout')}</p>
      {me.passkeys.length === 0 ? (
        <p>{t('account.passkeysNone')}</p>
      ) : (
        <ul>
          {me.passkeys.map((passkey) => (
            <li key={passkey.id} className="account-line">
              <strong>{passkey.name}</strong>
              <span className="muted">
                {t('account.passkeyCreated')} <Time at={passkey.createdAt} />
              </span>
              {passkey.usedAt !== undefined && (
                <span className="muted">
                  {t('account.passkeyUsed')} <Time at={passkey.usedAt} />
                </span>
              )}
              <span className="row-end">
                <Button kind="quiet" onPress={() => setRemoving(passkey)}>
                  {t('account.passkeyRemove')}
                </Button>
              </span>
            </li>
          ))}
        </ul>
      )}
      {hasPasskeys && (
        <form
          className="stack-tight"
          onSubmit={(event) => {
            event.preventDefault();
            add.mutate(undefined);
          }}
        >
          <Field
            label={t('account.passkeyName')}
            help={t('account.passkeyNameHelp')}
            value={name}
            onChange={setName}
            maxLength={60}
            required
          />
          <Problem error={add.error} />
          <div>
            <Button type="submit" busy={add.isPending}>
              {t('account.passkeyAdd')}
            </Button>
          </div>
        </form>
      )}
      {removing !== undefined && <Remove passkey={removing} onClose={() => setRemoving(undefined)} />}
      {question}
    </div>
  );
}

type RemoveProps = { readonly passkey: Passkey; readonly onClose: () => void };

function Remove({ passkey, onClose }: RemoveProps): ReactElement {
  const { run, question } = useConfirmSelf();
  const remove = useChange(
    async () =>
      await run(async (password) => {
        await send('DELETE', `/me/passkeys/${encodeURIComponent(passkey.id)}`, { password });
        onClose();
      }),
    ['/me'],
  );
  return (
    <>
      <Confirm
        title={t('account.passkeyRemoveTitle', { name: passkey.name })}
        undo={t('account.passkeyRemoveUndo')}
        action={t('account.passkeyRemove')}
        danger
        busy={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate(undefined)}
        onClose={onClose}
      >
        <p>{t('account.passkeyRemoveScope')}</p>
      </Confirm>
      {question}
    </>
  );
}
