// One-time links that make an account: who was invited, by whom, what became of it.
import { type ReactElement, useState } from 'react';
import type { Invitation } from '../../../../../src/server/features/accounts/schemas.ts';
import { send, useChange } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import type { ListSpec } from '../../templates/list-spec.ts';
import { ListPage } from '../../templates/ListPage.tsx';
import { Badge, type Tone } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { Confirm } from '../../ui/Dialog.tsx';
import { Time } from '../../ui/Time.tsx';
import { toast } from '../../ui/toast.ts';
import { invitationFields } from './fields.ts';
import { InviteDialog } from './InviteDialog.tsx';

const tones: Readonly<Record<Invitation['state'], Tone>> = {
  open: 'open',
  accepted: 'ok',
  withdrawn: 'neutral',
  expired: 'neutral',
};

const specWith = (withdraw: (invitation: Invitation) => void): ListSpec<Invitation> => ({
  page: 'invitations',
  endpoint: '/invitations',
  fields: invitationFields,
  rowKey: ({ id }) => id,
  defaultSort: '-created',
  columns: [
    { key: 'email', title: t('people.email'), wide: true, sorts: true, cell: ({ email }) => email },
    { key: 'role', title: t('people.role'), cell: ({ role }) => t(`app.role.${role}`) },
    { key: 'organisation', title: t('people.organisation'), cell: ({ organisation }) => organisation },
    {
      key: 'state',
      title: t('people.state'),
      cell: ({ state }) => <Badge tone={tones[state]}>{t(`people.invitation.${state}`)}</Badge>,
    },
    { key: 'by', title: t('people.by'), cell: ({ createdBy }) => createdBy },
    {
      key: 'created',
      title: t('people.made'),
      number: true,
      sorts: true,
      cell: ({ createdAt }) => <Time at={createdAt} />,
    },
    {
      key: 'expires',
      title: t('people.expires'),
      number: true,
      sorts: true,
      cell: ({ expiresAt }) => <Time at={expiresAt} />,
    },
    {
      key: 'withdraw',
      title: '',
      cell: (invitation) =>
        invitation.state === 'open' && (
          <Button kind="quiet" onPress={() => withdraw(invitation)}>
            {t('people.withdraw')}
          </Button>
        ),
    },
  ],
});

export function InvitationsPage(): ReactElement {
  const [inviting, setInviting] = useState(false);
  const [withdrawing, setWithdrawing] = useState<Invitation>();
  const invite = (
    <Button kind="primary" onPress={() => setInviting(true)}>
      {t('people.invite')}
    </Button>
  );
  return (
    <ListPage
      spec={specWith(setWithdrawing)}
      title={t('people.invitations')}
      about={t('people.invitationsAbout')}
      action={invite}
      nothing={{ title: t('people.invitationsNothing'), text: t('people.invitationsNothingAbout') }}
    >
      {inviting && <InviteDialog onClose={() => setInviting(false)} />}
      {withdrawing !== undefined && <Withdraw invitation={withdrawing} onClose={() => setWithdrawing(undefined)} />}
    </ListPage>
  );
}

type WithdrawProps = { readonly invitation: Invitation; readonly onClose: () => void };

function Withdraw({ invitation, onClose }: WithdrawProps): ReactElement {
  const { id, email } = invitation;
  const withdraw = useChange(
    async () => await send('DELETE', `/invitations/${encodeURIComponent(id)}`),
    ['/invitations', '/audit'],
  );
  const confirm = (): void =>
    withdraw.mutate(undefined, {
      onSuccess: () => {
        toast(t('people.withdrawn', { email }));
        onClose();
      },
    });
  return (
    <Confirm
      title={t('people.withdrawTitle', { email })}
      undo={t('people.withdrawUndo')}
      action={t('people.withdraw')}
      danger
      busy={withdraw.isPending}
      error={withdraw.error}
      onConfirm={confirm}
      onClose={onClose}
    >
      <p>{t('people.withdrawScope')}</p>
    </Confirm>
  );
}
