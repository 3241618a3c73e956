// /recovery#TOKEN: a new password for somebody who could not come in any more.
import { type ReactElement, useState } from 'react';
import type { SignInAnswer } from '../../../../../src/server/features/accounts/schemas.ts';
import { send, useChange } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { Button } from '../../ui/Button.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Entry } from './Entry.tsx';
import { useEnter } from './enter.ts';
import { useFragmentToken } from './fragment.ts';
import { LinkProblem } from './LinkProblem.tsx';
import { PasswordField } from './PasswordField.tsx';

export function RecoveryPage(): ReactElement {
  const token = useFragmentToken();
  const enter = useEnter('home');
  const [password, setPassword] = useState('');
  const recover = useChange(async () => {
    await send<SignInAnswer>('POST', '/recovery/accept', { token, password });
    await enter();
  });
  if (token === undefined) return <LinkProblem kind="linkMissing" />;
  if (recover.error?.code === 'LINK_INVALID') return <LinkProblem kind="linkInvalid" />;
  return (
    <Entry title={t('entry.recovery')} about={t('entry.recoveryAbout')}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          recover.mutate(undefined);
        }}
      >
        <PasswordField value={password} onChange={setPassword} isNew autoFocus />
        <Problem error={recover.error} />
        <Button type="submit" kind="primary" busy={recover.isPending}>
          {t('entry.recoveryAction')}
        </Button>
      </form>
    </Entry>
  );
}
