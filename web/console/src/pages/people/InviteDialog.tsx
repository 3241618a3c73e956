// Inviting: address, role and organisation; then the one-time link.
import { type ReactElement, useState } from 'react';
import type { z } from 'zod';
import { type Role, roles } from '../../../../../src/accounts/roles.ts';
import type { inviteAnswer, organisationsPage } from '../../../../../src/server/features/accounts/schemas.ts';
import { send, useChange, useRead } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { useSession } from '../../session/session.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Select } from '../../ui/Select.tsx';
import { OneTimeLink } from './OneTimeLink.tsx';

type Invited = z.infer<typeof inviteAnswer>;
type Organisations = z.infer<typeof organisationsPage>;

export function InviteDialog({ onClose }: { readonly onClose: () => void }): ReactElement {
  const { signedIn } = useSession();
  const { data } = useRead<Organisations>('/organisations', { limit: 200, sort: 'name' });
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('analyst');
  const [organisationId, setOrganisationId] = useState(signedIn.organisationId);
  const invite = useChange(
    async () => await send<Invited>('POST', '/invitations', { email, role, organisationId }),
    ['/invitations'],
  );
  if (invite.data !== undefined) {
    const { invitation, link } = invite.data;
    return <OneTimeLink link={link} email={invitation.email} expiresAt={invitation.expiresAt} onClose={onClose} />;
  }
  return (
    <Dialog title={t('people.inviteTitle')} onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          invite.mutate(undefined);
        }}
      >
        <Field
          label={t('people.email')}
          type="email"
          value={email}
          onChange={setEmail}
          maxLength={254}
          autoComplete="off"
          required
          autoFocus
        />
        <Select
          label={t('people.role')}
          help={t(`people.roleMeans.${role}`)}
          value={role}
          onChange={setRole}
          choices={roles.map((one) => ({ value: one, label: t(`app.role.${one}`) }))}
        />
        <Select
          label={t('people.inviteOrganisation')}
          value={organisationId}
          onChange={setOrganisationId}
          choices={(data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        />
        <Problem error={invite.error} />
        <div className="row dialog-actions">
          <Button type="submit" kind="primary" busy={invite.isPending}>
            {t('people.inviteAction')}
          </Button>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
        </div>
      </form>
    </Dialog>
  );
}
