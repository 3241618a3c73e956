// /invitation#TOKEN: what one is invited to, then a name and a password.
import { useQuery } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import type { Role } from '../../../../../src/accounts/roles.ts';
import type { SignInAnswer } from '../../../../../src/server/features/accounts/schemas.ts';
import type { Failure } from '../../api/failure.ts';
import { send, useChange } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { exactText } from '../../ui/time-text.ts';
import { Entry } from './Entry.tsx';
import { useEnter } from './enter.ts';
import { useFragmentToken } from './fragment.ts';
import { LinkProblem } from './LinkProblem.tsx';
import { PasswordField } from './PasswordField.tsx';

type Preview = {
  readonly email: string;
  readonly role: Role;
  readonly organisation: string;
  readonly expiresAt: number;
};

export function InvitationPage(): ReactElement {
  const token = useFragmentToken();
  const { data, error } = useQuery<Preview, Failure>({
    queryKey: ['/invitations/preview', token],
    queryFn: async () => await send<Preview>('POST', '/invitations/preview', { token }),
    enabled: token !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (token === undefined) return <LinkProblem kind="linkMissing" />;
  if (error?.code === 'LINK_INVALID') return <LinkProblem kind="linkInvalid" />;
  if (data === undefined) {
    return (
      <Entry title={t('entry.invitation')}>{error === null ? <Skeleton lines={4} /> : <Problem error={error} />}</Entry>
    );
  }
  return <InvitationForm token={token} preview={data} />;
}

function InvitationForm({ token, preview }: { readonly token: string; readonly preview: Preview }): ReactElement {
  const enter = useEnter('home');
  const { email, role, organisation, expiresAt } = preview;
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const accept = useChange(async () => {
    await send<SignInAnswer>('POST', '/invitations/accept', { token, name, password });
    await enter();
  });
  if (accept.error?.code === 'LINK_INVALID') return <LinkProblem kind="linkInvalid" />;
  return (
    <Entry
      title={t('entry.invitation')}
      about={
        <>
          <p>{t('entry.invitationAbout', { organisation, role: t(`app.role.${role}`) })}</p>
          <p>{t('entry.invitationFor', { email, time: exactText(expiresAt) })}</p>
        </>
      }
    >
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          accept.mutate(undefined);
        }}
      >
        <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
        <Field
          label={t('entry.yourName')}
          help={t('entry.yourNameHelp')}
          value={name}
          onChange={setName}
          autoComplete="name"
          maxLength={80}
          required
          autoFocus
        />
        <PasswordField value={password} onChange={setPassword} isNew />
        <Problem error={accept.error} />
        <Button type="submit" kind="primary" busy={accept.isPending}>
          {t('entry.invitationAction')}
        </Button>
      </form>
    </Entry>
  );
}
