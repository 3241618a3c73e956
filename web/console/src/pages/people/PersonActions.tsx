// What an administrator does to another person: each asks first, and says what it does.
import { type ReactElement, useState } from 'react';
import type { z } from 'zod';
import { roles } from '../../../../../src/accounts/roles.ts';
import type { changePersonBody, linkAnswer, Person } from '../../../../../src/server/features/accounts/schemas.ts';
import { send, useChange } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { Confirm } from '../../ui/Dialog.tsx';
import { Select } from '../../ui/Select.tsx';
import { toast } from '../../ui/toast.ts';
import { OneTimeLink } from './OneTimeLink.tsx';

type ActionProps = { readonly person: Person; readonly onClose: () => void };
type Change = z.input<typeof changePersonBody>;

const old = ['/people', '/audit', '/colleagues'] as const;
const pathOf = ({ id }: Person): string => `/people/${encodeURIComponent(id)}`;
const useChangePerson = (person: Person) =>
  useChange(async (change: Change) => await send<Person>('PATCH', pathOf(person), change), old);

export function ChangeRole({ person, onClose }: ActionProps): ReactElement {
  const { name } = person;
  const [role, setRole] = useState(person.role);
  const change = useChangePerson(person);
  const confirm = (): void =>
    change.mutate(
      { role },
      {
        onSuccess: () => {
          toast(t('people.moved', { name, role: t(`app.role.${role}`) }), {
            label: t('common.undo'),
            run: () => change.mutate({ role: person.role }),
          });
          onClose();
        },
      },
    );
  return (
    <Confirm
      title={t('people.changeRoleTitle', { name })}
      undo={t('people.changeRoleUndo')}
      action={t('people.changeRole')}
      busy={change.isPending}
      error={change.error}
      onConfirm={confirm}
      onClose={onClose}
    >
      <p>{t('people.changeRoleScope', { name, old: t(`app.role.${person.role}`) })}</p>
      <Select
        label={t('people.newRole')}
        help={t(`people.roleMeans.${role}`)}
        value={role}
        onChange={setRole}
        choices={roles.map((one) => ({ value: one, label: t(`app.role.${one}`) }))}
      />
    </Confirm>
  );
}

export function Restrict({ person, onClose }: ActionProps): ReactElement {
  const { name, role } = person;
  // As it was when the dialog opened: the list may hear of the change before the answer comes, and must not turn the
  // question round under the hand.
  const [restricted] = useState(person.restricted);
  const change = useChangePerson(person);
  const what = restricted ? 'lift' : 'restrict';
  const confirm = (): void =>
    change.mutate(
      { restricted: !restricted },
      {
        onSuccess: () => {
          toast(t(restricted ? 'people.liftedDone' : 'people.restrictedDone', { name }));
          onClose();
        },
      },
    );
  return (
    <Confirm
      title={t(`people.${what}Title`, { name })}
      undo={t(`people.${what}Undo`)}
      action={t(`people.${what}`)}
      danger={!restricted}
      busy={change.isPending}
      error={change.error}
      onConfirm={confirm}
      onClose={onClose}
    >
      <p>{t(`people.${what}Scope`, { name, role: t(`app.role.${role}`) })}</p>
    </Confirm>
  );
}

export function Recovery({ person, onClose }: ActionProps): ReactElement {
  const { name, email } = person;
  const make = useChange(async () => await send<z.infer<typeof linkAnswer>>('POST', `${pathOf(person)}/recovery`), old);
  if (make.data !== undefined) return <OneTimeLink {...make.data} email={email} onClose={onClose} />;
  return (
    <Confirm
      title={t('people.recoveryTitle', { name })}
      undo={t('people.recoveryUndo')}
      action={t('people.recovery')}
      danger
      busy={make.isPending}
      error={make.error}
      onConfirm={() => make.mutate(undefined)}
      onClose={onClose}
    >
      <p>{t('people.recoveryScope', { name })}</p>
    </Confirm>
  );
}
