// Sign-in: a passkey first, or the password and then a second factor; in the demonstration its people.
import { type ReactElement, useState } from 'react';
import type { SessionAnswer, SignInAnswer } from '../../../../../src/server/features/accounts/schemas.ts';
import { send, useChange } from '../../api/hooks.ts';
import { isDemonstration } from '../../app/place.ts';
import { t } from '../../messages/t.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Entry } from './Entry.tsx';
import { useEnter } from './enter.ts';
import { OtherSpace } from './OtherSpace.tsx';
import { PasswordField } from './PasswordField.tsx';
import { hasPasskeys, signInWithPasskey } from './passkey.ts';
import { Personas } from './Personas.tsx';
import { SecondFactor } from './SecondFactor.tsx';

export type Methods = NonNullable<SessionAnswer['secondFactorNeeded']>;

export function SignIn({ answer }: { readonly answer: SessionAnswer }): ReactElement {
  const [methods, setMethods] = useState<Methods | undefined>(answer.secondFactorNeeded);
  const enter = useEnterOrAsk(setMethods);
  if (isDemonstration) return <Personas answer={answer} />;
  if (methods !== undefined && methods.length > 0) {
    return <SecondFactor methods={methods} onAnswer={enter} onStartAgain={() => setMethods(undefined)} />;
  }
  return (
    <Entry title={t('entry.signIn')}>
      {hasPasskeys && <PasskeyButton onAnswer={enter} />}
      {hasPasskeys && <div className="entry-or">{t('entry.or')}</div>}
      <PasswordForm onAnswer={enter} />
      <p className="small muted">{t('entry.forgotten')}</p>
      <OtherSpace answer={answer} />
    </Entry>
  );
}

type OnAnswer = (answer: SignInAnswer) => Promise<void>;

function useEnterOrAsk(ask: (methods: Methods) => void): OnAnswer {
  const enter = useEnter('stay');
  return async (answer) => {
    if (answer.state === 'signedIn') await enter();
    else ask(answer.methods);
  };
}

function PasskeyButton({ onAnswer }: { readonly onAnswer: OnAnswer }): ReactElement {
  const signIn = useChange(async () => await onAnswer(await signInWithPasskey()));
  return (
    <div className="stack-tight">
      <Button kind="primary" busy={signIn.isPending} onPress={() => signIn.mutate(undefined)}>
        {t('entry.passkeyAction')}
      </Button>
      <Problem error={signIn.error} />
    </div>
  );
}

function PasswordForm({ onAnswer }: { readonly onAnswer: OnAnswer }): ReactElement {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const signIn = useChange(async () => {
    await onAnswer(await send<SignInAnswer>('POST', '/session/password', { email, password }));
  });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        signIn.mutate(undefined);
      }}
    >
      <Field
        label={t('entry.email')}
        type="email"
        value={email}
        onChange={setEmail}
        autoComplete="username"
        maxLength={254}
        required
      />
      <PasswordField value={password} onChange={setPassword} />
      <Problem error={signIn.error} />
      <Button type="submit" kind={hasPasskeys ? 'plain' : 'primary'} busy={signIn.isPending}>
        {t('entry.signInAction')}
      </Button>
    </form>
  );
}
