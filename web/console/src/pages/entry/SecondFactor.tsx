// The second step: a one-time code, a recovery code, or a passkey.
import { type ReactElement, useState } from 'react';
import type { SignInAnswer } from '../../../../../src/server/features/accounts/schemas.ts';
import { send, useChange } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Entry } from './Entry.tsx';
import { signInWithPasskey } from './passkey.ts';
import type { Methods } from './SignIn.tsx';

type SecondFactorProps = {
  readonly methods: Methods;
  readonly onAnswer: (answer: SignInAnswer) => Promise<void>;
  readonly onStartAgain: () => void;
};

export function SecondFactor({ methods, onAnswer, onStartAgain }: SecondFactorProps): ReactElement {
  const [how, setHow] = useState<'code' | 'recoveryCode'>('code');
  const [code, setCode] = useState('');
  const hasCodes = methods.includes('totp');
  const confirm = useChange(async () => await onAnswer(await send<SignInAnswer>('POST', '/session/totp', { code })));
  const passkey = useChange(async () => await onAnswer(await signInWithPasskey()));
  return (
    <Entry title={t('entry.secondFactor')}>
      {methods.includes('passkey') && (
        <Button
          kind={hasCodes ? 'plain' : 'primary'}
          busy={passkey.isPending}
          onPress={() => passkey.mutate(undefined)}
        >
          {t('entry.usePasskey')}
        </Button>
      )}
      <Problem error={passkey.error} />
      {hasCodes && (
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault();
            confirm.mutate(undefined);
          }}
        >
          <Field
            key={how}
            label={t(`entry.${how}`)}
            help={t(`entry.${how}Help`)}
            value={code}
            onChange={setCode}
            inputMode={how === 'code' ? 'numeric' : 'text'}
            autoComplete="one-time-code"
            mono
            autoFocus
            required
            maxLength={40}
          />
          <Problem error={confirm.error} />
          <Button type="submit" kind="primary" busy={confirm.isPending}>
            {t('entry.confirmAction')}
          </Button>
        </form>
      )}
      <div className="row">
        {hasCodes && methods.includes('recoveryCode') && (
          <Button kind="quiet" onPress={() => setHow(how === 'code' ? 'recoveryCode' : 'code')}>
            {t(how === 'code' ? 'entry.useRecoveryCode' : 'entry.useCode')}
          </Button>
        )}
        <Button kind="quiet" onPress={onStartAgain}>
          {t('entry.startAgain')}
        </Button>
      </div>
    </Entry>
  );
}
