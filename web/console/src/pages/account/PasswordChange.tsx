// A new password, with the current one.
import { type ReactElement, useState } from 'react';
import type { Me } from '../../../../../src/server/features/accounts/schemas.ts';
import { send, useChange } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { Button } from '../../ui/Button.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { toast } from '../../ui/toast.ts';
import { PasswordField } from '../entry/PasswordField.tsx';

export function PasswordChange({ me }: { readonly me: Me }): ReactElement {
  const [current, setCurrent] = useState('');
  const [password, setPassword] = useState('');
  const change = useChange(async () => await send('POST', '/me/password', { current, password }), ['/me']);
  if (!me.hasPassword) return <p className="muted">{t('account.passwordNone')}</p>;
  const done = (): void => {
    setCurrent('');
    setPassword('');
    toast(t('account.passwordChanged'));
  };
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate(undefined, { onSuccess: done });
      }}
    >
      <input type="hidden" name="username" autoComplete="username" value={me.email} readOnly />
      <PasswordField label={t('account.passwordCurrent')} value={current} onChange={setCurrent} />
      <PasswordField value={password} onChange={setPassword} isNew />
      <Problem error={change.error} />
      <div>
        <Button type="submit" busy={change.isPending}>
          {t('account.passwordChange')}
        </Button>
      </div>
    </form>
  );
}
