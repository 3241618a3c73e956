// Institutions whose people work here.
import { type ReactElement, useState } from 'react';
import type { Organisation } from '../../../../../src/server/features/accounts/schemas.ts';
import { send, useChange } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import type { ListSpec } from '../../templates/list-spec.ts';
import { ListPage } from '../../templates/ListPage.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { Num } from '../../ui/Num.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Select } from '../../ui/Select.tsx';
import { Time } from '../../ui/Time.tsx';
import { organisationKindChoices } from '../entry/organisation-kinds.ts';
import { organisationFields } from './fields.ts';

const specWith = (change: (organisation: Organisation) => void): ListSpec<Organisation> => ({
  page: 'organisations',
  endpoint: '/organisations',
  fields: organisationFields,
  rowKey: ({ id }) => id,
  defaultSort: 'name',
  columns: [
    { key: 'name', title: t('people.organisationName'), wide: true, sorts: true, cell: ({ name }) => name },
    { key: 'kind', title: t('people.kind'), sorts: true, cell: ({ kind }) => t(`entry.kind.${kind}`) },
    { key: 'people', title: t('people.count'), number: true, cell: ({ people }) => <Num value={people} /> },
    {
      key: 'created',
      title: t('people.made'),
      number: true,
      sorts: true,
      cell: ({ createdAt }) => <Time at={createdAt} />,
    },
    {
      key: 'change',
      title: '',
      cell: (organisation) => (
        <Button kind="quiet" onPress={() => change(organisation)}>
          {t('people.changeOrganisation')}
        </Button>
      ),
    },
  ],
});

export function OrganisationsPage(): ReactElement {
  const [editing, setEditing] = useState<Organisation | 'new'>();
  return (
    <ListPage
      spec={specWith(setEditing)}
      title={t('people.organisations')}
      about={t('people.organisationsAbout')}
      action={
        <Button kind="primary" onPress={() => setEditing('new')}>
          {t('people.addOrganisation')}
        </Button>
      }
      nothing={{ title: t('people.organisationsNothing') }}
    >
      {editing !== undefined && (
        <Edit organisation={editing === 'new' ? undefined : editing} onClose={() => setEditing(undefined)} />
      )}
    </ListPage>
  );
}

type EditProps = { readonly organisation: Organisation | undefined; readonly onClose: () => void };

function Edit({ organisation, onClose }: EditProps): ReactElement {
  const [name, setName] = useState(organisation?.name ?? '');
  const [kind, setKind] = useState(organisation?.kind ?? 'authority');
  const save = useChange(async () => {
    if (organisation === undefined) await send('POST', '/organisations', { name, kind });
    else await send('PATCH', `/organisations/${encodeURIComponent(organisation.id)}`, { name, kind });
  }, ['/organisations', '/people', '/invitations']);
  return (
    <Dialog
      title={
        organisation === undefined
          ? t('people.addOrganisationTitle')
          : t('people.changeOrganisationTitle', { name: organisation.name })
      }
      onClose={onClose}
    >
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate(undefined, { onSuccess: onClose });
        }}
      >
        <Field
          label={t('people.organisationName')}
          value={name}
          onChange={setName}
          maxLength={120}
          required
          autoFocus
        />
        <Select label={t('people.kind')} value={kind} onChange={setKind} choices={organisationKindChoices()} />
        <Problem error={save.error} />
        <div className="row dialog-actions">
          <Button type="submit" kind="primary" busy={save.isPending}>
            {t(organisation === undefined ? 'people.addOrganisation' : 'common.save')}
          </Button>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
        </div>
      </form>
    </Dialog>
  );
}
