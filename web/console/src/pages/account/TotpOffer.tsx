// The secret as QR code and text, the first code that switches it on, and then the recovery codes.
import { type ReactElement, useState } from 'react';
import type { z } from 'zod';
import type { recoveryCodes } from '../../../../../src/server/features/accounts/schemas.ts';
import { send, useChange } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { Button } from '../../ui/Button.tsx';
import { Copyable } from '../../ui/Copyable.tsx';
import { Field } from '../../ui/Field.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { QrCode } from './QrCode.tsx';

type TotpOfferProps = { readonly secret: string; readonly uri: string; readonly onDone: () => void };

export function TotpOffer({ secret, uri, onDone }: TotpOfferProps): ReactElement {
  const [code, setCode] = useState('');
  const confirm = useChange(
    async () => await send<z.infer<typeof recoveryCodes>>('POST', '/me/totp/confirm', { code }),
    ['/me'],
  );
  if (confirm.data !== undefined) return <RecoveryCodes codes={confirm.data.recoveryCodes} onKept={onDone} />;
  return (
    <div className="account-offer">
      <QrCode text={uri} label={t('account.totpQr')} />
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          confirm.mutate(undefined);
        }}
      >
        <p>{t('account.totpScan')}</p>
        <p>
          {t('account.totpSecret')} <Copyable text={secret} shown={80} />
        </p>
        <Field
          label={t('account.totpCode')}
          value={code}
          onChange={setCode}
          inputMode="numeric"
          autoComplete="one-time-code"
          mono
          required
          autoFocus
          maxLength={10}
        />
        <Problem error={confirm.error} />
        <div className="row">
          <Button type="submit" kind="primary" busy={confirm.isPending}>
            {t('account.totpConfirm')}
          </Button>
          <Button onPress={onDone}>{t('common.cancel')}</Button>
        </div>
      </form>
    </div>
  );
}

type CodesProps = { readonly codes: readonly string[]; readonly onKept: () => void };

const RecoveryCodes = ({ codes, onKept }: CodesProps): ReactElement => (
  <div className="stack">
    <h3>{t('account.codesTitle')}</h3>
    <p>{t('account.codesAbout')}</p>
    <ul className="codes">
      {codes.map((code) => (
        <li key={code} className="mono">
          {code}
        </li>
      ))}
    </ul>
    <div className="row">
      <Button kind="primary" onPress={onKept}>
        {t('account.codesKept')}
      </Button>
      <Button onPress={() => void navigator.clipboard.writeText(codes.join('\n'))}>{t('account.codesCopy')}</Button>
    </div>
  </div>
);
