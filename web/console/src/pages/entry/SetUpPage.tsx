// /set-up#TOKEN: the first administrator, their organisation, their password.
import { type ReactElement, useState } from 'react';
import type { OrganisationKind } from '../../../../../src/accounts/organisation.ts';
import type { SignInAnswer } from '../../../../../src/server/features/accounts/schemas.ts';
import { send, useChange } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Select } from '../../ui/Select.tsx';
import { Entry } from './Entry.tsx';
import { useEnter } from './enter.ts';
import { useFragmentToken } from './fragment.ts';
import { LinkProblem } from './LinkProblem.tsx';
import { organisationKindChoices } from './organisation-kinds.ts';
import { PasswordField } from './PasswordField.tsx';

export function SetUpPage(): ReactElement {
  const token = useFragmentToken();
  return token === undefined ? <LinkProblem kind="linkMissing" /> : <SetUpForm token={token} />;
}

function SetUpForm({ token }: { readonly token: string }): ReactElement {
  const enter = useEnter('home');
  const [organisation, setOrganisation] = useState('');
  const [kind, setKind] = useState<OrganisationKind>('authority');
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const setUp = useChange(async () => {
    await send<SignInAnswer>('POST', '/setup', {
      token,
      organisation: { name: organisation, kind },
      name,
      email,
      password,
    });
    await enter();
  });
  if (setUp.error?.code === 'LINK_INVALID') return <LinkProblem kind="linkInvalid" />;
  return (
    <Entry title={t('entry.setUp')} about={t('entry.setUpAbout')}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          setUp.mutate(undefined);
        }}
      >
        <Field
          label={t('entry.organisationName')}
          value={organisation}
          onChange={setOrganisation}
          autoComplete="organization"
          maxLength={120}
          required
          autoFocus
        />
        <Select
          label={t('entry.organisationKind')}
          value={kind}
          onChange={setKind}
          choices={organisationKindChoices()}
        />
        <Field
          label={t('entry.yourName')}
          help={t('entry.yourNameHelp')}
          value={name}
          onChange={setName}
          autoComplete="name"
          maxLength={80}
          required
        />
        <Field
          label={t('entry.email')}
          type="email"
          value={email}
          onChange={setEmail}
          autoComplete="username"
          maxLength={254}
          required
        />
        <PasswordField value={password} onChange={setPassword} isNew />
        <Problem error={setUp.error} />
        <Button type="submit" kind="primary" busy={setUp.isPending}>
          {t('entry.setUpAction')}
        </Button>
      </form>
    </Entry>
  );
}
