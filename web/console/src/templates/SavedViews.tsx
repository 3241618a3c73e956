// Views that a person keeps: query, order and columns under a name, for oneself or for all.
import { type ReactElement, useState } from 'react';
import type { View, ViewBody } from '../../../../src/server/features/findings/schemas.ts';
import { send, useChange, useRead } from '../api/hooks.ts';
import { t } from '../messages/t.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Field } from '../ui/Field.tsx';
import { Menu, type MenuItem } from '../ui/Menu.tsx';
import { Problem } from '../ui/Problem.tsx';
import { Checkbox } from '../ui/Select.tsx';
import { toast } from '../ui/toast.ts';

type ViewParts = Pick<ViewBody, 'page' | 'query' | 'columns' | 'sort'>;
type SavedViewsProps = { readonly parts: ViewParts; readonly onOpen: (view: View) => void };

export function SavedViews({ parts, onOpen }: SavedViewsProps): ReactElement {
  const { data } = useRead<{ readonly items: readonly View[] }>('/views', { page: parts.page });
  const [saving, setSaving] = useState(false);
  const views = data?.items ?? [];
  const same = views.find((view) => view.mine && view.query === parts.query && view.sort === parts.sort);
  const remove = useChange(
    async ({ id }: View) => await send('DELETE', `/views/${encodeURIComponent(id)}`),
    ['/views'],
  );
  const removal = (view: View): MenuItem => ({
    label: t('common.removeView', { name: view.name }),
    danger: true,
    onChoose: () =>
      remove.mutate(view, {
        onSuccess: () => toast(t('common.viewRemoved', { name: view.name }), undoOf(view)),
      }),
  });
  const undoOf = (view: View) => ({
    label: t('common.undo'),
    run: () => {
      const { name, page, query, columns, sort, shared } = view;
      add.mutate({ name, page, query, columns: [...columns], sort, shared });
    },
  });
  const add = useChange(async (body: ViewBody) => await send<View>('POST', '/views', body), ['/views']);
  const group = (heading: string, some: readonly View[]): readonly MenuItem[] =>
    some.length === 0 ? [] : [{ heading }, ...some.map((view) => ({ label: view.name, onChoose: () => onOpen(view) }))];
  const items = [
    ...group(
      t('common.myViews'),
      views.filter(({ mine }) => mine),
    ),
    ...group(
      t('common.sharedViews'),
      views.filter(({ mine }) => !mine),
    ),
    { heading: t('common.thisView') },
    { label: t('common.saveView'), onChoose: () => setSaving(true) },
    ...(same === undefined ? [] : [removal(same)]),
  ];
  return (
    <>
      <Menu kind="quiet" icon="star" side="right" items={items}>
        {t('common.views')}
      </Menu>
      {saving && <SaveView parts={parts} onClose={() => setSaving(false)} />}
    </>
  );
}

function SaveView({ parts, onClose }: { readonly parts: ViewParts; readonly onClose: () => void }): ReactElement {
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const save = useChange(async (body: ViewBody) => await send<View>('POST', '/views', body), ['/views']);
  return (
    <Dialog title={t('common.saveViewTitle')} onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate({ ...parts, name, shared }, { onSuccess: onClose });
        }}
      >
        <Field label={t('common.name')} value={name} onChange={setName} required maxLength={80} autoFocus />
        <p className="mono wrap-anywhere">{parts.query === '' ? t('common.everything') : parts.query}</p>
        <Checkbox label={t('common.shareView')} checked={shared} onChange={setShared} />
        <Problem error={save.error} />
        <div className="row dialog-actions">
          <Button type="submit" kind="primary" busy={save.isPending}>
            {t('common.saveViewAction')}
          </Button>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
        </div>
      </form>
    </Dialog>
  );
}
